// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <forward_list>
#include <string>
#include <vector>

#include "azoth/sql/cache_key.hpp"
#include "azoth/types/sql_type.hpp"
#include "azoth/types/value.hpp"
#include "azoth/types/value_view.hpp"

namespace azoth::engine {

/// Memory that the executions of one connection use by turns, so that they need not allocate.
struct ExecutionScratch {
    sql::CacheKeyWriter key;
    std::string sql;
    std::string translated_sql;
    std::vector<ValueView> values;
    std::vector<ParameterType> types;
    std::forward_list<Value> defaults;  ///< of columns that the statement leaves out
};

}  // namespace azoth::engine
