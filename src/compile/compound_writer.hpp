// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "azoth/compile/sql_writer.hpp"

namespace azoth::compile {

/// `SELECT ... UNION SELECT ...`, members in parentheses where they need them.
///
/// Throws CompileError(`unsupported`) for an operator that the database lacks, CompileError(`not_in_result`) for an
/// ORDER BY that is no column of the result.
void write_compound(SqlWriter& writer, const sql::CompoundNode& compound, std::span<const sql::FromColumn> names = {});

}  // namespace azoth::compile
