// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "azoth/compile/sql_writer.hpp"
#include "compile/from_list.hpp"

namespace azoth::compile {

/// ` FROM books JOIN authors ON ..., shelves`; nothing without elements.
void write_from_clause(SqlWriter& writer, const std::vector<FromElement>& elements);

}  // namespace azoth::compile
