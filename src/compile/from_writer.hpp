// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "azoth/compile/sql_writer.hpp"
#include "compile/from_list.hpp"

namespace azoth::compile {

/// ` FROM books JOIN authors ON ..., shelves`; nothing without elements. `keyword` stands before the first.
void write_from_clause(SqlWriter& writer, const std::vector<FromElement>& elements,
                       std::string_view keyword = " FROM ");

}  // namespace azoth::compile
