// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "compile/context.hpp"
#include "compile/ddl_words.hpp"
#include "compile/literal_sql.hpp"
#include "compile/type_writer.hpp"

namespace azoth::compile {
namespace {

void write_computed(SqlWriter& writer, const TableDefinition& table, const Column& column) {
    const std::string sql = literal_sql(column.computed()->sql(), writer.dialect(), &table);
    writer.text(" GENERATED ALWAYS AS (").text(sql).text(")");
    writer.text(writer.dialect().computed_storage(table, column));
    if (!column.is_nullable())
        require_ddl(writer, writer.dialect().ddl().computed_not_null,
                    fmt::format("NOT NULL of a computed column ('{}.{}')", table.name(), column.name()),
                    "allow NULL, and add a CheckConstraint(\"... IS NOT NULL\")");
}

void write_generation(SqlWriter& writer, const TableDefinition& table, const Column& column, bool is_generated) {
    const Dialect& dialect = writer.dialect();
    std::string& sql = writer.context().text.pieces.back();
    if (column.computed()) return write_computed(writer, table, column);
    if (column.identity()) return dialect.write_identity(sql, table, column);
    // With sequences it is they that count.
    const bool has_sequence = column.default_().sequence() && dialect.ddl().sequences;
    if (is_generated && !has_sequence) dialect.write_autoincrement(sql, table, column);
}

bool is_plain_value(const sql::ExpressionNode& node) {
    return node.kind() == sql::NodeKind::Bind || node.kind() == sql::NodeKind::Null ||
           node.kind() == sql::NodeKind::Constant;
}

bool is_unbounded(const SqlType& type) {
    const bool is_text = type.kind == TypeKind::String || type.kind == TypeKind::LargeBinary;
    return type.kind == TypeKind::Text || type.kind == TypeKind::Json || (is_text && type.length == 0);
}

void write_server_default(SqlWriter& writer, const TableDefinition& table, const Column& column) {
    const DdlExpression& value = column.server_default();
    if (value.empty()) return;
    const bool is_plain = value.expression() ? is_plain_value(*value.expression()) : true;
    const std::string sql = literal_sql(value, writer.dialect(), &table);
    const bool is_call = sql.ends_with(')');  // as which a dialect may write a plain value
    const bool needs_parentheses = !is_plain || (value.expression() && writer.dialect().ddl().defaults_in_parentheses &&
                                                 (is_call || is_unbounded(type_on(column.type(), writer.dialect()))));
    writer.text(needs_parentheses ? " DEFAULT (" : " DEFAULT ").text(sql).text(needs_parentheses ? ")" : "");
}

}  // namespace

void write_column_definition(SqlWriter& writer, const TableDefinition& table, const Column& column, bool is_generated) {
    writer.identifier(column.name(), column.quoted().quoting).text(" ");
    write_column_type(writer, table, column);
    write_generation(writer, table, column, is_generated);
    write_server_default(writer, table, column);
    if (!column.is_nullable()) writer.text(" NOT NULL");
    writer.dialect().write_column_options(writer.context().text.pieces.back(), column);
}

}  // namespace azoth::compile
