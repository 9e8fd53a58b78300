// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <type_traits>
#include <utility>

#include "azoth/orm/loader_options.hpp"
#include "azoth/orm/mapper.hpp"
#include "azoth/orm/ref.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/select.hpp"

namespace azoth {

/// Selects objects: `select<Book>()`, `select<Book, Author>()`. `select<const Book>()` gives read-only objects, which
/// no session tracks.
///
/// SQL emitted: all mapped columns of the classes, qualified.
template <class E, class... More>
Select<Ref<E>, Ref<More>...> select() {
    Select<Ref<E>, Ref<More>...> result;
    result.add(sql::entity_of<std::remove_const_t<E>>());
    (result.add(sql::entity_of<std::remove_const_t<More>>()), ...);
    return result;
}

namespace orm {

/// What the member at `offset` is in `rows`, which have the columns of the class.
ExpressionPtr member_in(const ClassMap& map, const sql::FromPtr& rows, std::size_t offset, const CppType& type);

/// Returns `rows`. Throws ArgumentError(`no_such_column`) unless each mapped column of the class is there.
sql::FromPtr with_columns_of(const ClassMap& map, sql::FromPtr rows);

}  // namespace orm

/// A mapped class under another name, for joining a table to itself: `auto older = alias<Book>("older")`, then
/// `older[&Book::published]`.
template <class E>
class EntityAlias {
public:
    explicit EntityAlias(std::string name)
        : EntityAlias(detail::make_alias(sql::entity_of<E>().table(), std::move(name))) {}
    /// Throws ArgumentError(`no_such_column`) when a column of the class is missing there.
    explicit EntityAlias(sql::FromPtr rows) : node_(orm::with_columns_of(orm::class_map<E>(), std::move(rows))) {}

    const sql::FromPtr& node() const { return node_; }

    /// A column, or a relationship to join along: `join(older[&Author::books])`.
    template <class C, class M>
    auto operator[](M C::*member) const {
        static_assert(std::is_base_of_v<C, E>, "azoth: this member belongs to another class than the alias");
        const auto offset = sql::member_offset(static_cast<M E::*>(member));
        if constexpr (detail::Relationship<M>) {
            return RelationshipPath{&sql::entity_of<E>(), offset, node_, nullptr};
        } else {
            return ColumnExpr<M>(orm::member_in(orm::class_map<E>(), node_, offset, cpp_type<M>()));
        }
    }

private:
    sql::FromPtr node_;
};

/// An empty name lets azoth choose one.
template <class E>
EntityAlias<E> alias(std::string name = {}) {
    return EntityAlias<E>(std::move(name));
}
/// The class's objects as another query gives them: `alias<Book>(newest)` of a subquery, a CTE or an alias that has all
/// columns of the class.
template <class E, FromElement F>
EntityAlias<E> alias(const F& rows) {
    return EntityAlias<E>(rows.node());
}

/// A class among other things that are selected; see entity().
template <class E>
struct EntityItem {};

/// `select(entity<Book>(), func::count(&Review::id))`: objects beside values, in any order. `entity<const Book>()`
/// gives read-only ones.
template <class E>
constexpr EntityItem<E> entity() {
    return {};
}

namespace detail {

template <class Item>
struct SelectedItem : std::false_type {
    template <class I>
    using TypeOf = ValueTypeOf<I>;
};
template <class E>
struct SelectedItem<EntityItem<E>> : std::true_type {
    template <class>
    using TypeOf = Ref<E>;
};
template <class E>
struct SelectedItem<EntityAlias<E>> : std::true_type {
    template <class>
    using TypeOf = Ref<E>;
};
template <class Item>
concept SelectsEntity = SelectedItem<Item>::value;

template <class Query, class E>
void add_selected(Query& query, const EntityItem<E>&) {
    query.add(sql::entity_of<std::remove_const_t<E>>());
}
template <class Query, class E>
void add_selected(Query& query, const EntityAlias<E>& alias) {
    query.add(sql::entity_of<E>(), alias.node());
}
template <class Query, Expression E>
void add_selected(Query& query, const E& expression) {
    query.add(to_node(expression));
}

}  // namespace detail

/// Selects objects through an alias, `select(older)`, and objects and values in one row:
/// `select(entity<Author>(), older, func::count(&Book::id))`.
template <class... Items>
requires(sizeof...(Items) > 0 && (detail::SelectsEntity<Items> || ...) &&
         ((detail::SelectsEntity<Items> || Expression<Items>)&&...)) auto select(const Items&... items) {
    Select<typename detail::SelectedItem<Items>::template TypeOf<Items>...> result;
    (detail::add_selected(result, items), ...);
    return result;
}

namespace orm {

/// INSERT of plain objects: their columns as bound values, keys that the database generates left out when unset.
NodePtr<sql::InsertNode> insert_objects(ClassMap& map, const void* first, std::size_t count, std::size_t stride);

}  // namespace orm

/// INSERT into the table of a mapped class, also of plain objects: `insert<Book>().values(book)`,
/// `.values(vector_of_books)`. No session is needed.
template <class E>
class EntityInsert : public Insert<> {
public:
    EntityInsert() : Insert<>(make_node<sql::InsertNode>(sql::entity_of<E>().written_table())) {}

    using Insert<>::values;
    Insert<> values(const E& object) const {
        return Insert<>(orm::insert_objects(orm::class_map<E>(), &object, 1, sizeof(E)));
    }
    /// Any contiguous range of E. Throws ArgumentError(`different_columns`) when some keys are set and others not.
    template <class Range>
    requires requires(const Range& range) { range.data() + range.size(); }
    Insert<> values(const Range& objects) const {
        static_assert(std::is_same_v<std::remove_cvref_t<decltype(*objects.data())>, E>,
                      "azoth: these are objects of another class than the one inserted");
        return Insert<>(orm::insert_objects(orm::class_map<E>(), objects.data(), objects.size(), sizeof(E)));
    }
};

template <class E>
EntityInsert<E> insert() {
    return {};
}

}  // namespace azoth
