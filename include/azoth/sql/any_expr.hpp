// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <type_traits>
#include <vector>

#include "azoth/sql/expr.hpp"

namespace azoth {

/// Any expression, member or plain value, its type left to run time: the element of lists that a program puts together.
///
///     std::vector<AnyExpr> columns{&Book::title, func::count()};
///     select(columns).group_by(columns.front());
///
/// select(), order_by(), group_by(), on_conflict(), tuple_(), func::call() and their like take a std::vector of them.
class AnyExpr : public Expr<Value> {
public:
    template <class U>
    requires(!std::same_as<std::remove_cvref_t<U>, AnyExpr>) AnyExpr(const U& expression)
        : Expr<Value>(to_node(expression)) {}
};

template <>
struct ExprTraits<AnyExpr> : std::true_type {
    using ValueType = Value;
};

namespace detail {

sql::ExpressionList to_nodes(const std::vector<AnyExpr>& list);

}  // namespace detail
}  // namespace azoth
