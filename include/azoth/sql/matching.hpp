// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/condition.hpp"

namespace azoth {

namespace detail {

template <Expression E>
ExpressionPtr text_operand(const E& expression) {
    using V = WithoutOptional<ValueTypeOf<E>>;
    static_assert(TextLike<V> || std::same_as<V, Value>, "azoth: text is matched against text only");
    ExpressionPtr node = to_node(expression);
    if constexpr (std::same_as<V, Value>) check_text(node);
    return node;
}

template <class U>
concept TextOperand = Expression<U> || TextLike<U>;

template <Expression E, TextOperand U>
Expr<bool> text_match(sql::Operator op, const E& expression, std::string_view before, const U& text,
                      std::string_view after) {
    if constexpr (TextLike<U>)
        return Expr<bool>(make_text_match(op, text_operand(expression), before, text, after));
    else
        return Expr<bool>(make_text_match(op, text_operand(expression), before, text_operand(text), after));
}

}  // namespace detail

/// `expression LIKE pattern`: `%` is any text, `_` any character; `escape` before one of them takes its meaning away.
template <Expression E>
Expr<bool> like(const E& expression, std::string pattern, char escape = '\0') {
    return Expr<bool>(
        detail::make_like(sql::Operator::Like, detail::text_operand(expression), std::move(pattern), escape));
}
template <Expression E>
Expr<bool> not_like(const E& expression, std::string pattern, char escape = '\0') {
    return Expr<bool>(
        detail::make_like(sql::Operator::NotLike, detail::text_operand(expression), std::move(pattern), escape));
}
/// LIKE that ignores case, by ILIKE or by lower() on both sides.
template <Expression E>
Expr<bool> ilike(const E& expression, std::string pattern, char escape = '\0') {
    return Expr<bool>(
        detail::make_like(sql::Operator::ILike, detail::text_operand(expression), std::move(pattern), escape));
}
template <Expression E>
Expr<bool> not_ilike(const E& expression, std::string pattern, char escape = '\0') {
    return Expr<bool>(
        detail::make_like(sql::Operator::NotILike, detail::text_operand(expression), std::move(pattern), escape));
}
/// The pattern is an expression of the statement.
template <Expression E, Expression P>
Expr<bool> like(const E& expression, const P& pattern, char escape = '\0') {
    return Expr<bool>(detail::make_like(sql::Operator::Like, detail::text_operand(expression),
                                        detail::text_operand(pattern), escape));
}
template <Expression E, Expression P>
Expr<bool> not_like(const E& expression, const P& pattern, char escape = '\0') {
    return !like(expression, pattern, escape);
}
template <Expression E, Expression P>
Expr<bool> ilike(const E& expression, const P& pattern, char escape = '\0') {
    return Expr<bool>(detail::make_like(sql::Operator::ILike, detail::text_operand(expression),
                                        detail::text_operand(pattern), escape));
}
template <Expression E, Expression P>
Expr<bool> not_ilike(const E& expression, const P& pattern, char escape = '\0') {
    return !ilike(expression, pattern, escape);
}

/// The text contains `text`, a text or an expression, whose `%` and `_` stand for themselves (SQLAlchemy's
/// `autoescape=True`). Negate it by `!`.
template <Expression E, detail::TextOperand U>
Expr<bool> contains(const E& expression, const U& text) {
    return detail::text_match(sql::Operator::Like, expression, "%", text, "%");
}
template <Expression E, detail::TextOperand U>
Expr<bool> startswith(const E& expression, const U& text) {
    return detail::text_match(sql::Operator::Like, expression, "", text, "%");
}
template <Expression E, detail::TextOperand U>
Expr<bool> endswith(const E& expression, const U& text) {
    return detail::text_match(sql::Operator::Like, expression, "%", text, "");
}
/// The same, ignoring case.
template <Expression E, detail::TextOperand U>
Expr<bool> icontains(const E& expression, const U& text) {
    return detail::text_match(sql::Operator::ILike, expression, "%", text, "%");
}
template <Expression E, detail::TextOperand U>
Expr<bool> istartswith(const E& expression, const U& text) {
    return detail::text_match(sql::Operator::ILike, expression, "", text, "%");
}
template <Expression E, detail::TextOperand U>
Expr<bool> iendswith(const E& expression, const U& text) {
    return detail::text_match(sql::Operator::ILike, expression, "%", text, "");
}

template <Expression E>
Ordering asc(const E& expression) {
    return {{to_node(expression), false}};
}
template <Expression E>
Ordering desc(const E& expression) {
    return {{to_node(expression), true}};
}

}  // namespace azoth
