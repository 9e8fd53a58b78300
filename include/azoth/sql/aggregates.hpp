// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "azoth/sql/function_call.hpp"

/// Aggregates. Except count(), they are NULL over no rows. NULLs among the values do not count.
namespace azoth::func {

/// count(*).
FunctionCall<std::int64_t> count();
/// The rows in which the expression is not NULL.
template <Expression E>
FunctionCall<std::int64_t> count(const E& expression) {
    return detail::standard<std::int64_t, FunctionCall>(sql::StandardFunction::Count, expression);
}
template <Expression E>
FunctionCall<std::int64_t> count_distinct(const E& expression) {
    return count(expression).distinct();
}

/// Whole numbers are added up as 64 bits.
template <Expression E>
auto sum(const E& expression) {
    using V = WithoutOptional<ValueTypeOf<E>>;
    using R = std::conditional_t<std::is_integral_v<V>, std::optional<std::int64_t>, detail::AsOptional<V>>;
    return FunctionCall<R>(detail::make_sum(to_node(expression)));
}
template <Expression E>
FunctionCall<std::optional<double>> avg(const E& expression) {
    return detail::standard<std::optional<double>, FunctionCall>(sql::StandardFunction::Avg, expression);
}
template <Expression E>
auto min(const E& expression) {
    return detail::typed_as_first<detail::AsOptional<ValueTypeOf<E>>, FunctionCall>(sql::StandardFunction::Min,
                                                                                    {to_node(expression)});
}
template <Expression E>
auto max(const E& expression) {
    return detail::typed_as_first<detail::AsOptional<ValueTypeOf<E>>, FunctionCall>(sql::StandardFunction::Max,
                                                                                    {to_node(expression)});
}

/// Standard deviation and variance, of a sample (NULL for a single value) or of all there is (`_pop`). Not on SQLite.
template <Expression E>
FunctionCall<std::optional<double>> stddev(const E& expression) {
    return detail::standard<std::optional<double>, FunctionCall>(sql::StandardFunction::StddevSamp, expression);
}
template <Expression E>
FunctionCall<std::optional<double>> stddev_pop(const E& expression) {
    return detail::standard<std::optional<double>, FunctionCall>(sql::StandardFunction::StddevPop, expression);
}
template <Expression E>
FunctionCall<std::optional<double>> variance(const E& expression) {
    return detail::standard<std::optional<double>, FunctionCall>(sql::StandardFunction::VarSamp, expression);
}
template <Expression E>
FunctionCall<std::optional<double>> var_pop(const E& expression) {
    return detail::standard<std::optional<double>, FunctionCall>(sql::StandardFunction::VarPop, expression);
}

/// Whether the condition is true in one row at least.
FunctionCall<std::optional<bool>> any(const Condition& condition);
/// Whether the condition is true in every row.
FunctionCall<std::optional<bool>> every(const Condition& condition);

/// The texts, joined: string_agg, group_concat. Without order_by() their order is not known. MySQL cuts the result at
/// its `group_concat_max_len`, 1024 bytes unless set; MariaDB at 1 MiB.
template <Expression E>
FunctionCall<std::optional<std::string>> aggregate_strings(const E& expression, std::string separator) {
    static_assert(TextLike<WithoutOptional<ValueTypeOf<E>>> || std::same_as<WithoutOptional<ValueTypeOf<E>>, Value>,
                  "azoth: aggregate_strings() joins texts; use cast<std::string>() on other values");
    return FunctionCall<std::optional<std::string>>(detail::make_function(
        sql::StandardFunction::AggregateStrings, {to_node(expression)}, Text{}, std::move(separator)));
}
/// A JSON array of all values, NULLs too. Over no rows it is `[]` on SQLite and NULL elsewhere.
template <class R = std::optional<std::string>, Expression E>
FunctionCall<R> json_agg(const E& expression) {
    return FunctionCall<R>(detail::make_function(sql::StandardFunction::JsonAgg, {to_node(expression)}, Json{}));
}
/// A JSON object.
template <class R = std::optional<std::string>, Expression K, Expression V>
FunctionCall<R> json_object_agg(const K& key, const V& value) {
    return FunctionCall<R>(
        detail::make_function(sql::StandardFunction::JsonObjectAgg, {to_node(key), to_node(value)}, Json{}));
}
/// An array of all values. PostgreSQL.
template <class R, Expression E>
FunctionCall<R> array_agg(const E& expression) {
    return detail::standard<R, FunctionCall>(sql::StandardFunction::ArrayAgg, expression);
}

/// The value below which `fraction` of the sorted values lie, interpolated. Throws ArgumentError(`bad_argument`) unless
/// it is from 0 to 1. PostgreSQL; on MariaDB as a window function.
template <class Ordering>
FunctionCall<std::optional<double>> percentile_cont(double fraction, const Ordering& sorted) {
    return FunctionCall<std::optional<double>>(detail::make_function(sql::StandardFunction::PercentileCont,
                                                                     {detail::make_fraction(fraction)}, Double{}))
        .within_group(sorted);
}
/// The first of the sorted values that is not below that fraction of them.
template <Expression E>
auto percentile_disc(double fraction, const E& sorted) {
    const ExpressionPtr node = to_node(sorted);
    return FunctionCall<detail::AsOptional<ValueTypeOf<E>>>(detail::make_function(sql::StandardFunction::PercentileDisc,
                                                                                  {detail::make_fraction(fraction)},
                                                                                  node->type()))
        .within_group(sorted);
}
/// The most frequent value. PostgreSQL.
template <Expression E>
auto mode(const E& expression) {
    const ExpressionPtr node = to_node(expression);
    return FunctionCall<detail::AsOptional<ValueTypeOf<E>>>(
               detail::make_function(sql::StandardFunction::Mode, {}, node->type()))
        .within_group(expression);
}

/// In a grouping by rollup(), cube() or grouping_sets(): for each expression a bit, 1 when the row sums up over it. Not
/// on SQLite and MariaDB.
template <Expression... E>
Expr<int> grouping(const E&... expressions) {
    return detail::standard<int>(sql::StandardFunction::Grouping, expressions...);
}

}  // namespace azoth::func
