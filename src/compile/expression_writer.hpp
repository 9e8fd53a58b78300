// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/sql_writer.hpp"

namespace azoth::compile {

/// Writes an expression, without parentheses around it.
void write_expression(SqlWriter& writer, const sql::ExpressionNode& node);

/// What a value beside the expression is named after; empty when the expression has no name.
std::string_view name_for_binds(const sql::ExpressionNode& node);
/// What values beside the operator are named after: the column on its other side; empty without one.
std::string_view bind_name_of(const sql::BinaryNode& node);

/// ` WHERE a AND b`; nothing without conditions.
void write_conditions(SqlWriter& writer, std::string_view keyword, const sql::ExpressionList& conditions);

}  // namespace azoth::compile
