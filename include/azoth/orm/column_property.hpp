// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <type_traits>
#include <utility>

#include "azoth/orm/loader_options.hpp"
#include "azoth/orm/mapper.hpp"

namespace azoth {

/// The mapping of a member that an expression computes, within mapping().
class ColumnPropertyMapping {
public:
    explicit ColumnPropertyMapping(orm::PropertyDraft& draft) : draft_(&draft) {}

    /// Computed only where a query asks for it by undefer() or undefer_group(), or Session::load() for objects that are
    /// there.
    ColumnPropertyMapping& deferred(std::string group = {});

private:
    orm::PropertyDraft* draft_;
};

namespace orm {

NodePtr<const sql::LoadOption> make_expression_step(ClassMap& (*map)(), std::size_t member, ExpressionPtr expression);

/// Whether values of the type `T` of an expression can be read into a member of type `M`.
template <class T, class M>
inline constexpr bool kFillsMember = std::is_same_v<WithoutOptional<T>, WithoutOptional<M>> ||
                                     std::is_same_v<T, Value> ||
                                     (std::is_arithmetic_v<WithoutOptional<T>> &&
                                      std::is_arithmetic_v<WithoutOptional<M>>);

template <class M>
void require_value_member() {
    static_assert(SqlValue<WithoutOptional<M>>,
                  "azoth: a column_property() or query_expression() is a member of a type that a column can have");
}

}  // namespace orm

template <class T>
template <auto Member, class Formula>
ColumnPropertyMapping Mapper<T>::column_property(Formula) {
    using M = std::remove_cvref_t<decltype(std::declval<T&>().*Member)>;
    orm::require_value_member<M>();
    static_assert(std::is_empty_v<Formula>, "azoth: the function given to column_property() must capture nothing");
    static_assert(
        Expression<decltype(Formula{}())>,
        "azoth: the function given to column_property() returns an expression: c(...), a function of columns, "
        "or a select(...)....scalar_subquery()");
    static_assert(orm::kFillsMember<ValueTypeOf<decltype(Formula{}())>, M>,
                  "azoth: the expression of a column_property() has another type than the member");
    return ColumnPropertyMapping(orm::add_property(
        *draft_, {detail::member_name<Member>(), offset(Member), &cpp_type<M>}, [] { return to_node(Formula{}()); }));
}

template <class T>
template <auto Member>
void Mapper<T>::query_expression() {
    using M = std::remove_cvref_t<decltype(std::declval<T&>().*Member)>;
    orm::require_value_member<M>();
    orm::add_property(*draft_, {detail::member_name<Member>(), offset(Member), &cpp_type<M>}, nullptr);
}

/// Fills a query_expression() member of the objects of this query:
///
///     select<Author>().options(with_expression(&Author::score, c(&Author::pages) * 2))
///
/// Objects that the session has already get the value of the last query that gave one. Throws ArgumentError
/// (`option_without_effect`) for another member.
template <class C, class M, Expression E>
LoaderOption with_expression(M C::*member, const E& expression) {
    static_assert(orm::kFillsMember<ValueTypeOf<E>, M>,
                  "azoth: the expression given to with_expression() has another type than the member");
    return LoaderOption(orm::make_expression_step(&orm::class_map<C>, sql::member_offset(member), to_node(expression)));
}

}  // namespace azoth
