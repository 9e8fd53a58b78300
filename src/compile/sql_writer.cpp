// SPDX-License-Identifier: MIT
#include "azoth/compile/sql_writer.hpp"

#include <string>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/schema_translate_map.hpp"
#include "compile/context.hpp"
#include "compile/expression_writer.hpp"
#include "compile/form_writer.hpp"
#include "compile/function_writer.hpp"
#include "compile/precedence.hpp"

namespace azoth::compile {
namespace {

/// `||` where it is written as concat().
bool is_concat_call(const Dialect& dialect, const sql::ExpressionNode& node) {
    return !dialect.capabilities().concat_operator && node.kind() == sql::NodeKind::Binary &&
           static_cast<const sql::BinaryNode&>(node).op == sql::Operator::Concat;
}

SqlWriter& write_operand(SqlWriter& writer, const sql::ExpressionNode& node, sql::Operator parent, Side side) {
    if (is_concat_call(writer.dialect(), node) || !needs_parentheses(node, parent, side))
        return writer.expression(node);
    return writer.text("(").expression(node).text(")");
}

}  // namespace

const Dialect& SqlWriter::dialect() const { return context_->dialect; }

SqlWriter& SqlWriter::text(std::string_view sql) {
    context_->text.append(sql);
    return *this;
}

SqlWriter& SqlWriter::identifier(std::string_view name, Quoting quoting) {
    dialect().write_identifier(context_->text.pieces.back(), name, quoting);
    return *this;
}

SqlWriter& SqlWriter::literal(const ValueView& value) {
    dialect().write_literal(context_->text.pieces.back(), value);
    return *this;
}

SqlWriter& SqlWriter::expression(const sql::ExpressionNode& node) {
    write_expression(*this, node);
    return *this;
}

SqlWriter& SqlWriter::left_operand(const sql::ExpressionNode& node, sql::Operator parent) {
    return write_operand(*this, node, parent, Side::Left);
}

SqlWriter& SqlWriter::right_operand(const sql::ExpressionNode& node, sql::Operator parent) {
    return write_operand(*this, node, parent, Side::Right);
}

SqlWriter& SqlWriter::expressions(const sql::ExpressionList& nodes, std::string_view separator) {
    std::string_view before;
    for (const sql::ExpressionPtr& node : nodes) {
        text(before).expression(*node);
        before = separator;
    }
    return *this;
}

void SqlWriter::refuse(std::string_view what) const {
    throw CompileError("unsupported", fmt::format("{} {}", dialect().name(), what));
}

SqlWriter& SqlWriter::form(std::string_view form, const sql::ExpressionList& operands, std::string_view options) {
    write_form(*this, form, operands, options);
    return *this;
}

SqlWriter& SqlWriter::call(std::string_view name, const sql::FunctionNode& function, std::string_view more,
                           std::string_view last) {
    write_call(*this, name, function, {more, last});
    return *this;
}

SqlWriter& SqlWriter::column_name(const sql::FromNode& from, std::uint32_t column) {
    return identifier(from.columns()[column].name, from.columns()[column].quoting);
}

SqlWriter& SqlWriter::table_name(const sql::TableNode& table) {
    return schema_prefix(table.schema()).identifier(table.name(), table.quoting());
}

SqlWriter& SqlWriter::schema_prefix(std::string_view schema) {
    if (SchemaTokens::are_wanted())
        write_schema_token(context_->text.pieces.back(), schema);
    else if (!schema.empty())
        identifier(schema).text(".");
    return *this;
}

SqlWriter& SqlWriter::assignments(const sql::TableNode& table,
                                  const std::vector<sql::InsertNode::Assignment>& assignments) {
    std::string_view before;
    for (const auto& [column, value, place] : assignments) {
        const Restored<std::string_view> name(context_->bind_name, table.columns()[column].name);
        text(before).column_name(table, column).text(" = ").expression(*value);
        before = ", ";
    }
    return *this;
}

std::string_view SqlWriter::new_row_name() const { return context_->new_row; }

void SqlWriter::name_new_row(std::string_view name) { context_->new_row = name; }

}  // namespace azoth::compile
