// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/sql/condition.hpp"
#include "azoth/sql/window.hpp"

namespace azoth {

template <class T>
class FunctionCall;

template <class T>
struct ExprTraits<FunctionCall<T>> : std::true_type {
    using ValueType = T;
};

namespace detail {

/// The C++ type of an argument's values.
template <class A>
struct ArgumentTypeOf {
    using Type = A;
};
template <Expression A>
struct ArgumentTypeOf<A> {
    using Type = ValueTypeOf<A>;
};
template <class A>
using ArgumentType = typename ArgumentTypeOf<A>::Type;

template <class T>
using AsOptional =
    std::conditional_t<std::same_as<WithoutOptional<T>, Value>, Value, std::optional<WithoutOptional<T>>>;
template <class T>
inline constexpr bool kMayBeNull = kIsOptional<T> || std::same_as<T, Value>;
// A class, because GCC 12 cannot expand the pack in an alias.
template <class R, class... Args>
struct NullIfAnyOf {
    static constexpr bool kIsNullable = (kMayBeNull<typename ArgumentTypeOf<Args>::Type> || ...);
    using Type = std::conditional_t<kIsNullable, AsOptional<R>, R>;
};
/// `R`, which may be NULL when one of the arguments may.
template <class R, class... Args>
using NullIfAny = typename NullIfAnyOf<R, Args...>::Type;

ExpressionPtr make_function(sql::StandardFunction function, sql::ExpressionList arguments, SqlType type,
                            std::string options = {});
/// Whole numbers make a BigInteger, everything else keeps its type.
ExpressionPtr make_sum(ExpressionPtr expression);
/// Throws ArgumentError(`bad_name`).
ExpressionPtr make_function(std::string name, sql::ExpressionList arguments, SqlType type);
ExpressionPtr make_function(const sql::ConstructPtr& construct, sql::ExpressionList arguments, SqlType type,
                            std::string options);
ExpressionPtr with_distinct(const ExpressionPtr& function);
ExpressionPtr with_order(const ExpressionPtr& function, sql::OrderList order, bool is_within_group);
ExpressionPtr with_filter(const ExpressionPtr& function, const ExpressionPtr& condition);

/// A call whose result has its own type.
template <class R, template <class> class Handle = Expr, class... Args>
Handle<R> standard(sql::StandardFunction function, const Args&... arguments) {
    return Handle<R>(make_function(function, {to_node(arguments)...}, type_of_value<R>()));
}
/// A call whose result has the SQL type of the first argument.
template <class R, template <class> class Handle = Expr>
Handle<R> typed_as_first(sql::StandardFunction function, sql::ExpressionList arguments) {
    SqlType type = arguments.front()->type();
    return Handle<R>(make_function(function, std::move(arguments), std::move(type)));
}

}  // namespace detail

/// A call of an aggregate, or of a function that azoth does not know: an expression that these clauses may follow.
template <class T>
class FunctionCall : public Expr<T> {
public:
    explicit FunctionCall(ExpressionPtr node) : Expr<T>(std::move(node)) {}

    // As in ColumnExpr: else the compiler could turn the sides of a comparison round.
    using Expr<T>::operator==;
    using Expr<T>::operator!=;

    /// `f(DISTINCT x)`.
    FunctionCall distinct() const { return FunctionCall(detail::with_distinct(this->node())); }
    /// `f(x) FILTER (WHERE condition)`; several are joined by AND. MariaDB and MySQL have none: there it is said by
    /// CASE where that gives the same, and refused where not.
    FunctionCall filter(const Condition& condition) const {
        return FunctionCall(detail::with_filter(this->node(), condition.node()));
    }
    /// `f(x ORDER BY ...)`: expressions, asc(...) or desc(...).
    template <class... Orderings>
    FunctionCall order_by(const Orderings&... orderings) const {
        return FunctionCall(detail::with_order(this->node(), list_of(orderings...), false));
    }
    /// `f(x) WITHIN GROUP (ORDER BY ...)`.
    template <class... Orderings>
    FunctionCall within_group(const Orderings&... orderings) const {
        return FunctionCall(detail::with_order(this->node(), list_of(orderings...), true));
    }
    /// `f(x) OVER (...)`.
    Expr<T> over(const Window& rows = {}) const { return Expr<T>(detail::make_over(this->node(), rows.node())); }

private:
    template <class... Orderings>
    static sql::OrderList list_of(const Orderings&... orderings) {
        sql::OrderList list;
        (detail::add_order_item(list, orderings), ...);
        return list;
    }
};

}  // namespace azoth
