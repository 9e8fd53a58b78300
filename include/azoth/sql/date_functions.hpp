// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "azoth/sql/function_call.hpp"

namespace azoth {

enum class DateUnit : std::uint8_t { Year, Month, Week, Day, Hour, Minute, Second };

namespace detail {

ExpressionPtr make_date_trunc(DateUnit unit, ExpressionPtr date);

}  // namespace detail
}  // namespace azoth

/// Functions of dates and times. The clock of all of them shows UTC, unless the session of the database has been given
/// another zone. `R` is a type of std::chrono; without it, a value that can be compared with columns and assigned to
/// them.
namespace azoth::func {

/// The present instant: when the transaction began (PostgreSQL) or the statement.
template <class R = Value>
Expr<R> now() {
    return Expr<R>(detail::make_function(sql::StandardFunction::Now, {}, DateTime{true}));
}
/// now() by its other name.
template <class R = Value>
Expr<R> current_timestamp() {
    return now<R>();
}
/// The same as what a wall clock shows: for columns without a time zone.
template <class R = Value>
Expr<R> localtimestamp() {
    return Expr<R>(detail::make_function(sql::StandardFunction::LocalTimestamp, {}, DateTime{}));
}
template <class R = Value>
Expr<R> current_date() {
    return Expr<R>(detail::make_function(sql::StandardFunction::CurrentDate, {}, Date{}));
}
template <class R = Value>
Expr<R> current_time() {
    return Expr<R>(detail::make_function(sql::StandardFunction::CurrentTime, {}, Time{}));
}

/// The beginning of the year, month ... in which the date or time lies; weeks begin on Monday.
template <Expression E>
Expr<ValueTypeOf<E>> date_trunc(DateUnit unit, const E& date) {
    return Expr<ValueTypeOf<E>>(detail::make_date_trunc(unit, to_node(date)));
}

}  // namespace azoth::func
