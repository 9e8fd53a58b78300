// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "azoth/compile/sql_writer.hpp"

namespace azoth::compile {

/// A statement within another: a subquery or the body of a CTE, without parentheses around it. `names`, unless empty,
/// are what its columns are to be called.
///
/// Throws CompileError(`unsupported`) for a statement that has no place there.
void write_query(SqlWriter& writer, const sql::StatementNode& query, std::span<const sql::FromColumn> names = {});

}  // namespace azoth::compile
