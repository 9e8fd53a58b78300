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

#include "azoth/sql/operand.hpp"
#include "azoth/sql/select_traits.hpp"
#include "azoth/sql/statement_nodes.hpp"

namespace azoth {

template <class T>
class BindParameter;

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
        return compare(sql::Operator::Equal, operand(other));
    }
    template <class U>
    Expr<bool> operator!=(const U& other) const {
        return compare(sql::Operator::NotEqual, operand(other));
    }
    template <class U>
    Expr<bool> operator<(const U& other) const {
        return compare(sql::Operator::Less, operand(other));
    }
    template <class U>
    Expr<bool> operator<=(const U& other) const {
        return compare(sql::Operator::LessEqual, operand(other));
    }
    template <class U>
    Expr<bool> operator>(const U& other) const {
        return compare(sql::Operator::Greater, operand(other));
    }
    template <class U>
    Expr<bool> operator>=(const U& other) const {
        return compare(sql::Operator::GreaterEqual, operand(other));
    }
    /// NULL equals NULL and nothing else.
    template <class U>
    Expr<bool> is_not_distinct_from(const U& other) const {
        return compare(sql::Operator::IsNotDistinctFrom, operand(other));
    }
    template <class U>
    Expr<bool> is_distinct_from(const U& other) const {
        return compare(sql::Operator::IsDistinctFrom, operand(other));
    }
    Expr<bool> is_null() const { return *this == std::nullopt; }
    Expr<bool> is_not_null() const { return *this != std::nullopt; }

    /// IS TRUE, IS FALSE: true or false where `==` would be NULL.
    Expr<bool> is_(bool value) const { return is_boolean(value, sql::Operator::IsNotDistinctFrom); }
    Expr<bool> is_not(bool value) const { return is_boolean(value, sql::Operator::IsDistinctFrom); }
    Expr<bool> is_(std::nullopt_t) const { return is_null(); }
    Expr<bool> is_not(std::nullopt_t) const { return is_not_null(); }

    /// `expression IN (values)`. One cached statement serves lists of any length; an empty list matches nothing. The
    /// elements may be expressions, too.
    template <detail::AnyRange Range>
    Expr<bool> in(const Range& values) const {
        return in_list(values, false);
    }
    Expr<bool> in(std::initializer_list<WithoutOptional<T>> values) const {
        return Expr<bool>(detail::make_in(node_, to_values(values), false));
    }
    template <detail::AnyRange Range>
    Expr<bool> not_in(const Range& values) const {
        return in_list(values, true);
    }
    Expr<bool> not_in(std::initializer_list<WithoutOptional<T>> values) const {
        return Expr<bool>(detail::make_in(node_, to_values(values), true));
    }

    /// `expression IN (SELECT ...)`, of one column.
    template <SelectLike Q>
    Expr<bool> in(const Q& query) const {
        return in_query(query, false);
    }
    template <SelectLike Q>
    Expr<bool> not_in(const Q& query) const {
        return in_query(query, true);
    }

    /// A list that is given at execution: `in(bindparam<std::int64_t>("ids").expanding())`.
    template <class U>
    Expr<bool> in(const BindParameter<U>& list) const {
        return in_list(sql::Operator::In, list);
    }
    template <class U>
    Expr<bool> not_in(const BindParameter<U>& list) const {
        return in_list(sql::Operator::NotIn, list);
    }

    /// Both ends belong to the range.
    template <class L, class H>
    Expr<bool> between(const L& low, const H& high) const {
        return range(low, high, false, false);
    }
    template <class L, class H>
    Expr<bool> not_between(const L& low, const H& high) const {
        return range(low, high, true, false);
    }
    /// BETWEEN SYMMETRIC: the ends may come in any order.
    template <class L, class H>
    Expr<bool> between_symmetric(const L& one_end, const H& other_end) const {
        return range(one_end, other_end, false, true);
    }

    /// `expression COLLATE collation`: compared and sorted by the rules of that collation. The name is quoted as an
    /// identifier of the database.
    Expr collate(std::string collation) const { return Expr(detail::make_collate(node_, std::move(collation))); }

    Expr label(std::string name) const { return Expr(detail::make_label(node_, std::move(name))); }
    Ordering asc() const { return {{node_, false}}; }
    Ordering desc() const { return {{node_, true}}; }
    Expr operator-() const { return Expr(detail::make_negation(node_)); }

private:
    // Few levels, since the compiler prints each of them when the types do not fit.
    Expr<bool> compare(sql::Operator op, ExpressionPtr other) const;
    template <class L, class H>
    Expr<bool> range(const L& low, const H& high, bool is_negated, bool is_symmetric) const {
        ExpressionPtr first = operand(low);
        return Expr<bool>(detail::make_between(node_, std::move(first), operand(high), is_negated, is_symmetric));
    }
    template <class U>
    ExpressionPtr operand(const U& other) const {
        static_assert(detail::kFitsBeside<T, U>,
                      "azoth: the two sides of this operator have types that SQL cannot compare or combine; "
                      "use cast<T>() on one of them");
        ExpressionPtr node = detail::operand_node<T>(node_, other);
        if constexpr (std::same_as<WithoutOptional<T>, Value> || detail::kHasRunTimeType<U>)
            detail::check_comparable(node_, node);
        return node;
    }
    Expr<bool> is_boolean(bool value, sql::Operator op) const {
        static_assert(std::same_as<WithoutOptional<T>, bool> || std::same_as<WithoutOptional<T>, Value>,
                      "azoth: is_(true) and is_(false) ask for what is true or false; compare by == or is_null()");
        return Expr<bool>(detail::make_is_boolean(node_, value, op));
    }
    template <class Q>
    Expr<bool> in_query(const Q& query, bool is_negated) const {
        static_assert(kComparable<WithoutOptional<T>, WithoutOptional<ColumnOf<Q>>>,
                      "azoth: the column of the query has a type that SQL cannot compare with the left side of IN");
        return Expr<bool>(detail::make_in(node_, NodePtr<const sql::StatementNode>(query.node()), is_negated));
    }
    template <class Range>
    Expr<bool> in_list(const Range& values, bool is_negated) const {
        using U = std::remove_cvref_t<decltype(*values.begin())>;
        if constexpr (Expression<U>) {
            sql::ExpressionList list;
            for (const U& value : values) list.push_back(operand(value));
            return Expr<bool>(detail::make_in(node_, std::move(list), is_negated));
        } else {
            std::vector<Value> list = to_values(values);
            if constexpr (std::same_as<WithoutOptional<T>, Value>) detail::check_comparable(node_, list);
            return Expr<bool>(detail::make_in(node_, std::move(list), is_negated));
        }
    }

    template <class U>
    Expr<bool> in_list(sql::Operator op, const BindParameter<U>& list) const {
        static_assert(kComparable<WithoutOptional<T>, WithoutOptional<U>>,
                      "azoth: the values of this IN have a type that SQL cannot compare with the left side");
        return Expr<bool>(detail::make_binary(op, node_, list.expanding().node(), Boolean{}));
    }

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
Expr<bool> Expr<T>::compare(sql::Operator op, ExpressionPtr other) const {
    return Expr<bool>(detail::make_comparison(op, node_, std::move(other)));
}

/// A column: an expression that can also be assigned to, in UPDATE.
template <class T>
class ColumnExpr : public Expr<T> {
public:
    explicit ColumnExpr(sql::ColumnPtr column) : Expr<T>(column), column_(std::move(column)) {}
    /// Of a member that is no column, but computed by an expression.
    explicit ColumnExpr(const ExpressionPtr& expression)
        : Expr<T>(expression), column_(detail::column_or_null(expression)) {}
    ColumnExpr(const ColumnExpr&) = default;

    // Named again so that `column == other` is not turned round: the compiler prefers the side that needs no
    // conversion.
    using Expr<T>::operator==;
    using Expr<T>::operator!=;

    /// Throws ArgumentError(`not_a_column`) for a column_property().
    const sql::ColumnPtr& column() const {
        if (column_ == nullptr) detail::throw_not_a_column();
        return column_;
    }

    /// `set(c(&Book::pages) = 12)`. It changes no object: the result is data for a statement. Throws what column()
    /// does.
    template <class U>
    Assignment operator=(const U& value) const {
        return {column(), to_operand<T>(column_, value)};
    }
    Assignment operator=(const ColumnExpr& other) const { return {column(), other.node()}; }

private:
    sql::ColumnPtr column_;
};

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
    if constexpr (std::is_member_pointer_v<U> && Expression<U>)
        return detail::column_node(value);
    else if constexpr (Expression<U>)
        return value.node();
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
    return Expr<T>(make_node<sql::TextFragmentNode>(std::move(sql), detail::result_type<T>()));
}

/// CAST(expression AS the SQL type of `T`).
template <class T, Expression E>
Expr<T> cast(const E& expression) {
    return Expr<T>(detail::make_cast(to_node(expression), detail::sql_type_of<T>()));
}
/// A CAST to a type stated at run time: `cast(users["age"], String{10})`.
template <Expression E>
Expr<Value> cast(const E& expression, SqlType type) {
    return Expr<Value>(detail::make_cast(to_node(expression), std::move(type)));
}
/// TRY_CAST: NULL for what cannot be converted. Refused by databases that have none: SQLite, PostgreSQL, MariaDB,
/// MySQL.
template <class T, Expression E>
Expr<std::optional<WithoutOptional<T>>> try_cast(const E& expression) {
    return Expr<std::optional<WithoutOptional<T>>>(
        detail::make_cast(to_node(expression), detail::sql_type_of<T>(), true));
}
/// The expression as one of type `T`, without a CAST: how its values are read, and what it is compared with.
template <class T, class U>
Expr<T> type_coerce(const U& expression) {
    return Expr<T>(detail::make_type_coerce(to_node(expression), detail::sql_type_of<T>()));
}

}  // namespace azoth
