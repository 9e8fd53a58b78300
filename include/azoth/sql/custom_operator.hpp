// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

#include "azoth/sql/expr.hpp"
#include "azoth/sql/operator_nodes.hpp"

namespace azoth {

using sql::OperatorPrecedence;

/// What is known of an operator that azoth does not know itself.
struct OperatorOptions {
    OperatorPrecedence precedence = OperatorPrecedence::Loosest;  ///< Loosest: it always stands in parentheses
    std::string negation = {};    ///< what `!` makes of it: `!~~` for `~~`; empty: NOT (...)
    bool is_associative = false;  ///< chains of it need no parentheses
};

namespace detail {

/// Throws ArgumentError(`bad_operator`) when `text` is neither made of the characters `+-*/<>=~!@#%^&|?:` nor of words.
ExpressionPtr make_custom_operator(std::string text, sql::CustomOperatorNode::Side side, OperatorOptions options,
                                   sql::ExpressionList operands, SqlType type);

}  // namespace detail

/// `left text right`, for operators of one database: `op<bool>(&Host::address, "<<=", "10.0.0.0/8")`.
///
/// `R` is the type of the result. A plain value on the right is bound as what it is, not as the type on the left. The
/// text is checked, so that it cannot hold anything but an operator: ArgumentError(`bad_operator`).
template <class R, Expression E, class U>
Expr<R> op(const E& left, std::string text, const U& right, OperatorOptions options = {}) {
    return Expr<R>(detail::make_custom_operator(std::move(text), sql::CustomOperatorNode::Side::Infix,
                                                std::move(options), {to_node(left), to_node(right)},
                                                detail::result_type<R>()));
}
/// `text operand`.
template <class R, Expression E>
Expr<R> prefix_op(std::string text, const E& operand, OperatorOptions options = {}) {
    return Expr<R>(detail::make_custom_operator(std::move(text), sql::CustomOperatorNode::Side::Prefix,
                                                std::move(options), {to_node(operand)}, detail::result_type<R>()));
}
/// `operand text`.
template <class R, Expression E>
Expr<R> postfix_op(const E& operand, std::string text, OperatorOptions options = {}) {
    return Expr<R>(detail::make_custom_operator(std::move(text), sql::CustomOperatorNode::Side::Postfix,
                                                std::move(options), {to_node(operand)}, detail::result_type<R>()));
}

}  // namespace azoth
