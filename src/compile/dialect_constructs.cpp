// SPDX-License-Identifier: MIT
// What a Dialect writes where it does not say otherwise.

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/dialect.hpp"
#include "azoth/compile/sql_writer.hpp"
#include "compile/context.hpp"

namespace azoth {
namespace {

using compile::SqlWriter;
using sql::Operator;

std::string_view operator_text(Operator op) {
    switch (op) {
        case Operator::Add: return " + ";
        case Operator::Subtract: return " - ";
        case Operator::Multiply: return " * ";
        case Operator::Divide: return " / ";
        case Operator::Modulo: return " % ";
        case Operator::Concat: return " || ";
        case Operator::Equal: return " = ";
        case Operator::NotEqual: return " != ";
        case Operator::Less: return " < ";
        case Operator::LessEqual: return " <= ";
        case Operator::Greater: return " > ";
        case Operator::GreaterEqual: return " >= ";
        case Operator::Is: return " IS ";
        case Operator::IsNot: return " IS NOT ";
        case Operator::IsDistinctFrom: return " IS DISTINCT FROM ";
        case Operator::IsNotDistinctFrom: return " IS NOT DISTINCT FROM ";
        case Operator::Like: return " LIKE ";
        case Operator::NotLike: return " NOT LIKE ";
        case Operator::ILike: return " ILIKE ";
        case Operator::NotILike: return " NOT ILIKE ";
        case Operator::In: return " IN ";
        case Operator::NotIn: return " NOT IN ";
        case Operator::And: return " AND ";
        case Operator::Or: return " OR ";
        case Operator::Not:
        case Operator::Negate: break;
    }
    return " ";
}

void write_operands(SqlWriter& writer, const sql::BinaryNode& node) {
    writer.left_operand(*node.left, node.op).text(operator_text(node.op)).right_operand(*node.right, node.op);
}

void write_escape(SqlWriter& writer, char escape) {
    if (escape != 0) writer.text(" ESCAPE ").literal(ValueView::text({&escape, 1}));
}

void write_lower_like(SqlWriter& writer, const sql::BinaryNode& node) {
    writer.text("lower(").expression(*node.left);
    writer.text(node.op == Operator::ILike ? ") LIKE lower(" : ") NOT LIKE lower(");
    writer.expression(*node.right).text(")");
}

void write_like(SqlWriter& writer, const sql::BinaryNode& node) {
    const bool ignores_case = node.op == Operator::ILike || node.op == Operator::NotILike;
    if (ignores_case && !writer.dialect().capabilities().ilike)
        write_lower_like(writer, node);
    else
        write_operands(writer, node);
    write_escape(writer, node.escape);
}

void write_list(SqlWriter& writer, const sql::BinaryNode& node) {
    writer.left_operand(*node.left, node.op).text(operator_text(node.op)).text("(").expression(*node.right);
    writer.context().text.slots.back().is_negated = node.op == Operator::NotIn;
    writer.text(")");
}

void write_in(SqlWriter& writer, const sql::BinaryNode& node) {
    if (node.right->kind() != sql::NodeKind::BindList) return write_operands(writer, node);
    // An empty list turns NOT IN into an OR, which needs the parentheses, and IN into an AND, which does not.
    const bool is_negated = node.op == Operator::NotIn;
    writer.text(is_negated ? "(" : "");
    write_list(writer, node);
    writer.text(is_negated ? ")" : "");
}

void write_concat_arguments(SqlWriter& writer, const sql::ExpressionNode& node) {
    const auto* binary = node.kind() == sql::NodeKind::Binary ? static_cast<const sql::BinaryNode*>(&node) : nullptr;
    if (binary == nullptr || binary->op != Operator::Concat) {
        writer.expression(node);
        return;
    }
    write_concat_arguments(writer, *binary->left);
    writer.text(", ");
    write_concat_arguments(writer, *binary->right);
}

void write_concat(SqlWriter& writer, const sql::BinaryNode& node) {
    if (writer.dialect().capabilities().concat_operator) return write_operands(writer, node);
    writer.text("concat(");
    write_concat_arguments(writer, node);
    writer.text(")");
}

bool is_written_without_parentheses(const sql::FunctionNode& node) {
    return node.arguments.empty() &&
           (node.name == "current_date" || node.name == "current_time" || node.name == "current_timestamp");
}

}  // namespace

void Dialect::write_limit(SqlWriter& writer, const sql::SelectNode& select) const {
    const compile::Restored<std::string_view> name(writer.context().bind_name, {});
    if (select.limit) writer.text(" LIMIT ").expression(*select.limit);
    if (select.offset) writer.text(" OFFSET ").expression(*select.offset);
}

void Dialect::write_binary(SqlWriter& writer, const sql::BinaryNode& node) const {
    switch (node.op) {
        case Operator::Concat: return write_concat(writer, node);
        case Operator::Like:
        case Operator::NotLike:
        case Operator::ILike:
        case Operator::NotILike: return write_like(writer, node);
        case Operator::In:
        case Operator::NotIn: return write_in(writer, node);
        case Operator::IsDistinctFrom:
        case Operator::IsNotDistinctFrom: return write_null_safe(writer, node);
        default: return write_operands(writer, node);
    }
}

void Dialect::write_null_safe(SqlWriter& writer, const sql::BinaryNode& node) const {
    if (!capabilities_.is_distinct_from)
        throw CompileError("unsupported", fmt::format("{} has no IS DISTINCT FROM", name()));
    write_operands(writer, node);
}

void Dialect::write_sort_options(SqlWriter&, const sql::ExpressionNode&) const {}

void Dialect::write_function(SqlWriter& writer, const sql::FunctionNode& node) const {
    writer.text(node.name);
    if (is_written_without_parentheses(node)) return;
    writer.text(node.is_distinct ? "(DISTINCT " : "(").expressions(node.arguments).text(")");
}

void Dialect::write_conflict(SqlWriter& writer, const sql::InsertNode& insert) const {
    const bool updates = insert.on_conflict == sql::InsertNode::OnConflict::DoUpdate;
    if (updates && insert.conflict_columns.empty())
        throw CompileError("unsupported",
                           fmt::format("an upsert into {} that updates must name the columns of a unique "
                                       "key: on_conflict(...)",
                                       insert.table->name()));
    writer.text(" ON CONFLICT ");
    std::string_view before = "(";
    for (const std::uint32_t column : insert.conflict_columns) {
        writer.text(before).column_name(*insert.table, column);
        before = ", ";
    }
    if (!insert.conflict_columns.empty()) writer.text(") ");
    writer.text(updates ? "DO UPDATE SET " : "DO NOTHING");
    if (updates) writer.assignments(*insert.table, insert.conflict_assignments);
}

void Dialect::write_excluded(SqlWriter& writer, const sql::ExcludedNode& node) const {
    writer.text("excluded.").column_name(*node.column->from, node.column->index);
}

}  // namespace azoth
