// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/function_nodes.hpp"
#include "azoth/sql/statement_nodes.hpp"

namespace azoth {

class Dialect;

namespace compile {

struct Context;

/// What the compiler and the hooks of a Dialect write to: SQL text with the places of its bound values.
///
///     void MyDialect::write_limit(compile::SqlWriter& writer, const sql::SelectNode& select) const {
///         if (select.limit) writer.text(" FETCH FIRST ").expression(*select.limit).text(" ROWS ONLY");
///     }
///
/// Every call appends and returns the writer.
class SqlWriter {
public:
    explicit SqlWriter(Context& context) : context_(&context) {}

    const Dialect& dialect() const;

    /// SQL as it is.
    SqlWriter& text(std::string_view sql);
    /// A name, in quotes where it needs them.
    SqlWriter& identifier(std::string_view name, Quoting quoting = Quoting::Auto);
    /// A value as text, escaped. Statements bind their values; this is for constants of the syntax.
    SqlWriter& literal(const ValueView& value);
    /// Any expression, without parentheses around it; its values become placeholders.
    SqlWriter& expression(const sql::ExpressionNode& node);
    /// An operand of `parent`, in parentheses when it needs them there.
    SqlWriter& left_operand(const sql::ExpressionNode& node, sql::Operator parent);
    SqlWriter& right_operand(const sql::ExpressionNode& node, sql::Operator parent);
    /// `a, b, c`.
    SqlWriter& expressions(const sql::ExpressionList& nodes, std::string_view separator = ", ");
    /// SQL with holes: `{0}` is the first of `operands` (in parentheses when it needs them there), `{args}` all of
    /// them,
    /// `{options}` that text as it is and `{{` a brace. `{0i}` is a whole number of 32 bits, by a CAST unless it is
    /// one.
    ///
    /// Throws CompileError(`bad_form`) for a hole that there is nothing for.
    SqlWriter& form(std::string_view form, const sql::ExpressionList& operands, std::string_view options = {});
    /// `name(DISTINCT arguments ORDER BY ...) FILTER (WHERE ...)`: a call with all its clauses. `more` is SQL that
    /// follows the arguments, `last` SQL that stands before the closing parenthesis. What the database cannot say is
    /// refused.
    SqlWriter& call(std::string_view name, const sql::FunctionNode& function, std::string_view more = {},
                    std::string_view last = {});
    /// Throws CompileError(`unsupported`): the database's name and `what`, such as `has no DISTINCT ON; use a
    /// subquery`.
    [[noreturn]] void refuse(std::string_view what) const;
    /// The column's own name, without its table.
    SqlWriter& column_name(const sql::FromNode& from, std::uint32_t column);
    /// The name of a table, with its schema.
    SqlWriter& table_name(const sql::TableNode& table);
    /// A schema and the dot behind it, as the SchemaTranslateMap of the connection will have it.
    SqlWriter& schema_prefix(std::string_view schema);

    /// `a = 1, b = 2`, the columns without their table.
    SqlWriter& assignments(const sql::TableNode& table, const std::vector<sql::InsertNode::Assignment>& assignments);

    /// What the new row of an upsert is called in this statement, for Dialect::write_excluded(); empty at first.
    std::string_view new_row_name() const;
    void name_new_row(std::string_view name);

    /// What the parts of the compiler share. Dialects have no use for it.
    Context& context() { return *context_; }

private:
    Context* context_;
};

}  // namespace compile
}  // namespace azoth
