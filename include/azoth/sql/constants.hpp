// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/expr.hpp"

namespace azoth {

/// NULL.
inline Expr<Value> null() { return Expr<Value>(detail::make_null()); }
/// The conditions that always and never hold, as each database writes them.
inline Expr<bool> true_() { return Expr<bool>(make_node<sql::ConstantNode>(true)); }
inline Expr<bool> false_() { return Expr<bool>(make_node<sql::ConstantNode>(false)); }

/// The same expression as one that may be NULL: for columns of tables that an outer join may leave without a row.
///
///     select(&Book::title, nullable(&Author::name)).outerjoin(&Book::author)   // std::string,
///     std::optional<std::string>
template <Expression E>
auto nullable(const E& expression) {
    using T = ValueTypeOf<E>;
    if constexpr (kIsOptional<T> || std::same_as<T, Value>)
        return Expr<T>(to_node(expression));
    else
        return Expr<std::optional<T>>(to_node(expression));
}

}  // namespace azoth
