// SPDX-License-Identifier: MIT
#include "compile/expression_writer.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "compile/column_writer.hpp"
#include "compile/context.hpp"
#include "compile/query_writer.hpp"

namespace azoth::compile {
namespace {

using sql::ExpressionNode;
using sql::NodeKind;

/// What a value beside the expression is named after; empty when the expression has no name.
std::string_view name_for_binds(const ExpressionNode& node) {
    switch (node.kind()) {
        case NodeKind::Column: return static_cast<const sql::ColumnNode&>(node).name();
        case NodeKind::Function: return static_cast<const sql::FunctionNode&>(node).name;
        case NodeKind::Label: return static_cast<const sql::LabelNode&>(node).name;
        default: return {};
    }
}

void write_bind(SqlWriter& writer, const ExpressionNode& node) {
    Context& context = writer.context();
    context.text.append(context.binds.slot_of(node), context.bind_name);
}

void write_unary(SqlWriter& writer, const sql::UnaryNode& node) {
    writer.text(node.op == sql::Operator::Not ? "NOT " : "-").right_operand(*node.operand, node.op);
}

void write_binary(SqlWriter& writer, const sql::BinaryNode& node) {
    const std::string_view left_name = name_for_binds(*node.left);
    const Restored<std::string_view> name(writer.context().bind_name,
                                          left_name.empty() ? name_for_binds(*node.right) : left_name);
    writer.dialect().write_binary(writer, node);
}

void write_boolean_list(SqlWriter& writer, const sql::BooleanListNode& node) {
    if (node.terms.empty()) writer.literal(ValueView::boolean(node.op == sql::Operator::And));
    if (node.terms.size() == 1) return write_expression(writer, *node.terms.front());
    std::string_view separator;
    for (const sql::ExpressionPtr& term : node.terms) {
        writer.text(separator).left_operand(*term, node.op);
        separator = node.op == sql::Operator::And ? " AND " : " OR ";
    }
}

void write_function(SqlWriter& writer, const sql::FunctionNode& node) {
    const Restored<std::string_view> name(writer.context().bind_name, node.name);
    writer.dialect().write_function(writer, node);
}

void write_cast(SqlWriter& writer, const sql::CastNode& node) {
    writer.text("CAST(").expression(*node.expression).text(" AS ");
    writer.text(writer.dialect().cast_type_name(node.type())).text(")");
}

void write_case(SqlWriter& writer, const sql::CaseNode& node) {
    writer.text("CASE");
    for (const auto& [condition, result] : node.branches)
        writer.text(" WHEN ").expression(*condition).text(" THEN ").expression(*result);
    if (node.otherwise) writer.text(" ELSE ").expression(*node.otherwise);
    writer.text(" END");
}

void write_subquery(SqlWriter& writer, const sql::SubqueryExpressionNode& node) {
    const Restored<bool> qualified(writer.context().qualifies_columns, true);
    const Restored<std::string_view> no_name(writer.context().bind_name, {});
    writer.text(node.kind() == NodeKind::Exists ? "EXISTS (" : "(");
    write_query(writer, *node.query);
    writer.text(")");
}

}  // namespace

void write_expression(SqlWriter& writer, const ExpressionNode& node) {
    switch (node.kind()) {
        case NodeKind::Bind:
        case NodeKind::BindList:
        case NodeKind::Parameter: return write_bind(writer, node);
        case NodeKind::Null: writer.text("NULL"); return;
        case NodeKind::Constant:
            writer.literal(ValueView::boolean(static_cast<const sql::ConstantNode&>(node).value));
            return;
        case NodeKind::Column: return write_column(writer, static_cast<const sql::ColumnNode&>(node));
        case NodeKind::Label: return write_expression(writer, *static_cast<const sql::LabelNode&>(node).expression);
        case NodeKind::Unary: return write_unary(writer, static_cast<const sql::UnaryNode&>(node));
        case NodeKind::Binary: return write_binary(writer, static_cast<const sql::BinaryNode&>(node));
        case NodeKind::BooleanList: return write_boolean_list(writer, static_cast<const sql::BooleanListNode&>(node));
        case NodeKind::Function: return write_function(writer, static_cast<const sql::FunctionNode&>(node));
        case NodeKind::Cast: return write_cast(writer, static_cast<const sql::CastNode&>(node));
        case NodeKind::Case: return write_case(writer, static_cast<const sql::CaseNode&>(node));
        case NodeKind::Star: writer.text("*"); return;
        case NodeKind::TextFragment: writer.text(static_cast<const sql::TextFragmentNode&>(node).sql); return;
        case NodeKind::ScalarSubquery:
        case NodeKind::Exists: return write_subquery(writer, static_cast<const sql::SubqueryExpressionNode&>(node));
        case NodeKind::Excluded:
            return writer.dialect().write_excluded(writer, static_cast<const sql::ExcludedNode&>(node));
        default: throw CompileError("unsupported", fmt::format("a node of kind {} is no expression", int(node.kind())));
    }
}

void write_conditions(SqlWriter& writer, std::string_view keyword, const sql::ExpressionList& conditions) {
    if (conditions.empty()) return;
    writer.text(" ").text(keyword).text(" ");
    if (conditions.size() == 1) {
        writer.expression(*conditions.front());
        return;
    }
    std::string_view separator;
    for (const sql::ExpressionPtr& condition : conditions) {
        writer.text(separator).left_operand(*condition, sql::Operator::And);
        separator = " AND ";
    }
}

}  // namespace azoth::compile
