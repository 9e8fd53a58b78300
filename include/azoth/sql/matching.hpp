// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/expr.hpp"

namespace azoth {

namespace detail {

template <Expression E>
ExpressionPtr text_operand(const E& expression) {
    using V = WithoutOptional<ValueTypeOf<E>>;
    static_assert(TextLike<V> || std::same_as<V, Value>, "azoth: text is matched against text only");
    return to_node(expression);
}

template <Expression E>
Expr<bool> text_match(sql::Operator op, const E& expression, std::string_view before, std::string_view text,
                      std::string_view after) {
    return Expr<bool>(make_text_match(op, text_operand(expression), before, text, after));
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

/// The text contains `text`, whose `%` and `_` stand for themselves (SQLAlchemy's `autoescape=True`).
template <Expression E>
Expr<bool> contains(const E& expression, std::string_view text) {
    return detail::text_match(sql::Operator::Like, expression, "%", text, "%");
}
template <Expression E>
Expr<bool> startswith(const E& expression, std::string_view text) {
    return detail::text_match(sql::Operator::Like, expression, "", text, "%");
}
template <Expression E>
Expr<bool> endswith(const E& expression, std::string_view text) {
    return detail::text_match(sql::Operator::Like, expression, "%", text, "");
}
/// The same, ignoring case.
template <Expression E>
Expr<bool> icontains(const E& expression, std::string_view text) {
    return detail::text_match(sql::Operator::ILike, expression, "%", text, "%");
}
template <Expression E>
Expr<bool> istartswith(const E& expression, std::string_view text) {
    return detail::text_match(sql::Operator::ILike, expression, "", text, "%");
}
template <Expression E>
Expr<bool> iendswith(const E& expression, std::string_view text) {
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
