// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "azoth/orm/mapper.hpp"
#include "azoth/sql/select_node.hpp"

namespace azoth {

namespace orm {

/// How one query loads a relationship.
enum class LoadStrategy : std::uint8_t {
    SelectIn,   ///< at once, by a query with the keys of all objects
    Subquery,   ///< at once, by a query that holds the one that has found the objects
    Joined,     ///< at once, by the same query
    Contained,  ///< at once, by the same query, which the user has joined
    Batch,      ///< at first access, for all objects of the result
    OneByOne,   ///< at first access, for that object alone
    Raise,      ///< never
    Nothing,    ///< never: it looks empty
    Mapped,     ///< as mapping() says
    // Of columns.
    LoadOnly,
    Defer,
    Undefer,
    Expression,  ///< of a query_expression()
    // Of all that a query reads.
    Criteria,
    NoCriteria,
};

/// In place of a member's offset.
inline constexpr std::size_t kAllRelationships = static_cast<std::size_t>(-1);

NodePtr<const sql::LoadOption> make_load_step(LoadStrategy strategy, ClassMap& (*map)(), std::size_t offset);
/// A step for what a query has joined; `target` is null when its only join to the other class is meant.
NodePtr<const sql::LoadOption> make_contained_step(ClassMap& (*map)(), std::size_t offset, sql::FromPtr target);
NodePtr<const sql::LoadOption> make_contained_step(const RelationshipPath& path);
/// `step` with one more for the objects that it loads.
NodePtr<const sql::LoadOption> with_next(const sql::LoadOption& step, NodePtr<const sql::LoadOption> next);
NodePtr<const sql::LoadOption> with_condition(const sql::LoadOption& step, ExpressionPtr condition);
NodePtr<const sql::LoadOption> with_order(const sql::LoadOption& step, sql::OrderList order);
NodePtr<const sql::LoadOption> with_limit(const sql::LoadOption& step, std::int64_t rows);
NodePtr<const sql::LoadOption> with_depth(const sql::LoadOption& step, std::uint32_t levels);

/// Columns of a class by the offsets of their members; without any, those of a group, or all.
NodePtr<const sql::LoadOption> make_column_step(LoadStrategy strategy, ClassMap& (*map)(),
                                                std::vector<std::size_t> members, std::string group = {});

/// Conditions for a class wherever the query selects from it; none: without those of the session.
NodePtr<const sql::LoadOption> make_criteria_step(ClassMap& (*map)(), sql::ExpressionList conditions);

inline constexpr std::uint32_t kAllLevels = static_cast<std::uint32_t>(-1);

}  // namespace orm

/// How a query loads a relationship, for Select::options():
///
///     select<Author>().options(selectinload(&Author::books).then(joinedload(&Book::publisher)))
///
/// It counts for the objects that the query brings into the session, not for those that are there already, whose
/// relationships are loaded by it if they are not yet.
class LoaderOption {
public:
    explicit LoaderOption(NodePtr<const sql::LoadOption> step) : step_(std::move(step)) {}

    /// The same for a relationship of the loaded objects. Several may follow: `.then(a).then(b)` are both relationships
    /// of this one's objects. Throws ArgumentError(`option_without_effect`) behind raiseload() and noload().
    LoaderOption then(const LoaderOption& next) const { return LoaderOption(orm::with_next(*step_, next.step_)); }

    /// Loads only those related objects: `selectinload(&Author::books).where(c(&Book::pages) > 300)`. A Many that was
    /// loaded so shows them alone; one of whose objects the session has loaded before stays as it is.
    ///
    /// SQL emitted: in WHERE, for joinedload() in ON. Throws ArgumentError(`option_without_effect`) where nothing is
    /// loaded by a query of azoth's own.
    template <class... Conditions>
    LoaderOption where(const Conditions&... conditions) const {
        LoaderOption result(*this);
        ((result.step_ = orm::with_condition(*result.step_, Condition(conditions).node())), ...);
        return result;
    }
    /// The order in a Many, in place of the mapped one.
    template <class... Orderings>
    LoaderOption order_by(const Orderings&... orderings) const {
        sql::OrderList order;
        (detail::add_order(order, orderings), ...);
        return LoaderOption(orm::with_order(*step_, std::move(order)));
    }
    /// So many related objects at most for each object, the first ones in the order of the relationship or of
    /// order_by(), or else of their keys. By a query of its own, after joinedload() too.
    ///
    /// SQL emitted: `row_number() OVER (PARTITION BY ...)`.
    LoaderOption limit(std::int64_t rows) const { return LoaderOption(orm::with_limit(*step_, rows)); }
    /// The same for the relationship of the loaded objects, so many levels in all: for trees. One query per level; it
    /// ends where nothing new is found, also when objects refer to each other in a circle.
    LoaderOption depth(std::uint32_t levels) const { return LoaderOption(orm::with_depth(*step_, levels)); }
    /// All levels.
    LoaderOption recursive() const { return depth(orm::kAllLevels); }

    const NodePtr<const sql::LoadOption>& node() const { return step_; }

private:
    NodePtr<const sql::LoadOption> step_;
};

namespace detail {

template <class M>
void require_relationship() {
    static_assert(Relationship<M>,
                  "azoth: a loader option names a relationship: a member of type Many<Class> or One<Class>");
}

template <class M>
void require_column() {
    static_assert(
        !Relationship<M>,
        "azoth: this option names columns; for a relationship use selectinload(), raiseload() and their like");
}

template <class C, class M, class... More>
auto map_of(M C::*, More...) {
    return &orm::class_map<C>;
}

template <class C, class M>
LoaderOption loader_option(orm::LoadStrategy strategy, M C::*member) {
    require_relationship<M>();
    return LoaderOption(orm::make_load_step(strategy, &orm::class_map<C>, sql::member_offset(member)));
}

}  // namespace detail

/// Loads the relationship with the query, by one more query for all of its objects.
///
/// SQL emitted: `SELECT ... WHERE author_id IN (...)`, one for every 500 keys.
template <class C, class M>
LoaderOption selectinload(M C::*member) {
    return detail::loader_option(orm::LoadStrategy::SelectIn, member);
}
/// Loads the relationship with the query itself; rows that a Many multiplies are brought together again.
///
/// A Many, or the One on the side without the foreign key, is loaded as by selectinload() where multiplied rows would
/// be in the way: in a query with LIMIT, OFFSET, DISTINCT, a CTE, hints, prefixes or suffixes, and in one that returns
/// more than one object or value per row. With GROUP BY or with_for_update() every relationship is.
///
/// SQL emitted: `LEFT OUTER JOIN`, and the columns of the other class.
template <class C, class M>
LoaderOption joinedload(M C::*member) {
    return detail::loader_option(orm::LoadStrategy::Joined, member);
}
/// Loads the relationship with the query, by one more query, which holds this one in place of keys. It pays where the
/// query is cheap and finds very many objects. Behind an option that loads by keys it takes the query of that one.
///
/// SQL emitted: `SELECT ... FROM (SELECT DISTINCT authors.id FROM authors ...) AS ... JOIN books ON ...`; with LIMIT,
/// the ordered query with its LIMIT.
template <class C, class M>
LoaderOption subqueryload(M C::*member) {
    return detail::loader_option(orm::LoadStrategy::Subquery, member);
}
/// Loads the relationship at once, as a lazy load would: the same as selectinload().
template <class C, class M>
LoaderOption immediateload(M C::*member) {
    return detail::loader_option(orm::LoadStrategy::SelectIn, member);
}
/// The query has joined the relationship itself, and its rows are to fill it:
///
///     select<Author>().join(&Author::books).where(c(&Book::pages) > 300).options(contains_eager(&Author::books))
///
/// A Many shows the objects in the rows and no others, until it is loaded anew. Several rows of one object are brought
/// together in a query for that object alone. `.then(contains_eager(...))` goes on with the next join.
///
/// SQL emitted: the columns of the other class. Throws ArgumentError(`option_without_join`) when the query is run and
/// has no join to that class, or several: then name the alias.
template <class C, class M>
LoaderOption contains_eager(M C::*member) {
    detail::require_relationship<M>();
    return LoaderOption(orm::make_contained_step(&orm::class_map<C>, sql::member_offset(member), nullptr));
}
/// With the alias, or whatever the other class's columns are taken from: `contains_eager(&Author::books, thick)`.
template <class C, class M>
LoaderOption contains_eager(M C::*member, const FromArgument& target) {
    detail::require_relationship<M>();
    return LoaderOption(orm::make_contained_step(&orm::class_map<C>, sql::member_offset(member), target.node));
}
/// `contains_eager(of_type(&Author::books, thick))`, the same as is joined.
inline LoaderOption contains_eager(const RelationshipPath& path) {
    return LoaderOption(orm::make_contained_step(path));
}
/// Loads the relationship as its mapping says; for what follows by then().
template <class C, class M>
LoaderOption defaultload(M C::*member) {
    return detail::loader_option(orm::LoadStrategy::Mapped, member);
}
/// Loads the relationship at first access, for all objects of the result at once: Loading::Batch.
template <class C, class M>
LoaderOption lazyload(M C::*member) {
    return detail::loader_option(orm::LoadStrategy::Batch, member);
}
/// Loads the relationship at first access, for that object alone: Loading::OneByOne.
template <class C, class M>
LoaderOption lazyload_one_by_one(M C::*member) {
    return detail::loader_option(orm::LoadStrategy::OneByOne, member);
}
/// Makes access to the relationship an ArgumentError(`lazy_load_refused`).
template <class C, class M>
LoaderOption raiseload(M C::*member) {
    return detail::loader_option(orm::LoadStrategy::Raise, member);
}
/// Never loads the relationship: it looks empty. What the database has is left alone by a flush, but also by a cascade.
template <class C, class M>
LoaderOption noload(M C::*member) {
    return detail::loader_option(orm::LoadStrategy::Nothing, member);
}
/// raiseload() for every relationship of a class that no other option names: `raiseload<Author>()`.
template <class C>
LoaderOption raiseload() {
    return LoaderOption(orm::make_load_step(orm::LoadStrategy::Raise, &orm::class_map<C>, orm::kAllRelationships));
}

/// Reads these columns of a class and no others, but for keys, and foreign keys, which relationships need:
///
///     select<Book>().options(load_only(&Book::title))
///     select<Author>().options(selectinload(&Author::books).then(load_only(&Book::title, &Book::pages)))
///
/// The members of the others keep their defaults: Session::is_loaded() tells, Session::load() reads them, a later query
/// that brings them fills them in, and a flush never writes one that was not assigned.
template <class... C, class... M>
LoaderOption load_only(M C::*... members) {
    (detail::require_column<M>(), ...);
    return LoaderOption(orm::make_column_step(orm::LoadStrategy::LoadOnly, detail::map_of(members...),
                                              {sql::member_offset(members)...}));
}
/// Leaves columns out, in the same way.
template <class... C, class... M>
LoaderOption defer(M C::*... members) {
    (detail::require_column<M>(), ...);
    return LoaderOption(
        orm::make_column_step(orm::LoadStrategy::Defer, detail::map_of(members...), {sql::member_offset(members)...}));
}
/// Reads columns that are mapped as deferred().
template <class... C, class... M>
LoaderOption undefer(M C::*... members) {
    (detail::require_column<M>(), ...);
    return LoaderOption(orm::make_column_step(orm::LoadStrategy::Undefer, detail::map_of(members...),
                                              {sql::member_offset(members)...}));
}
/// All of a class: `undefer<Book>()`.
template <class C>
LoaderOption undefer() {
    return LoaderOption(orm::make_column_step(orm::LoadStrategy::Undefer, &orm::class_map<C>, {}));
}
/// Those that are mapped as deferred(group): `undefer_group<Book>("scans")`.
template <class C>
LoaderOption undefer_group(std::string group) {
    return LoaderOption(orm::make_column_step(orm::LoadStrategy::Undefer, &orm::class_map<C>, {}, std::move(group)));
}

/// A condition on a class wherever this query, its joins and what it loads at once select from it, beside those of the
/// session: `options(with_loader_criteria<Post>(c(&Post::deleted_at) == nullptr))`. See LoaderCriteria.
template <class C, class... Conditions>
LoaderOption with_loader_criteria(const Conditions&... conditions) {
    static_assert(sizeof...(Conditions) > 0, "azoth: with_loader_criteria<Class>() takes conditions");
    return LoaderOption(orm::make_criteria_step(&orm::class_map<C>, {Condition(conditions).node()...}));
}
/// Without the session's conditions on a class, as to see what is marked as deleted.
template <class C>
LoaderOption without_loader_criteria() {
    return LoaderOption(orm::make_criteria_step(&orm::class_map<C>, {}));
}

}  // namespace azoth
