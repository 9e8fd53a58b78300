// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/sql_writer.hpp"

namespace azoth::compile {

/// `function OVER name`, `function OVER (PARTITION BY ...)`.
void write_over(SqlWriter& writer, const sql::OverNode& node);

/// ` WINDOW name AS (...)`: the windows with names that the SELECT uses.
///
/// Throws CompileError(`duplicate_window`) when two different ones have the same name.
void write_window_clause(SqlWriter& writer, const sql::SelectNode& select);

}  // namespace azoth::compile
