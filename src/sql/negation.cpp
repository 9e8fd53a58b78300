// SPDX-License-Identifier: MIT
#include <optional>

#include "azoth/sql/operand.hpp"

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

ExpressionPtr negated_comparison(const ExpressionPtr& expression) {
    if (expression->kind() != sql::NodeKind::Binary) return nullptr;
    const auto& binary = static_cast<const sql::BinaryNode&>(*expression);
    const auto op = complement(binary.op);
    if (!op) return nullptr;
    return make_node<sql::BinaryNode>(*op, binary.left, binary.right, Boolean{}, binary.escape);
}

}  // namespace

namespace detail {

ExpressionPtr make_not(ExpressionPtr operand) {
    if (ExpressionPtr inner = operand_of(operand, Operator::Not)) return inner;
    if (ExpressionPtr comparison = negated_comparison(operand)) return comparison;
    if (operand->kind() == sql::NodeKind::Constant)
        return make_node<sql::ConstantNode>(!static_cast<const sql::ConstantNode&>(*operand).value);
    return make_node<sql::UnaryNode>(Operator::Not, std::move(operand), Boolean{});
}

ExpressionPtr make_negation(ExpressionPtr operand) {
    if (ExpressionPtr inner = operand_of(operand, Operator::Negate)) return inner;
    SqlType type = operand->type();
    return make_node<sql::UnaryNode>(Operator::Negate, std::move(operand), std::move(type));
}

}  // namespace detail
}  // namespace azoth
