// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <optional>
#include <string_view>
#include <type_traits>

#include "azoth/types/value.hpp"

namespace azoth {

namespace detail {

template <class M>
concept DataMember = !std::is_function_v<M>;

}  // namespace detail

template <class T>
class Expr;
template <class T>
class ColumnExpr;

template <class T>
struct ExprTraits : std::false_type {};
template <class T>
struct ExprTraits<Expr<T>> : std::true_type {
    using ValueType = T;
};
template <class T>
struct ExprTraits<ColumnExpr<T>> : std::true_type {
    using ValueType = T;
};
template <detail::DataMember M, class C>
struct ExprTraits<M C::*> : std::true_type {
    using ValueType = M;
};

/// An Expr, or a pointer to a mapped member, which stands for its column.
template <class E>
concept Expression = ExprTraits<E>::value;
/// The C++ type of an expression's values.
template <Expression E>
using ValueTypeOf = typename ExprTraits<E>::ValueType;

template <class T>
concept TextLike = std::convertible_to<const T&, std::string_view>;
template <class T>
concept BytesLike = std::same_as<T, Bytes> || ByteView<T>;
template <class T>
concept NumberLike = std::is_arithmetic_v<T> && !std::same_as<T, bool>;

/// Whether SQL can compare them as they are: both numbers, both texts, the same type, or one made from the other.
template <class L, class R>
inline constexpr bool kComparable =
    std::same_as<L, R> || std::same_as<L, Value> || std::same_as<R, Value> || (NumberLike<L> && NumberLike<R>) ||
    (TextLike<L> && TextLike<R>) || (BytesLike<L> && BytesLike<R>) ||
    (!NumberLike<L> && !TextLike<L> && !std::same_as<L, bool> && std::convertible_to<const R&, L>) ||
    (!NumberLike<R> && !TextLike<R> && !std::same_as<R, bool> && std::convertible_to<const L&, R>);

namespace detail {

/// An expression of which only the statement's SQL type is known.
template <class E>
inline constexpr bool kHasRunTimeType = false;
template <Expression E>
inline constexpr bool kHasRunTimeType<E> = std::same_as<WithoutOptional<ValueTypeOf<E>>, Value>;

/// Whether it may be NULL decides the type.
template <class T, bool IsNullable>
using NullIf = std::conditional_t<IsNullable, std::optional<T>, T>;

/// An Expr, not a pointer.
template <class E>
concept ExpressionObject = Expression<E> && std::is_class_v<E>;
/// An operand for an operator whose other one is an `L`; with two pointers C++ would not look for our operator.
template <class R, class L>
concept OperandWith = Expression<R> &&(std::is_class_v<R> || std::is_class_v<L>);
template <class B, class C>
concept BaseOf = !std::same_as<B, C> && std::derived_from<C, B>;
template <class R>
concept AnyRange = requires(const R& range) {
    range.begin() != range.end();
};

}  // namespace detail
}  // namespace azoth
