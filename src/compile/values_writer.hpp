// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "azoth/compile/sql_writer.hpp"
#include "azoth/sql/values_node.hpp"

namespace azoth::compile {

/// Whether write_values() will write more than VALUES: several SELECTs.
bool becomes_union(const sql::ValuesNode& values, const Dialect& dialect, std::span<const sql::FromColumn> names);

/// `VALUES (...), (...)`; with `names` in the form of a SELECT, because VALUES has no names of its own.
///
/// Throws CompileError(`no_rows`) when there is not one row.
void write_values(SqlWriter& writer, const sql::ValuesNode& values, std::span<const sql::FromColumn> names = {});

}  // namespace azoth::compile
