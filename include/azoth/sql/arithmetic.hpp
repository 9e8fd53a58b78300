// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/expr.hpp"

namespace azoth {

namespace detail {

/// C++'s usual arithmetic conversions; a NULL on either side makes the result NULL.
template <class L, class R>
auto arithmetic_result() {
    using A = WithoutOptional<L>;
    using B = WithoutOptional<R>;
    if constexpr (std::same_as<A, Value> || std::same_as<B, Value>)
        return std::type_identity<Value>{};
    else if constexpr (!NumberLike<A> || !NumberLike<B>)
        return std::type_identity<std::conditional_t<kIsOptional<L> || kIsOptional<R>, std::optional<A>, A>>{};
    else if constexpr (kIsOptional<L> || kIsOptional<R>)
        return std::type_identity<std::optional<std::common_type_t<A, B>>>{};
    else
        return std::type_identity<std::common_type_t<A, B>>{};
}

template <class U>
struct OperandType {
    using Type = U;
};
template <Expression U>
struct OperandType<U> {
    using Type = ValueTypeOf<U>;
};

template <class T, class U>
auto arithmetic(sql::Operator op, const Expr<T>& left, const U& right) {
    using Inner = WithoutOptional<T>;
    using Result = typename decltype(arithmetic_result<T, typename OperandType<U>::Type>())::type;
    static_assert(!TextLike<Inner> && !std::same_as<Inner, bool>, "azoth: arithmetic needs numbers on both sides");
    SqlType type = left.node()->type();
    if constexpr (NumberLike<WithoutOptional<Result>> && !std::same_as<WithoutOptional<Result>, Inner>)
        type = sql_type_of<Result>();
    return Expr<Result>(make_binary(op, left.node(), to_operand<T>(left.node(), right), std::move(type)));
}

/// Whether `+` joins texts.
template <class T, class U>
inline constexpr bool kConcatenates = TextLike<WithoutOptional<T>> ||
                                      (std::same_as<WithoutOptional<T>, Value> &&
                                       TextLike<WithoutOptional<typename OperandType<U>::Type>>);

template <class T, class U>
auto concatenation(const Expr<T>& left, const U& right) {
    using Result = typename decltype(arithmetic_result<T, typename OperandType<U>::Type>())::type;
    return Expr<Result>(
        make_binary(sql::Operator::Concat, left.node(), to_operand<T>(left.node(), right), left.node()->type()));
}

}  // namespace detail

/// Texts are concatenated.
template <class T, class U>
auto operator+(const Expr<T>& left, const U& right) {
    if constexpr (detail::kConcatenates<T, U>)
        return detail::concatenation(left, right);
    else
        return detail::arithmetic(sql::Operator::Add, left, right);
}
template <class T, class U>
auto operator-(const Expr<T>& left, const U& right) {
    return detail::arithmetic(sql::Operator::Subtract, left, right);
}
template <class T, class U>
auto operator*(const Expr<T>& left, const U& right) {
    return detail::arithmetic(sql::Operator::Multiply, left, right);
}
template <class T, class U>
auto operator/(const Expr<T>& left, const U& right) {
    return detail::arithmetic(sql::Operator::Divide, left, right);
}
template <class T, class U>
auto operator%(const Expr<T>& left, const U& right) {
    return detail::arithmetic(sql::Operator::Modulo, left, right);
}

}  // namespace azoth
