// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/sql_writer.hpp"

namespace azoth::compile {

/// Writes arithmetic and concatenation: `a + b - c`. A chain of any length needs no more stack than a single operator.
void write_chain(SqlWriter& writer, const sql::BinaryNode& node);

/// Whether both sides are known to be whole numbers.
bool divides_whole_numbers(const sql::BinaryNode& node);

}  // namespace azoth::compile
