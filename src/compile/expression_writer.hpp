// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/sql_writer.hpp"

namespace azoth::compile {

/// Writes an expression, without parentheses around it.
void write_expression(SqlWriter& writer, const sql::ExpressionNode& node);

/// ` WHERE a AND b`; nothing without conditions.
void write_conditions(SqlWriter& writer, std::string_view keyword, const sql::ExpressionList& conditions);

}  // namespace azoth::compile
