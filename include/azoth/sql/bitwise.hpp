// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/expr.hpp"

namespace azoth {

namespace detail {

/// By so many bits: databases want a plain INTEGER.
ExpressionPtr make_shift(sql::Operator op, ExpressionPtr left, ExpressionPtr bits);
ExpressionPtr make_bitwise_not(ExpressionPtr operand);

template <class E>
inline constexpr bool kIsWhole = std::integral<E> && !std::same_as<E, bool>;

template <Expression E, class U>
Expr<ValueTypeOf<E>> bitwise(sql::Operator op, const E& left, const U& right) {
    using V = WithoutOptional<ValueTypeOf<E>>;
    static_assert(kIsWhole<V> || std::same_as<V, Value>, "azoth: bitwise operators need whole numbers");
    const ExpressionPtr node = to_node(left);
    return Expr<ValueTypeOf<E>>(make_binary(op, node, to_operand<ValueTypeOf<E>>(node, right), node->type()));
}

template <Expression E, class U>
Expr<ValueTypeOf<E>> shift(sql::Operator op, const E& left, const U& bits) {
    using V = WithoutOptional<ValueTypeOf<E>>;
    static_assert(kIsWhole<V> || std::same_as<V, Value>, "azoth: bitwise operators need whole numbers");
    return Expr<ValueTypeOf<E>>(make_shift(op, to_node(left), to_operand<int>(nullptr, bits)));
}

}  // namespace detail

/// `left & right`. The operators of C++ are not used, because `flags & 4 == 4` means something else there.
template <Expression E, class U>
auto bitwise_and(const E& left, const U& right) {
    return detail::bitwise(sql::Operator::BitwiseAnd, left, right);
}
/// `left | right`.
template <Expression E, class U>
auto bitwise_or(const E& left, const U& right) {
    return detail::bitwise(sql::Operator::BitwiseOr, left, right);
}
/// `left # right` of PostgreSQL, `left ^ right` of MariaDB and MySQL; SQLite has none and gets `(a | b) - (a & b)`.
template <Expression E, class U>
auto bitwise_xor(const E& left, const U& right) {
    return detail::bitwise(sql::Operator::BitwiseXor, left, right);
}
/// `left << bits`, in the width of the database: that of the column on PostgreSQL, 64 bits on the others.
template <Expression E, class U>
auto bitwise_lshift(const E& left, const U& bits) {
    return detail::shift(sql::Operator::LeftShift, left, bits);
}
/// `left >> bits`; negative numbers stay negative.
template <Expression E, class U>
auto bitwise_rshift(const E& left, const U& bits) {
    return detail::shift(sql::Operator::RightShift, left, bits);
}
/// `~operand`.
template <Expression E>
Expr<ValueTypeOf<E>> bitwise_not(const E& operand) {
    return Expr<ValueTypeOf<E>>(detail::make_bitwise_not(to_node(operand)));
}

}  // namespace azoth
