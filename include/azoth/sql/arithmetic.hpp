// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/expr.hpp"
#include "azoth/types/duration.hpp"

namespace azoth {

namespace detail {

/// Finds the type of the result, and what the operator means for operands whose types are known at run time only.
///
/// Throws ArgumentError(`wrong_operand_types`) that names both.
ExpressionPtr make_arithmetic(sql::Operator op, ExpressionPtr left, ExpressionPtr right);
/// Of dates in days, of timestamps in microseconds.
ExpressionPtr make_time_difference(ExpressionPtr later, ExpressionPtr earlier);
/// By days or microseconds.
ExpressionPtr make_time_shift(ExpressionPtr moment, ExpressionPtr amount, bool is_earlier);

template <class U>
struct OperandType {
    using Type = U;
};
template <Expression U>
struct OperandType<U> {
    using Type = ValueTypeOf<U>;
};
template <class U>
using OperandTypeOf = typename OperandType<std::decay_t<U>>::Type;

/// C++'s usual conversions, but two whole numbers divided are a double.
template <sql::Operator Op, class A, class B>
struct NumberResult {
    static constexpr bool kNumbers = NumberLike<A> && NumberLike<B>;
    static constexpr bool kDivides = Op == sql::Operator::Divide && std::integral<A> && std::integral<B>;
    static auto type() {
        if constexpr (std::same_as<A, Value> || std::same_as<B, Value>)
            return std::type_identity<Value>{};
        else if constexpr (kNumbers && kDivides)
            return std::type_identity<double>{};
        else if constexpr (kNumbers)
            return std::type_identity<std::common_type_t<A, B>>{};
        else if constexpr (NumberLike<A>)
            return std::type_identity<B>{};
        else
            return std::type_identity<A>{};
    }
    using Type = typename decltype(type())::type;
};

template <class T>
concept DateLike = CalendarDate<T> || DayPoint<T>;
template <class T>
concept MomentLike = TimePoint<T> && !DayPoint<T>;
template <class T>
concept DaysLike = DurationLike<T> &&(T::period::num % 86'400 == 0) && T::period::den == 1;
template <class T>
concept TimeOperand = DateLike<T> || MomentLike<T>;

/// A wide whole number makes the result wide on the database, too.
template <class T, class U>
ExpressionPtr number_operand(const ExpressionPtr& left, const U& right) {
    using A = WithoutOptional<T>;
    if constexpr (std::integral<A> && std::integral<U> && sizeof(U) > sizeof(A))
        return make_bind(Value(right), sql_type_of<U>());
    else
        return operand_node<T>(left, right);
}

template <sql::Operator Op, class T, class U>
auto number_arithmetic(const Expr<T>& left, const U& right) {
    using A = WithoutOptional<T>;
    using B = WithoutOptional<OperandTypeOf<U>>;
    static_assert(!TextLike<A> && !std::same_as<A, bool> && kFitsBeside<T, U>,
                  "azoth: arithmetic needs numbers on both sides");
    using Result = NullIf<typename NumberResult<Op, A, B>::Type, kIsOptional<T> || kIsOptional<OperandTypeOf<U>>>;
    return Expr<Result>(make_arithmetic(Op, left.node(), number_operand<T>(left.node(), right)));
}

/// Days, or a length of time.
template <class T, class U>
ExpressionPtr shift_amount(const U& amount) {
    using B = WithoutOptional<OperandTypeOf<U>>;
    if constexpr (Expression<U>) {
        static_assert(DateLike<T> ? std::integral<B> : std::same_as<B, Duration>,
                      "azoth: a date moves by a whole number of days, a timestamp by a Duration");
        return to_node(amount);
    } else if constexpr (DateLike<T>) {
        static_assert(std::integral<U> || DaysLike<U>,
                      "azoth: a date moves by whole days; cast it to a timestamp to add hours");
        if constexpr (DurationLike<U>)
            return make_bind(Value(Duration(amount).microseconds / 86'400'000'000), Integer{});
        else
            return make_bind(Value(static_cast<std::int64_t>(amount)), Integer{});
    } else {
        static_assert(DurationLike<U> || std::same_as<U, Duration>,
                      "azoth: a timestamp moves by a std::chrono duration, not of months or years");
        return make_bind(Value(Duration(amount)), BigInteger{});
    }
}

template <sql::Operator Op, class T, class U>
auto time_arithmetic(const Expr<T>& left, const U& right) {
    using A = WithoutOptional<T>;
    using B = WithoutOptional<OperandTypeOf<U>>;
    constexpr bool kNullable = kIsOptional<T> || kIsOptional<OperandTypeOf<U>>;
    static_assert(Op == sql::Operator::Add || Op == sql::Operator::Subtract,
                  "azoth: dates and times can be added to and subtracted only");
    if constexpr (TimeOperand<B>) {
        static_assert(Op == sql::Operator::Subtract, "azoth: two dates or times cannot be added");
        using Result = std::conditional_t<DateLike<A>, int, Duration>;
        return Expr<NullIf<Result, kNullable>>(make_time_difference(left.node(), to_operand<T>(left.node(), right)));
    } else {
        return Expr<NullIf<A, kNullable>>(
            make_time_shift(left.node(), shift_amount<A>(right), Op == sql::Operator::Subtract));
    }
}

template <sql::Operator Op, class T, class U>
auto arithmetic(const Expr<T>& left, const U& right) {
    if constexpr (TimeOperand<WithoutOptional<T>>)
        return time_arithmetic<Op>(left, right);
    else
        return number_arithmetic<Op>(left, right);
}

/// Whether `+` joins texts.
template <class T, class U>
inline constexpr bool kConcatenates = TextLike<WithoutOptional<T>> || (std::same_as<WithoutOptional<T>, Value> &&
                                                                       TextLike<WithoutOptional<OperandTypeOf<U>>>);

template <class T, class U>
auto concatenation(const Expr<T>& left, const U& right) {
    constexpr bool kNullable = kIsOptional<T> || kIsOptional<OperandTypeOf<U>>;
    constexpr bool kKnown = TextLike<WithoutOptional<T>> && !std::same_as<WithoutOptional<OperandTypeOf<U>>, Value>;
    using Result = std::conditional_t<kKnown, NullIf<std::string, kNullable>, Value>;
    return Expr<Result>(make_binary(sql::Operator::Concat, left.node(), to_operand<T>(left.node(), right), String{}));
}

}  // namespace detail

/// Numbers are added, texts are joined, and a date or timestamp moves: `published + 30` and `published + days{30}` by
/// days, `sold_at + 90min` by any std::chrono duration.
template <class T, class U>
auto operator+(const Expr<T>& left, const U& right) {
    if constexpr (detail::kConcatenates<T, U>)
        return detail::concatenation(left, right);
    else
        return detail::arithmetic<sql::Operator::Add>(left, right);
}
/// The difference of two dates is a number of days, that of two timestamps a Duration.
template <class T, class U>
auto operator-(const Expr<T>& left, const U& right) {
    return detail::arithmetic<sql::Operator::Subtract>(left, right);
}
template <class T, class U>
auto operator*(const Expr<T>& left, const U& right) {
    return detail::arithmetic<sql::Operator::Multiply>(left, right);
}
/// True division: of two whole numbers it is a double, on every database. See integer_divide().
template <class T, class U>
auto operator/(const Expr<T>& left, const U& right) {
    return detail::arithmetic<sql::Operator::Divide>(left, right);
}
template <class T, class U>
auto operator%(const Expr<T>& left, const U& right) {
    return detail::arithmetic<sql::Operator::Modulo>(left, right);
}

/// Division of whole numbers towards zero, as in C++: 7 by 2 is 3.
template <Expression E, class U>
auto integer_divide(const E& left, const U& right) {
    using A = WithoutOptional<ValueTypeOf<E>>;
    using B = WithoutOptional<detail::OperandTypeOf<U>>;
    static_assert((std::integral<A> || std::same_as<A, Value>)&&(std::integral<B> || std::same_as<B, Value>),
                  "azoth: integer_divide() needs whole numbers");
    return detail::number_arithmetic<sql::Operator::IntegerDivide>(to_expr(left), right);
}

}  // namespace azoth
