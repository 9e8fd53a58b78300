// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "azoth/orm/mapper.hpp"
#include "azoth/sql/select_node.hpp"

namespace azoth {

namespace orm {

/// How one query loads a relationship.
enum class LoadStrategy : std::uint8_t {
    SelectIn,  ///< at once, by a query with the keys of all objects
    Joined,    ///< at once, by the same query
    Batch,     ///< at first access, for all objects of the result
    OneByOne,  ///< at first access, for that object alone
    Raise,     ///< never
};

/// In place of a member's offset.
inline constexpr std::size_t kAllRelationships = static_cast<std::size_t>(-1);

NodePtr<const sql::LoadOption> make_load_step(LoadStrategy strategy, ClassMap& (*map)(), std::size_t offset);
/// `step` with one more for the objects that it loads.
NodePtr<const sql::LoadOption> with_next(const sql::LoadOption& step, NodePtr<const sql::LoadOption> next);

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
    /// of this one's objects.
    LoaderOption then(const LoaderOption& next) const { return LoaderOption(orm::with_next(*step_, next.step_)); }

    const NodePtr<const sql::LoadOption>& node() const { return step_; }

private:
    NodePtr<const sql::LoadOption> step_;
};

namespace detail {

template <class C, class M>
LoaderOption loader_option(orm::LoadStrategy strategy, M C::*member) {
    static_assert(Relationship<M>,
                  "azoth: a loader option names a relationship: a member of type Many<Class> or One<Class>");
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
/// The same for every relationship of a class that no other option names: `raiseload<Author>()`.
template <class C>
LoaderOption raiseload() {
    return LoaderOption(orm::make_load_step(orm::LoadStrategy::Raise, &orm::class_map<C>, orm::kAllRelationships));
}

}  // namespace azoth
