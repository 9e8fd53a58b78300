// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/sql_writer.hpp"

namespace azoth::compile {

/// `books.title`, or the name alone where columns are not qualified.
///
/// Throws CompileError(`not_in_from`) when the column's table is not part of the statement.
void write_column(SqlWriter& writer, const sql::ColumnNode& node);
void write_column(SqlWriter& writer, const sql::FromNode& from, std::uint32_t column);

}  // namespace azoth::compile
