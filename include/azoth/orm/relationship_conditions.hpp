// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/orm/entities.hpp"

namespace azoth {

namespace orm {

/// EXISTS (SELECT 1 FROM the other class WHERE it is related AND `condition`). `condition` may be null.
ExpressionPtr related_exists(const RelationshipPath& path, const ExpressionPtr& condition);
/// That rows of the class of `path` are related to this object.
ExpressionPtr related_to(const RelationshipPath& path, const RefBase& object);
/// That rows of the other class are related to this object, whose relationship is at `offset`.
ExpressionPtr related_from(const RefBase& parent, std::size_t offset, const sql::FromPtr& target);

}  // namespace orm

namespace detail {

template <class... Conditions>
ExpressionPtr all_of(const Conditions&... conditions) {
    if constexpr (sizeof...(Conditions) == 0)
        return nullptr;
    else
        return and_(std::vector<Condition>{Condition(conditions)...}).node();
}
template <Relationship M, class C>
RelationshipPath path_of(M C::*relationship) {
    return {&sql::entity_of<C>(), sql::member_offset(relationship), nullptr, nullptr};
}

}  // namespace detail

/// That one of the related objects, at least, meets the conditions:
/// `select<Author>().where(any(&Author::books, c(&Book::pages) > 300))`. Without conditions: that there is one. From an
/// alias: `any(older[&Author::books], ...)`; where both sides are one class, conditions speak of the related object.
///
/// SQL emitted: `EXISTS (SELECT 1 FROM books WHERE authors.id = books.author_id AND ...)`.
template <detail::Relationship M, class C, class... Conditions>
Expr<bool> any(M C::*relationship, const Conditions&... conditions) {
    return Expr<bool>(orm::related_exists(detail::path_of(relationship), detail::all_of(conditions...)));
}
template <class... Conditions>
Expr<bool> any(const RelationshipPath& relationship, const Conditions&... conditions) {
    return Expr<bool>(orm::related_exists(relationship, detail::all_of(conditions...)));
}
/// The same of a One: `has(&Book::author, c(&Author::name) == "Lem")`.
template <class T, class C, class... Conditions>
Expr<bool> has(One<T> C::*relationship, const Conditions&... conditions) {
    return any(relationship, conditions...);
}
template <class... Conditions>
Expr<bool> has(const RelationshipPath& relationship, const Conditions&... conditions) {
    return any(relationship, conditions...);
}

/// That this object is among the related ones: `select<Article>().where(contains(&Article::tags, red))`.
///
/// Throws ArgumentError(`not_persistent`) for an object without a row.
template <class T, class C, class U>
Expr<bool> contains(Many<T> C::*relationship, const Ref<U>& object) {
    static_assert(std::is_base_of_v<T, std::remove_const_t<U>>, "azoth: the collection holds objects of another class");
    return Expr<bool>(orm::related_to(detail::path_of(relationship), object));
}
/// That the One is this object: `select<Book>().where(is_related(&Book::author, lem))`.
template <class T, class C, class U>
Expr<bool> is_related(One<T> C::*relationship, const Ref<U>& object) {
    static_assert(std::is_base_of_v<T, std::remove_const_t<U>>, "azoth: the One holds an object of another class");
    return Expr<bool>(orm::related_to(detail::path_of(relationship), object));
}

/// The objects that a relationship of this one leads to, as a condition: `select<Book>().where(with_parent(lem,
/// &Author::books), c(&Book::pages) > 300)`.
///
/// Throws ArgumentError(`not_persistent`) for an object without a row.
template <class P, detail::Relationship M, class C>
Expr<bool> with_parent(const Ref<P>& parent, M C::*relationship) {
    static_assert(std::is_base_of_v<C, std::remove_const_t<P>>,
                  "azoth: the relationship belongs to another class than the object");
    return Expr<bool>(orm::related_from(parent, sql::member_offset(relationship), nullptr));
}

}  // namespace azoth
