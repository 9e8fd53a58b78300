// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <type_traits>

#include "azoth/sql/function_call.hpp"

/// Functions of the rows around a row: `func::rank().over(window().order_by(desc(&Book::pages)))`. Aggregates have
/// over() too.
namespace azoth::func {

/// The row's place in its partition, from 1.
WindowFunction<std::int64_t> row_number();
/// The same, where equal rows share a place; after n of them the next n - 1 places are left out.
WindowFunction<std::int64_t> rank();
/// rank() that leaves no place out.
WindowFunction<std::int64_t> dense_rank();
/// rank() from 0 to 1.
WindowFunction<double> percent_rank();
/// The part of the rows that are before this one or equal to it.
WindowFunction<double> cume_dist();
/// Deals the rows into so many parts, numbered from 1. Throws ArgumentError(`bad_argument`) below 1.
WindowFunction<std::int64_t> ntile(int parts);

/// The value in the row that lies `rows` before; NULL when there is none.
template <Expression E>
auto lag(const E& expression, int rows = 1) {
    return detail::typed_as_first<detail::AsOptional<ValueTypeOf<E>>, WindowFunction>(
        sql::StandardFunction::Lag, {to_node(expression), detail::make_whole_number(rows)});
}
/// `otherwise` when there is none. Not on MariaDB.
template <Expression E, class U>
auto lag(const E& expression, int rows, const U& otherwise) {
    const ExpressionPtr node = to_node(expression);
    return detail::typed_as_first<ValueTypeOf<E>, WindowFunction>(
        sql::StandardFunction::Lag,
        {node, detail::make_whole_number(rows), to_operand<ValueTypeOf<E>>(node, otherwise)});
}
/// The value in the row that lies `rows` behind.
template <Expression E>
auto lead(const E& expression, int rows = 1) {
    return detail::typed_as_first<detail::AsOptional<ValueTypeOf<E>>, WindowFunction>(
        sql::StandardFunction::Lead, {to_node(expression), detail::make_whole_number(rows)});
}
template <Expression E, class U>
auto lead(const E& expression, int rows, const U& otherwise) {
    const ExpressionPtr node = to_node(expression);
    return detail::typed_as_first<ValueTypeOf<E>, WindowFunction>(
        sql::StandardFunction::Lead,
        {node, detail::make_whole_number(rows), to_operand<ValueTypeOf<E>>(node, otherwise)});
}
/// The value in the first row of the frame.
template <Expression E>
auto first_value(const E& expression) {
    return detail::typed_as_first<detail::AsOptional<ValueTypeOf<E>>, WindowFunction>(sql::StandardFunction::FirstValue,
                                                                                      {to_node(expression)});
}
/// The value in the last row of the frame, which ends with the current row unless told otherwise.
template <Expression E>
auto last_value(const E& expression) {
    return detail::typed_as_first<detail::AsOptional<ValueTypeOf<E>>, WindowFunction>(sql::StandardFunction::LastValue,
                                                                                      {to_node(expression)});
}
/// The value in the row of that number in the frame, from 1.
template <Expression E>
auto nth_value(const E& expression, int row) {
    return detail::typed_as_first<detail::AsOptional<ValueTypeOf<E>>, WindowFunction>(
        sql::StandardFunction::NthValue, {to_node(expression), detail::make_whole_number(row)});
}

}  // namespace azoth::func
