// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "azoth/sql/cache_key.hpp"
#include "azoth/types/sql_type.hpp"
#include "azoth/types/value_view.hpp"

namespace azoth::engine {

/// Memory that the executions of one connection use by turns, so that they need not allocate.
struct ExecutionScratch {
    sql::CacheKeyWriter key;
    std::string sql;
    std::vector<ValueView> values;
    std::vector<ParameterType> types;
    std::vector<std::size_t> list_sizes;
};

}  // namespace azoth::engine
