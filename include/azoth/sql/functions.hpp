// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "azoth/sql/expr.hpp"

namespace azoth {

namespace detail {

ExpressionPtr make_function(std::string name, sql::ExpressionList arguments, SqlType type, bool is_distinct = false);

template <class T>
using AsOptional = std::optional<WithoutOptional<T>>;

}  // namespace detail

/// SQL functions. Those that are not here: `func::call<double>("power", &Book::pages, 2)`.
namespace func {

/// Any function by its name, with its result type stated.
///
/// The name is written as it is (letters, digits, `_` and `.`); anything else throws ArgumentError(`bad_name`).
template <class R, class... Args>
Expr<R> call(std::string name, const Args&... arguments) {
    return Expr<R>(detail::make_function(std::move(name), {to_node(arguments)...}, detail::sql_type_of<R>()));
}

/// count(*).
inline Expr<std::int64_t> count() {
    return Expr<std::int64_t>(detail::make_function("count", {make_node<sql::StarNode>()}, BigInteger{}));
}
/// The rows in which the expression is not NULL.
template <Expression E>
Expr<std::int64_t> count(const E& expression) {
    return call<std::int64_t>("count", expression);
}
template <Expression E>
Expr<std::int64_t> count_distinct(const E& expression) {
    return Expr<std::int64_t>(detail::make_function("count", {to_node(expression)}, BigInteger{}, true));
}

/// Whole numbers are added up as 64 bits. NULL over no rows.
template <Expression E>
auto sum(const E& expression) {
    using V = WithoutOptional<ValueTypeOf<E>>;
    using R = std::conditional_t<std::is_integral_v<V>, std::int64_t, V>;
    return call<std::optional<R>>("sum", expression);
}
/// NULL over no rows.
template <Expression E>
Expr<std::optional<double>> avg(const E& expression) {
    return call<std::optional<double>>("avg", expression);
}
/// NULL over no rows.
template <Expression E>
auto min(const E& expression) {
    return call<detail::AsOptional<ValueTypeOf<E>>>("min", expression);
}
/// NULL over no rows.
template <Expression E>
auto max(const E& expression) {
    return call<detail::AsOptional<ValueTypeOf<E>>>("max", expression);
}

template <Expression E>
Expr<ValueTypeOf<E>> lower(const E& expression) {
    return call<ValueTypeOf<E>>("lower", expression);
}
template <Expression E>
Expr<ValueTypeOf<E>> upper(const E& expression) {
    return call<ValueTypeOf<E>>("upper", expression);
}
/// In characters.
template <Expression E>
auto length(const E& expression) {
    using R = std::conditional_t<kIsOptional<ValueTypeOf<E>>, std::optional<std::int64_t>, std::int64_t>;
    return call<R>("char_length", expression);
}
template <Expression E>
Expr<ValueTypeOf<E>> abs(const E& expression) {
    return call<ValueTypeOf<E>>("abs", expression);
}
/// The first that is not NULL. It has the type of the last argument.
template <Expression E, class U>
auto coalesce(const E& expression, const U& otherwise) {
    using V = ValueTypeOf<E>;
    const ExpressionPtr node = to_node(expression);
    if constexpr (Expression<U>) {
        using R = std::conditional_t<kIsOptional<ValueTypeOf<U>>, V, WithoutOptional<V>>;
        return Expr<R>(detail::make_function("coalesce", {node, to_operand<V>(node, otherwise)}, node->type()));
    } else {
        return Expr<WithoutOptional<V>>(
            detail::make_function("coalesce", {node, to_operand<V>(node, otherwise)}, node->type()));
    }
}

}  // namespace func
}  // namespace azoth
