// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "azoth/sql/entity.hpp"
#include "azoth/sql/expression_nodes.hpp"
#include "azoth/sql/expression_traits.hpp"
#include "azoth/types/calendar_types.hpp"
#include "azoth/types/standard_types.hpp"
#include "azoth/types/value.hpp"

namespace azoth {

namespace sql {
class StatementNode;
}

using sql::ExpressionPtr;

namespace detail {

/// NULL is written as such, not bound. A number that `type` cannot hold gets a wider one.
ExpressionPtr make_bind(Value value, SqlType type);
/// With the type of the expression that it stands beside; where that is not known, or there is none, with `type()`.
ExpressionPtr make_bind_beside(const ExpressionPtr& beside, Value value, SqlType (*type)());
ExpressionPtr make_null();
ExpressionPtr make_binary(sql::Operator op, ExpressionPtr left, ExpressionPtr right, SqlType type);
/// For operands of which one has a type known at run time only.
///
/// Throws ArgumentError(`wrong_operand_types`) that names both.
void check_comparable(const ExpressionPtr& left, const ExpressionPtr& right);
void check_comparable(const ExpressionPtr& left, const std::vector<Value>& values);
/// The same for what is to be matched with patterns.
void check_text(const ExpressionPtr& expression);
/// `=` and `<>` with NULL become IS NULL and IS NOT NULL.
ExpressionPtr make_comparison(sql::Operator op, ExpressionPtr left, ExpressionPtr right);
/// Null when the expression is no column.
sql::ColumnPtr column_or_null(const ExpressionPtr& expression);
[[noreturn]] void throw_not_a_column();
ExpressionPtr make_is_boolean(ExpressionPtr operand, bool value, sql::Operator op);
ExpressionPtr make_boolean_list(sql::Operator op, ExpressionPtr left, ExpressionPtr right);
ExpressionPtr make_not(ExpressionPtr operand);
ExpressionPtr make_negation(ExpressionPtr operand);
ExpressionPtr make_bind_list(std::vector<Value> values, SqlType type);
ExpressionPtr make_in(ExpressionPtr left, std::vector<Value> values, bool is_negated);
/// The right side is a query.
ExpressionPtr make_in(ExpressionPtr left, NodePtr<const sql::StatementNode> query, bool is_negated);
/// The right side is a list of expressions.
ExpressionPtr make_in(ExpressionPtr left, sql::ExpressionList values, bool is_negated);
ExpressionPtr make_between(ExpressionPtr value, ExpressionPtr low, ExpressionPtr high, bool is_negated,
                           bool is_symmetric);
/// Throws ArgumentError(`bad_name`) for an empty name.
ExpressionPtr make_collate(ExpressionPtr text, std::string collation);
ExpressionPtr make_like(sql::Operator op, ExpressionPtr left, std::string pattern, char escape);
ExpressionPtr make_like(sql::Operator op, ExpressionPtr left, ExpressionPtr pattern, char escape);
/// LIKE with a pattern made from plain text: `%` and `_` in it stand for themselves.
ExpressionPtr make_text_match(sql::Operator op, ExpressionPtr left, std::string_view before, std::string_view text,
                              std::string_view after);
/// The same for a text that only the database knows.
ExpressionPtr make_text_match(sql::Operator op, ExpressionPtr left, std::string_view before, ExpressionPtr text,
                              std::string_view after);
ExpressionPtr make_label(ExpressionPtr expression, std::string name);
ExpressionPtr make_cast(ExpressionPtr expression, SqlType type, bool is_try = false);
ExpressionPtr make_type_coerce(ExpressionPtr expression, SqlType type);

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

/// The SQL type of an expression whose C++ type is stated; not known for Value.
template <class R>
SqlType result_type() {
    if constexpr (std::same_as<WithoutOptional<R>, Value>)
        return SqlType{};
    else
        return sql_type_of<R>();
}

/// A plain value as it is sent when it stands beside an expression of type `T`.
template <class T, class U>
Value to_value(const U& value) {
    if constexpr (std::same_as<T, Value> || std::same_as<U, Value>)
        return Value(value);
    else if constexpr (std::is_floating_point_v<T> && NumberLike<U>)
        return Value(static_cast<double>(value));
    else if constexpr (NumberLike<T> && NumberLike<U> && SqlValue<U>)
        return Value(value);
    else if constexpr (TextLike<T> && TextLike<U>)
        return Value(std::string_view(value));
    else if constexpr (BytesLike<T> && BytesLike<U>)
        return Value(value);
    else if constexpr (std::convertible_to<const U&, T>)
        return Value(static_cast<T>(value));
    else
        return Value(value);
}

/// A plain value on the other side of an expression of type `T`. It has the type of that expression, which a mapping
/// may have chosen; where there is none, that of `T`.
template <class T, class U>
ExpressionPtr bind_operand(const ExpressionPtr& beside, const U& value) {
    using Inner = WithoutOptional<T>;
    using Known = std::conditional_t<std::same_as<Inner, Value>, U, Inner>;
    if constexpr (kIsOptional<U>) {
        return value ? bind_operand<T>(beside, *value) : make_null();
    } else {
        return make_bind_beside(beside, to_value<Inner>(value), &type_of_value<Known>);
    }
}

}  // namespace detail

namespace detail {

/// The node of c(member).
template <class C, class M>
ExpressionPtr column_node(M C::*member) {
    return sql::entity_of<C>().expression_at(sql::member_offset(member), cpp_type<M>());
}

}  // namespace detail

/// The column of a mapped member: `c(&Book::title)`, or the expression that computes it.
///
/// Throws MappingError(`unmapped_member`) when mapping() did not name the member.
template <class C, class M>
ColumnExpr<M> c(M C::*member) {
    return ColumnExpr<M>(sql::entity_of<C>().expression_at(sql::member_offset(member), cpp_type<M>()));
}

/// The same for a member that `C` inherits from a base that is not mapped itself: `c<Post>(&Post::created_at)`.
template <class C, detail::BaseOf<C> B, class M>
ColumnExpr<M> c(M B::*member) {
    return c(static_cast<M C::*>(member));
}

namespace detail {

/// Whether an operand, an expression or a plain value, may stand beside an expression of type `T`.
template <class T, class U>
inline constexpr bool kFitsBeside = kComparable<WithoutOptional<T>, WithoutOptional<std::decay_t<U>>>;
template <class T, Expression U>
inline constexpr bool kFitsBeside<T, U> = kComparable<WithoutOptional<T>, WithoutOptional<ValueTypeOf<U>>>;
template <class T>
inline constexpr bool kFitsBeside<T, std::nullopt_t> = true;
template <class T>
inline constexpr bool kFitsBeside<T, std::nullptr_t> = true;

template <class T, class U>
ExpressionPtr operand_node(const ExpressionPtr& beside, const U& other) {
    if constexpr (std::same_as<U, std::nullopt_t> || std::same_as<U, std::nullptr_t>)
        return make_null();
    else if constexpr (std::is_member_pointer_v<U>)
        return column_node(other);
    else if constexpr (Expression<U>)
        return other.node();
    else if constexpr (kFitsBeside<T, U>)
        return bind_operand<T>(beside, other);
    else
        return nullptr;
}

}  // namespace detail

/// The erased form of any operand beside an expression of type `T`; `beside` may be null.
template <class T, class U>
ExpressionPtr to_operand(const ExpressionPtr& beside, const U& other) {
    static_assert(detail::kFitsBeside<T, U>,
                  "azoth: the two sides of this operator have types that SQL cannot compare or combine; "
                  "use cast<T>() on one of them");
    return detail::operand_node<T>(beside, other);
}

}  // namespace azoth
