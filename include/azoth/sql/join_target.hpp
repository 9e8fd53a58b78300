// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include "azoth/sql/from_handle.hpp"
#include "azoth/sql/select_node.hpp"

namespace azoth {

template <class T>
class Many;
template <class T>
class One;

namespace detail {

template <class T>
struct RelationshipTraits : std::false_type {};
template <class T>
struct RelationshipTraits<Many<T>> : std::true_type {
    using Target = T;
};
template <class T>
struct RelationshipTraits<One<T>> : std::true_type {
    using Target = T;
};

/// Of a relationship that is never loaded.
template <class M>
inline constexpr bool kIsWriteOnly = false;

template <class M>
concept Relationship = RelationshipTraits<M>::value;

}  // namespace detail

/// A relationship that starts from an alias, or leads to one: `older[&Author::books]`,
/// `of_type(&Author::books, thick)`.
struct RelationshipPath {
    const sql::Entity* entity = nullptr;
    std::size_t offset = 0;
    sql::FromPtr left;    ///< null: the class's table, or the only alias of it that the statement selects from
    sql::FromPtr target;  ///< null: the table of the other class

    RelationshipPath of_type(const FromArgument& alias) const { return {entity, offset, left, alias.node}; }
};

/// The relationship to an alias of the other class.
template <detail::Relationship M, class C>
RelationshipPath of_type(M C::*relationship, const FromArgument& alias) {
    return {&sql::entity_of<C>(), sql::member_offset(relationship), nullptr, alias.node};
}

namespace detail {

/// What the arguments of join() say.
struct JoinTarget {
    sql::FromPtr left;    ///< null: to be found
    sql::FromPtr target;  ///< null: that of the relationship
    ExpressionPtr on;     ///< null: the only foreign key, or the relationship
    const sql::Entity* entity = nullptr;
    std::size_t offset = 0;
};

/// Along a relationship: `join(&Author::books)`. The condition follows from the mapping.
template <Relationship M, class C>
JoinTarget to_join(M C::*const& relationship) {
    return {nullptr, nullptr, nullptr, &sql::entity_of<C>(), sql::member_offset(relationship)};
}
inline JoinTarget to_join(const RelationshipPath& path) {
    return {path.left, path.target, nullptr, path.entity, path.offset};
}
/// Along a relationship, to an alias: `join(thick, &Author::books)`.
template <FromElement F, Relationship M, class C>
JoinTarget to_join(const F& target, M C::*const& relationship) {
    return {nullptr, target.node(), nullptr, &sql::entity_of<C>(), sql::member_offset(relationship)};
}
/// On the only foreign key between the two.
template <FromElement F>
JoinTarget to_join(const F& target) {
    return {nullptr, target.node(), nullptr};
}
template <FromElement F>
JoinTarget to_join(const F& target, const Condition& on) {
    return {nullptr, target.node(), on.node()};
}

}  // namespace detail
}  // namespace azoth
