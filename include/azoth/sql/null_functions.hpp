// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include "azoth/sql/function_call.hpp"

namespace azoth::func {

/// The first that is not NULL. It may be NULL when all of them may. All have the type of the first one.
template <Expression E, class... Us>
auto coalesce(const E& expression, const Us&... others) {
    using V = ValueTypeOf<E>;
    static_assert(sizeof...(Us) > 0, "azoth: coalesce() needs another value for when the first one is NULL");
    using R = std::conditional_t<(kIsOptional<detail::ArgumentType<Us>> && ...), V, WithoutOptional<V>>;
    const ExpressionPtr node = to_node(expression);
    return detail::typed_as_first<R>(sql::StandardFunction::Coalesce, {node, to_operand<V>(node, others)...});
}
/// coalesce() of two.
template <Expression E, class U>
auto ifnull(const E& expression, const U& otherwise) {
    return coalesce(expression, otherwise);
}
/// NULL when both are equal, else the first.
template <Expression E, class U>
auto nullif(const E& expression, const U& value) {
    using V = ValueTypeOf<E>;
    const ExpressionPtr node = to_node(expression);
    return detail::typed_as_first<detail::AsOptional<V>>(sql::StandardFunction::NullIf,
                                                         {node, to_operand<V>(node, value)});
}

/// The greatest value; NULL when one of them is.
template <Expression E, class... Us>
auto greatest(const E& expression, const Us&... others) {
    using V = ValueTypeOf<E>;
    static_assert(sizeof...(Us) > 0, "azoth: greatest() compares two values at least; func::max() is the aggregate");
    const ExpressionPtr node = to_node(expression);
    return detail::typed_as_first<detail::NullIfAny<V, E, Us...>>(sql::StandardFunction::Greatest,
                                                                  {node, to_operand<V>(node, others)...});
}
/// The least value; NULL when one of them is.
template <Expression E, class... Us>
auto least(const E& expression, const Us&... others) {
    using V = ValueTypeOf<E>;
    static_assert(sizeof...(Us) > 0, "azoth: least() compares two values at least; func::min() is the aggregate");
    const ExpressionPtr node = to_node(expression);
    return detail::typed_as_first<detail::NullIfAny<V, E, Us...>>(sql::StandardFunction::Least,
                                                                  {node, to_operand<V>(node, others)...});
}

}  // namespace azoth::func
