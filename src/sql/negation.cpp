// SPDX-License-Identifier: MIT
#include <optional>

#include "azoth/sql/matching_nodes.hpp"
#include "azoth/sql/operand.hpp"
#include "azoth/sql/operator_nodes.hpp"

namespace azoth {

using sql::Operator;

namespace {

/// The operator that is true where `op` is false, false where it is true and NULL where it is NULL.
std::optional<Operator> complement(Operator op) {
    switch (op) {
        case Operator::Equal: return Operator::NotEqual;
        case Operator::NotEqual: return Operator::Equal;
        case Operator::Less: return Operator::GreaterEqual;
        case Operator::LessEqual: return Operator::Greater;
        case Operator::Greater: return Operator::LessEqual;
        case Operator::GreaterEqual: return Operator::Less;
        case Operator::Is: return Operator::IsNot;
        case Operator::IsNot: return Operator::Is;
        case Operator::IsDistinctFrom: return Operator::IsNotDistinctFrom;
        case Operator::IsNotDistinctFrom: return Operator::IsDistinctFrom;
        case Operator::Like: return Operator::NotLike;
        case Operator::NotLike: return Operator::Like;
        case Operator::ILike: return Operator::NotILike;
        case Operator::NotILike: return Operator::ILike;
        case Operator::In: return Operator::NotIn;
        case Operator::NotIn: return Operator::In;
        default: return std::nullopt;
    }
}

/// What `op` stands before, when the expression is one; else null.
ExpressionPtr operand_of(const ExpressionPtr& expression, Operator op) {
    if (expression->kind() != sql::NodeKind::Unary) return nullptr;
    const auto& unary = static_cast<const sql::UnaryNode&>(*expression);
    return unary.op == op ? unary.operand : nullptr;
}

/// What is not true of any is false of all.
ExpressionPtr with_other_quantifier(const ExpressionPtr& expression) {
    using sql::QuantifiedNode;
    if (expression->kind() != sql::NodeKind::Quantified) return expression;
    const auto& node = static_cast<const QuantifiedNode&>(*expression);
    const bool is_any = node.quantifier == QuantifiedNode::Quantifier::Any;
    return make_node<QuantifiedNode>(is_any ? QuantifiedNode::Quantifier::All : QuantifiedNode::Quantifier::Any,
                                     node.operands()[0], node.type());
}

ExpressionPtr negated_comparison(const sql::BinaryNode& binary) {
    const auto op = complement(binary.op);
    if (!op) return nullptr;
    return make_node<sql::BinaryNode>(*op, binary.left, with_other_quantifier(binary.right), Boolean{}, binary.escape);
}

ExpressionPtr negated(const sql::BetweenNode& node) {
    const auto& operands = node.operands();
    return make_node<sql::BetweenNode>(operands[0], operands[1], operands[2], !node.is_negated, node.is_symmetric);
}

ExpressionPtr negated(const sql::RegexpNode& node) {
    return make_node<sql::RegexpNode>(node.operands()[0], node.operands()[1], node.flags, !node.is_negated);
}

ExpressionPtr negated(const sql::CustomOperatorNode& node) {
    if (node.sign.negation.empty()) return nullptr;
    sql::CustomOperatorNode::Sign sign = node.sign;
    std::swap(sign.text, sign.negation);
    return make_node<sql::CustomOperatorNode>(
        std::move(sign), sql::ExpressionList(node.operands().begin(), node.operands().end()), node.type());
}

/// The expression that says the opposite; null when only NOT can say it.
ExpressionPtr opposite(const ExpressionPtr& expression) {
    switch (expression->kind()) {
        case sql::NodeKind::Constant:
            return make_node<sql::ConstantNode>(!static_cast<const sql::ConstantNode&>(*expression).value);
        case sql::NodeKind::Binary: return negated_comparison(static_cast<const sql::BinaryNode&>(*expression));
        case sql::NodeKind::Between: return negated(static_cast<const sql::BetweenNode&>(*expression));
        case sql::NodeKind::Regexp: return negated(static_cast<const sql::RegexpNode&>(*expression));
        case sql::NodeKind::CustomOperator: return negated(static_cast<const sql::CustomOperatorNode&>(*expression));
        default: return operand_of(expression, Operator::Not);
    }
}

}  // namespace

namespace detail {

ExpressionPtr make_not(ExpressionPtr operand) {
    if (ExpressionPtr other = opposite(operand)) return other;
    return make_node<sql::UnaryNode>(Operator::Not, std::move(operand), Boolean{});
}

ExpressionPtr make_negation(ExpressionPtr operand) {
    if (ExpressionPtr inner = operand_of(operand, Operator::Negate)) return inner;
    SqlType type = operand->type();
    return make_node<sql::UnaryNode>(Operator::Negate, std::move(operand), std::move(type));
}

}  // namespace detail
}  // namespace azoth
