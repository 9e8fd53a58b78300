// SPDX-License-Identifier: MIT
#pragma once

#include <type_traits>

#include "azoth/sql/function_call.hpp"

namespace azoth::detail {

/// Whole numbers become double, others keep their type.
template <class A>
using Fractional =
    NullIfAny<std::conditional_t<std::is_integral_v<WithoutOptional<ArgumentType<A>>>, double, ArgumentType<A>>, A>;

template <class E, class... Args>
auto fractional(sql::StandardFunction function, const E& number, const Args&... arguments) {
    if constexpr (std::is_integral_v<WithoutOptional<ArgumentType<E>>>)
        return standard<Fractional<E>>(function, number, arguments...);
    else
        return typed_as_first<Fractional<E>>(function, {to_node(number), to_node(arguments)...});
}

/// Of two numbers that C++ knows what it gives of them, else the type of the dividend.
template <class A, class B>
struct Remainder {
    using Type = A;
};
template <NumberLike A, NumberLike B>
struct Remainder<A, B> {
    using Type = std::common_type_t<A, B>;
};
template <class A, class B>
using RemainderOf =
    NullIfAny<typename Remainder<WithoutOptional<ArgumentType<A>>, WithoutOptional<ArgumentType<B>>>::Type, A, B>;

template <class... Args>
auto floating(sql::StandardFunction function, const Args&... arguments) {
    return standard<NullIfAny<double, Args...>>(function, arguments...);
}

}  // namespace azoth::detail

/// Functions of numbers. What lies outside of a function's domain, such as ln(0), is an error or NULL, as the database
/// has it. On SQLite they need a library with SQLITE_ENABLE_MATH_FUNCTIONS.
namespace azoth::func {

template <Expression E>
Expr<ValueTypeOf<E>> abs(const E& number) {
    return detail::typed_as_first<ValueTypeOf<E>>(sql::StandardFunction::Abs, {to_node(number)});
}
/// To the nearest whole number. Halves go away from zero; floating halves to the even one on PostgreSQL and MariaDB.
template <Expression E>
auto round(const E& number) {
    return detail::fractional(sql::StandardFunction::Round, number);
}
/// To so many digits behind the point.
template <Expression E>
auto round(const E& number, int digits) {
    return detail::fractional(sql::StandardFunction::Round, number, digits);
}
template <Expression E>
auto ceil(const E& number) {
    return detail::fractional(sql::StandardFunction::Ceil, number);
}
template <Expression E>
auto floor(const E& number) {
    return detail::fractional(sql::StandardFunction::Floor, number);
}
/// Without what is behind the point.
template <Expression E>
auto trunc(const E& number) {
    return detail::fractional(sql::StandardFunction::Trunc, number);
}
/// Cut off behind so many digits. Not on SQLite.
template <Expression E>
auto trunc(const E& number, int digits) {
    return detail::fractional(sql::StandardFunction::Trunc, number, digits);
}
template <Expression E, class U>
auto power(const E& base, const U& exponent) {
    return detail::floating(sql::StandardFunction::Power, base, exponent);
}
template <Expression E>
auto sqrt(const E& number) {
    return detail::floating(sql::StandardFunction::Sqrt, number);
}
template <Expression E>
auto exp(const E& number) {
    return detail::floating(sql::StandardFunction::Exp, number);
}
template <Expression E>
auto ln(const E& number) {
    return detail::floating(sql::StandardFunction::Ln, number);
}
template <Expression E>
auto log10(const E& number) {
    return detail::floating(sql::StandardFunction::Log10, number);
}
/// The remainder of a division that cuts off: it has the sign of the dividend.
template <Expression E, class U>
auto mod(const E& dividend, const U& divisor) {
    return detail::standard<detail::RemainderOf<E, U>>(sql::StandardFunction::Mod, dividend, divisor);
}
/// -1, 0 or 1.
template <Expression E>
auto sign(const E& number) {
    return detail::standard<detail::NullIfAny<int, E>>(sql::StandardFunction::Sign, number);
}
/// From 0 to 1, without 1.
Expr<double> random();

}  // namespace azoth::func
