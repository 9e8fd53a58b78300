// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include "azoth/compile/sql_writer.hpp"
#include "azoth/schema/ddl_expression.hpp"
#include "azoth/sql/from_nodes.hpp"

namespace azoth::compile {

/// An expression with its values written in, for DDL and defaults. The columns of `table`, which may be null, stand
/// without their table; of other tables there are none.
std::string literal_sql(const sql::ExpressionNode& node, const Dialect& dialect, const sql::TableNode* table);
/// A query with its values written in, its columns named `names`.
std::string literal_sql(const sql::StatementNode& query, const Dialect& dialect,
                        std::span<const sql::FromColumn> names);
/// The text as it is, or the expression.
std::string literal_sql(const DdlExpression& expression, const Dialect& dialect, const sql::TableNode* table);

}  // namespace azoth::compile
