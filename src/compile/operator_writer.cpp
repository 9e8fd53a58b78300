// SPDX-License-Identifier: MIT
#include "compile/operator_writer.hpp"

#include "azoth/compile/dialect.hpp"
#include "compile/context.hpp"
#include "compile/expression_writer.hpp"
#include "compile/precedence.hpp"

namespace azoth::compile {
namespace {

using sql::CustomOperatorNode;
using sql::Operator;

void write_range(SqlWriter& writer, const sql::BetweenNode& node, std::string_view word, const sql::ExpressionNode& low,
                 const sql::ExpressionNode& high) {
    writer.left_operand(node.value(), Operator::Less).text(word);
    writer.right_operand(low, Operator::Less).text(" AND ").right_operand(high, Operator::Less);
}

/// What the standard says that SYMMETRIC means.
void write_both_ways(SqlWriter& writer, const sql::BetweenNode& node) {
    const std::string_view word = node.is_negated ? " NOT BETWEEN " : " BETWEEN ";
    writer.text("(");
    write_range(writer, node, word, node.low(), node.high());
    writer.text(node.is_negated ? " AND " : " OR ");
    write_range(writer, node, word, node.high(), node.low());
    writer.text(")");
}

void write_operand(SqlWriter& writer, const CustomOperatorNode& node, std::size_t which, Side side) {
    const sql::ExpressionNode& operand = *node.operands()[which];
    const bool is_nested = needs_parentheses(operand, node, side);
    writer.text(is_nested ? "(" : "").expression(operand).text(is_nested ? ")" : "");
}

}  // namespace

void write_between(SqlWriter& writer, const sql::BetweenNode& node) {
    const Restored<std::string_view> name(writer.context().bind_name, name_for_binds(node.value()));
    if (!node.is_symmetric)
        write_range(writer, node, node.is_negated ? " NOT BETWEEN " : " BETWEEN ", node.low(), node.high());
    else if (writer.dialect().capabilities().symmetric_between)
        write_range(writer, node, node.is_negated ? " NOT BETWEEN SYMMETRIC " : " BETWEEN SYMMETRIC ", node.low(),
                    node.high());
    else
        write_both_ways(writer, node);
}

void write_collate(SqlWriter& writer, const sql::CollateNode& node) {
    writer.left_operand(node.text(), Operator::Custom).text(" COLLATE ").identifier(node.collation);
}

void write_tuple(SqlWriter& writer, const sql::TupleNode& node) {
    std::string_view before = "(";
    for (const sql::ExpressionPtr& element : node.operands()) {
        writer.text(before).expression(*element);
        before = ", ";
    }
    writer.text(")");
}

void write_quantified(SqlWriter& writer, const sql::QuantifiedNode& node) {
    writer.text(node.quantifier == sql::QuantifiedNode::Quantifier::Any ? "ANY " : "ALL ");
    const bool has_parentheses = node.collection().kind() == sql::NodeKind::ScalarSubquery;
    writer.text(has_parentheses ? "" : "(").expression(node.collection()).text(has_parentheses ? "" : ")");
}

void write_custom_operator(SqlWriter& writer, const CustomOperatorNode& node) {
    const auto& sign = node.sign;
    switch (sign.side) {
        case CustomOperatorNode::Side::Prefix:
            writer.text(sign.text).text(" ");
            return write_operand(writer, node, 0, Side::Right);
        case CustomOperatorNode::Side::Postfix:
            write_operand(writer, node, 0, Side::Left);
            writer.text(" ").text(sign.text);
            return;
        case CustomOperatorNode::Side::Infix: break;
    }
    const Restored<std::string_view> name(writer.context().bind_name, name_for_binds(*node.operands()[0]));
    write_operand(writer, node, 0, Side::Left);
    writer.text(" ").text(sign.text).text(" ");
    write_operand(writer, node, 1, Side::Right);
}

}  // namespace azoth::compile
