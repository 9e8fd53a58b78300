// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/sql/entity.hpp"
#include "azoth/sql/expression_nodes.hpp"
#include "azoth/sql/statement_nodes.hpp"
#include "azoth/types/calendar_types.hpp"
#include "azoth/types/standard_types.hpp"
#include "azoth/types/value.hpp"

namespace azoth {

using sql::ExpressionPtr;

template <class T>
class Expr;
template <class T>
class ColumnExpr;

/// `column = value` in UPDATE and in an upsert.
struct Assignment {
    sql::ColumnPtr column;
    ExpressionPtr value;
};

/// An element of ORDER BY; made by asc() and desc().
struct Ordering {
    sql::OrderItem item;

    Ordering nulls_first() const { return with(sql::NullsOrder::First); }
    Ordering nulls_last() const { return with(sql::NullsOrder::Last); }

private:
    Ordering with(sql::NullsOrder nulls) const {
        Ordering copy = *this;
        copy.item.nulls = nulls;
        return copy;
    }
};

template <class T>
struct ExprTraits : std::false_type {};
template <class T>
struct ExprTraits<Expr<T>> : std::true_type {
    using ValueType = T;
};
template <class T>
struct ExprTraits<ColumnExpr<T>> : std::true_type {
    using ValueType = T;
};
template <class M, class C>
    requires(!std::is_function_v<M>)
struct ExprTraits<M C::*> : std::true_type {
    using ValueType = M;
};

/// An Expr, or a pointer to a mapped member, which stands for its column.
template <class E>
concept Expression = ExprTraits<E>::value;
/// The C++ type of an expression's values.
template <Expression E>
using ValueTypeOf = typename ExprTraits<E>::ValueType;

template <class T>
concept TextLike = std::convertible_to<const T&, std::string_view>;
template <class T>
concept NumberLike = std::is_arithmetic_v<T> && !std::same_as<T, bool>;

/// Whether SQL can compare them as they are: both numbers, both texts, the same type, or one made from the other.
template <class L, class R>
inline constexpr bool kComparable =
    std::same_as<L, R> || std::same_as<L, Value> || std::same_as<R, Value> || (NumberLike<L> && NumberLike<R>) ||
    (TextLike<L> && TextLike<R>) ||
    (!NumberLike<L> && !TextLike<L> && !std::same_as<L, bool> && std::convertible_to<const R&, L>) ||
    (!NumberLike<R> && !TextLike<R> && !std::same_as<R, bool> && std::convertible_to<const L&, R>);

namespace detail {

/// NULL is written as such, not bound.
ExpressionPtr make_bind(Value value, SqlType type);
ExpressionPtr make_null();
ExpressionPtr make_binary(sql::Operator op, ExpressionPtr left, ExpressionPtr right, SqlType type);
/// `=` and `<>` with NULL become IS NULL and IS NOT NULL.
ExpressionPtr make_comparison(sql::Operator op, ExpressionPtr left, ExpressionPtr right);
ExpressionPtr make_boolean_list(sql::Operator op, ExpressionPtr left, ExpressionPtr right);
ExpressionPtr make_not(ExpressionPtr operand);
ExpressionPtr make_negation(ExpressionPtr operand);
ExpressionPtr make_bind_list(std::vector<Value> values, SqlType type);
ExpressionPtr make_in(ExpressionPtr left, std::vector<Value> values, bool is_negated);
ExpressionPtr make_like(sql::Operator op, ExpressionPtr left, std::string pattern, char escape);
/// LIKE with a pattern made from plain text: `%` and `_` in it stand for themselves.
ExpressionPtr make_text_match(sql::Operator op, ExpressionPtr left, std::string_view before, std::string_view text,
                              std::string_view after);
ExpressionPtr make_label(ExpressionPtr expression, std::string name);
ExpressionPtr make_cast(ExpressionPtr expression, SqlType type);

/// The SQL type of a value that stands alone.
template <class U>
SqlType type_of_value() {
    if constexpr (std::same_as<WithoutOptional<U>, Value>)
        return SqlType{};
    else if constexpr (SqlValue<WithoutOptional<U>>)
        return sql_type_of<U>();
    else
        return String{};
}

/// Whether every whole number of type `U` is one of type `T` too.
template <class U, class T>
inline constexpr bool kFitsInto = std::is_signed_v<U> == std::is_signed_v<T> ? sizeof(U) <= sizeof(T)
                                                                            : std::is_unsigned_v<U> && sizeof(U) < sizeof(T);

/// As what a number of type `U` is sent when it stands beside a `T`: never as a narrower type.
template <class T, class U>
auto number_beside() {
    if constexpr (std::is_integral_v<U> && std::is_integral_v<T>)
        return std::type_identity<std::conditional_t<kFitsInto<U, T>, T, U>>{};
    else if constexpr (std::is_floating_point_v<U> && std::is_floating_point_v<T>)
        return std::type_identity<std::conditional_t<(sizeof(U) > sizeof(T)), U, T>>{};
    else
        return std::type_identity<std::conditional_t<std::is_integral_v<U>, T, U>>{};
}
template <class T, class U>
using NumberBeside = typename decltype(number_beside<T, U>())::type;

/// A plain value as it is sent when it stands beside an expression of type `T`.
template <class T, class U>
Value to_value(const U& value) {
    if constexpr (std::same_as<T, Value> || std::same_as<U, Value>)
        return Value(value);
    else if constexpr (NumberLike<T> && NumberLike<U>)
        return Value(static_cast<NumberBeside<T, U>>(value));
    else if constexpr (TextLike<T> && TextLike<U>)
        return Value(std::string_view(value));
    else if constexpr (std::convertible_to<const U&, T>)
        return Value(static_cast<T>(value));
    else
        return Value(value);
}

/// The type of that value: the expression's own, which a mapping may have chosen, unless the number is wider.
template <class T, class U>
SqlType type_beside(const ExpressionPtr& beside) {
    const bool is_known = beside && beside->type().kind != TypeKind::Null;
    if constexpr (NumberLike<T> && NumberLike<U>) {
        if (!std::same_as<NumberBeside<T, U>, T>) return sql_type_of<NumberBeside<T, U>>();
    }
    return is_known ? beside->type() : type_of_value<std::conditional_t<std::same_as<T, Value>, U, T>>();
}

/// A plain value on the other side of an expression of type `T`.
template <class T, class U>
ExpressionPtr bind_operand(const ExpressionPtr& beside, const U& value) {
    using Inner = WithoutOptional<T>;
    if constexpr (kIsOptional<U>)
        return value ? bind_operand<T>(beside, *value) : make_null();
    else
        return make_bind(to_value<Inner>(value), type_beside<Inner, U>(beside));
}

}  // namespace detail

/// The column of a mapped member: `c(&Book::title)`.
///
/// Throws MappingError(`unmapped_member`) when mapping() did not name the member.
template <class C, class M>
ColumnExpr<M> c(M C::*member) {
    return ColumnExpr<M>(sql::entity_of<C>().column_at(sql::member_offset(member), cpp_type<M>()));
}

/// The same for a member that `C` inherits from a base that is not mapped itself: `c<Post>(&Post::created_at)`.
template <class C, class B, class M>
    requires(!std::same_as<C, B> && std::derived_from<C, B>)
ColumnExpr<M> c(M B::*member) {
    return c(static_cast<M C::*>(member));
}

/// The erased form of any operand beside an expression of type `T`; `beside` may be null.
template <class T, class U>
ExpressionPtr to_operand(const ExpressionPtr& beside, const U& other) {
    if constexpr (std::same_as<U, std::nullopt_t> || std::same_as<U, std::nullptr_t>) {
        return detail::make_null();
    } else if constexpr (Expression<U>) {
        static_assert(kComparable<WithoutOptional<T>, WithoutOptional<ValueTypeOf<U>>>,
                      "azoth: the two sides of this operator have types that SQL cannot compare or combine; "
                      "use cast<T>() on one of them");
        if constexpr (std::is_member_pointer_v<U>)
            return c(other).node();
        else
            return other.node();
    } else {
        static_assert(kComparable<WithoutOptional<T>, WithoutOptional<std::decay_t<U>>>,
                      "azoth: the value on the right has a type that SQL cannot compare or combine with the left side");
        if constexpr (kComparable<WithoutOptional<T>, WithoutOptional<std::decay_t<U>>>)
            return detail::bind_operand<T>(beside, other);
        else
            return nullptr;
    }
}

/// A part of a statement whose value has the C++ type `T`: a typed handle on an immutable node, cheap to copy.
///
/// std::optional<T> means that it may be NULL; Value means that the type is known at run time only. Comparison with
/// std::nullopt is IS NULL. A value of another kind (`c(&Book::title) == 5`) does not compile.
template <class T>
class Expr {
public:
    using ValueType = T;

    explicit Expr(ExpressionPtr node) : node_(std::move(node)) {}
    const ExpressionPtr& node() const { return node_; }

    template <class U>
    Expr<bool> operator==(const U& other) const {
        return compare(sql::Operator::Equal, other);
    }
    template <class U>
    Expr<bool> operator!=(const U& other) const {
        return compare(sql::Operator::NotEqual, other);
    }
    template <class U>
    Expr<bool> operator<(const U& other) const {
        return compare(sql::Operator::Less, other);
    }
    template <class U>
    Expr<bool> operator<=(const U& other) const {
        return compare(sql::Operator::LessEqual, other);
    }
    template <class U>
    Expr<bool> operator>(const U& other) const {
        return compare(sql::Operator::Greater, other);
    }
    template <class U>
    Expr<bool> operator>=(const U& other) const {
        return compare(sql::Operator::GreaterEqual, other);
    }
    /// NULL equals NULL and nothing else.
    template <class U>
    Expr<bool> is_not_distinct_from(const U& other) const {
        return compare(sql::Operator::IsNotDistinctFrom, other);
    }
    template <class U>
    Expr<bool> is_distinct_from(const U& other) const {
        return compare(sql::Operator::IsDistinctFrom, other);
    }
    Expr<bool> is_null() const { return *this == std::nullopt; }
    Expr<bool> is_not_null() const { return *this != std::nullopt; }

    /// `expression IN (values)`. One cached statement serves lists of any length; an empty list matches nothing.
    template <class Range>
        requires requires(const Range& range) { range.begin() != range.end(); }
    Expr<bool> in(const Range& values) const {
        return Expr<bool>(detail::make_in(node_, to_values(values), false));
    }
    Expr<bool> in(std::initializer_list<WithoutOptional<T>> values) const {
        return Expr<bool>(detail::make_in(node_, to_values(values), false));
    }
    template <class Range>
        requires requires(const Range& range) { range.begin() != range.end(); }
    Expr<bool> not_in(const Range& values) const {
        return Expr<bool>(detail::make_in(node_, to_values(values), true));
    }
    Expr<bool> not_in(std::initializer_list<WithoutOptional<T>> values) const {
        return Expr<bool>(detail::make_in(node_, to_values(values), true));
    }

    /// Both ends belong to the range.
    template <class L, class H>
    Expr<bool> between(const L& low, const H& high) const {
        return Expr<bool>(detail::make_boolean_list(sql::Operator::And, (*this >= low).node(), (*this <= high).node()));
    }

    Expr label(std::string name) const { return Expr(detail::make_label(node_, std::move(name))); }
    Ordering asc() const { return {{node_, false}}; }
    Ordering desc() const { return {{node_, true}}; }
    Expr operator-() const { return Expr(detail::make_negation(node_)); }

private:
    template <class U>
    Expr<bool> compare(sql::Operator op, const U& other) const;

    template <class Range>
    static std::vector<Value> to_values(const Range& range) {
        std::vector<Value> values;
        for (const auto& value : range) {
            using U = std::remove_cvref_t<decltype(value)>;
            using Inner = WithoutOptional<T>;
            static_assert(kComparable<WithoutOptional<T>, WithoutOptional<U>>,
                          "azoth: the values of this IN have a type that SQL cannot compare with the left side");
            if constexpr (kIsOptional<U>)
                values.push_back(value ? detail::to_value<Inner>(*value) : Value());
            else if constexpr (kComparable<Inner, U>)
                values.push_back(detail::to_value<Inner>(value));
        }
        return values;
    }

    ExpressionPtr node_;
};

template <class T>
template <class U>
Expr<bool> Expr<T>::compare(sql::Operator op, const U& other) const {
    return Expr<bool>(detail::make_comparison(op, node_, to_operand<T>(node_, other)));
}

/// A column: an expression that can also be assigned to, in UPDATE.
template <class T>
class ColumnExpr : public Expr<T> {
public:
    explicit ColumnExpr(sql::ColumnPtr column) : Expr<T>(column), column_(std::move(column)) {}
    ColumnExpr(const ColumnExpr&) = default;

    // Named again so that `column == other` is not turned round: the compiler prefers the side that needs no conversion.
    using Expr<T>::operator==;

    const sql::ColumnPtr& column() const { return column_; }

    /// `set(c(&Book::pages) = 12)`. It changes no object: the result is data for a statement.
    template <class U>
    Assignment operator=(const U& value) const {
        return {column_, to_operand<T>(column_, value)};
    }
    Assignment operator=(const ColumnExpr& other) const { return {column_, other.node()}; }

private:
    sql::ColumnPtr column_;
};

/// What stands in WHERE, HAVING and ON: an expression that is true or false.
class Condition {
public:
    template <Expression E>
    Condition(const E& expression) : node_(to_operand<Value>(nullptr, expression)) {
        using V = WithoutOptional<ValueTypeOf<E>>;
        static_assert(std::same_as<V, bool> || std::same_as<V, Value>,
                      "azoth: a condition must be true or false; compare this expression with something");
    }
    const ExpressionPtr& node() const { return node_; }

private:
    ExpressionPtr node_;
};

template <Expression L, Expression R>
    requires(std::is_class_v<L> || std::is_class_v<R>)
Expr<bool> operator&&(const L& left, const R& right) {
    return Expr<bool>(
        detail::make_boolean_list(sql::Operator::And, Condition(left).node(), Condition(right).node()));
}
template <Expression L, Expression R>
    requires(std::is_class_v<L> || std::is_class_v<R>)
Expr<bool> operator||(const L& left, const R& right) {
    return Expr<bool>(detail::make_boolean_list(sql::Operator::Or, Condition(left).node(), Condition(right).node()));
}
template <Expression E>
    requires std::is_class_v<E>
Expr<bool> operator!(const E& operand) {
    return Expr<bool>(detail::make_not(Condition(operand).node()));
}

/// All of them; without any, true.
Expr<bool> and_(std::vector<Condition> conditions = {});
/// One of them at least; without any, false.
Expr<bool> or_(std::vector<Condition> conditions = {});
template <class... Conditions>
Expr<bool> and_(const Condition& first, const Conditions&... more) {
    return and_(std::vector<Condition>{first, Condition(more)...});
}
template <class... Conditions>
Expr<bool> or_(const Condition& first, const Conditions&... more) {
    return or_(std::vector<Condition>{first, Condition(more)...});
}
inline Expr<bool> not_(const Condition& condition) { return Expr<bool>(detail::make_not(condition.node())); }

/// An expression as Expr<T>, whichever way it is written.
template <Expression E>
auto to_expr(const E& expression) {
    if constexpr (std::is_member_pointer_v<E>)
        return c(expression);
    else
        return expression;
}

/// Any value or expression of SQL as an erased node: values are bound.
template <class U>
ExpressionPtr to_node(const U& value) {
    if constexpr (Expression<U>)
        return to_operand<ValueTypeOf<U>>(nullptr, value);
    else if constexpr (TextLike<U>)
        return detail::make_bind(Value(std::string_view(value)), String{});
    else
        return to_operand<U>(nullptr, value);
}

/// A bound value as an expression: `literal(5)`.
template <class T>
auto literal(const T& value) {
    if constexpr (TextLike<T>)
        return Expr<std::string>(to_node(value));
    else
        return Expr<T>(to_node(value));
}

/// SQL text as an expression of type `T`. It is not escaped: never build it from user input.
template <class T>
Expr<T> literal_column(std::string sql) {
    return Expr<T>(make_node<sql::TextFragmentNode>(std::move(sql), detail::sql_type_of<T>()));
}

/// CAST(expression AS the SQL type of `T`).
template <class T, Expression E>
Expr<T> cast(const E& expression) {
    return Expr<T>(detail::make_cast(to_node(expression), detail::sql_type_of<T>()));
}

}  // namespace azoth
