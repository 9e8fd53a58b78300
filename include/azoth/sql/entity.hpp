// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/sql/from_nodes.hpp"
#include "azoth/types/cpp_type.hpp"

namespace azoth::sql {

class SelectNode;

/// How a relationship is joined: the other class's table and the condition.
struct RelationshipJoin {
    FromPtr target;
    ExpressionPtr on;
    FromPtr link = nullptr;           ///< of many-to-many: the table between, joined first; `on` leads on from it
    ExpressionPtr link_on = nullptr;  ///< its condition
    std::vector<std::pair<FromPtr, ExpressionPtr>> more = {};  ///< further tables that the other class's rows are in
};

/// A mapped class as statements see it. The ORM implements it; this layer only asks.
class Entity {
public:
    virtual ~Entity() = default;

    virtual const TablePtr& table() const = 0;
    /// The columns, as positions in the table, that loading an object reads, in order.
    virtual std::span<const std::uint32_t> loaded_columns() const = 0;
    /// The column of the member at `offset`. Throws MappingError(`unmapped_member`).
    virtual const ColumnPtr& column_at(std::size_t offset, const CppType& type) const = 0;
    /// The same for a member that may be computed by an expression instead.
    virtual ExpressionPtr expression_at(std::size_t offset, const CppType& type) const {
        return column_at(offset, type);
    }
    /// The join along the relationship member at `offset`, from `left` (the class's table or an alias of it) to
    /// `target` (that of the other class; null: its table).
    virtual RelationshipJoin join_at(std::size_t offset, const FromPtr& left, const FromPtr& target) const = 0;
    /// Adds to a query of the class's objects, whose item has just been added, what else belongs to it: `from` is where
    /// it takes them from.
    virtual void complete(SelectNode&, const FromPtr&) const {}
    /// What tells the class's rows in `from` from those of other classes. Null when there are no others.
    virtual ExpressionPtr criteria(const FromPtr&) const { return nullptr; }
    /// The table that INSERT, UPDATE and DELETE of the class write. Throws ArgumentError(`several_tables`).
    virtual const TablePtr& written_table() const { return table(); }
};

/// The entity of a class. Defined by the ORM for every class that has a `mapping()`.
template <class C>
const Entity& entity_of();

/// Where in its class a member stands.
///
/// A pointer to a data member is that offset in the Itanium C++ ABI (section 2.3) and, for classes without virtual
/// bases, in Microsoft's.
///
/// Inlined without optimisation too: else it would be a function for each class and type of member.
template <class C, class M>
[[gnu::always_inline]] inline std::size_t member_offset(M C::*member) {
    if constexpr (sizeof(member) == sizeof(std::int32_t))
        return static_cast<std::size_t>(__builtin_bit_cast(std::int32_t, member));
    else
        return static_cast<std::size_t>(__builtin_bit_cast(std::ptrdiff_t, member));
}

}  // namespace azoth::sql
