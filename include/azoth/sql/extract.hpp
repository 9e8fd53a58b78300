// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/expr.hpp"
#include "azoth/sql/time_nodes.hpp"

namespace azoth {

using sql::DatePart;

/// `EXTRACT(YEAR FROM expression)`: a part of a date, a timestamp or a time of day as a whole number, the same on every
/// database.
template <Expression E>
auto extract(DatePart part, const E& moment) {
    using V = WithoutOptional<ValueTypeOf<E>>;
    static_assert(CalendarDate<V> || TimePoint<V> || TimeOfDay<V> || std::same_as<V, Value>,
                  "azoth: extract() needs a date, a timestamp or a time of day");
    using R = std::conditional_t<kIsOptional<ValueTypeOf<E>>, std::optional<std::int64_t>, std::int64_t>;
    return Expr<R>(make_node<sql::ExtractNode>(part, to_node(moment)));
}

}  // namespace azoth
