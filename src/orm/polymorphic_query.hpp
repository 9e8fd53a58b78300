// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "azoth/engine/decode.hpp"
#include "azoth/sql/select_node.hpp"
#include "orm/column_selection.hpp"
#include "orm/inheritance.hpp"

namespace azoth::orm {

/// Where the columns of the classes of a family stand among the cells of an object.
struct FamilyLayout {
    struct Member {
        const ClassMap* map = nullptr;
        const ColumnSelection* selection = nullptr;  ///< what its objects have in the end; null: all columns
        std::vector<DecodeStep> steps = {};
        std::vector<std::uint32_t> positions = {};  ///< of the steps, among the columns; empty: in their order
        std::vector<std::uint32_t> missing = {};    ///< columns that are read later: positions
        std::vector<std::uint32_t> given = {};      ///< those that only the query computes: positions
        const Value* identity = nullptr;            ///< null: no row is of this very class
    };

    std::uint32_t cell_count = 0;
    std::uint32_t key_cell = 0;            ///< behind the first
    std::uint32_t discriminator_cell = 0;  ///< behind the first
    std::vector<Member> members;
};

/// SELECT of an object of a class, or of a subclass that is known by now; the key's values are its parameters.
NodePtr<sql::SelectNode> select_by_key_of_family(const ClassMap& map);

/// Objects that a query of the class returns may be of several classes.
inline bool is_polymorphic(const ClassMap& map) {
    return map.inheritance() != nullptr || map.concrete_union() != nullptr;
}

/// A query of objects that may be of subclasses, with the columns of those that are known.
class PolymorphicQuery {
public:
    /// An object that the rows of the statement hold.
    struct Entity {
        const ClassMap* map;
        const LoadStep* steps = nullptr;             ///< the options for its columns; null: none
        bool has_selection = false;                  ///< `selection` says what the rows of a text have
        const ColumnSelection* selection = nullptr;  ///< null: all columns
    };

    /// `entities`: those of the statement, in order.
    PolymorphicQuery(const sql::StatementNode& statement, std::span<const Entity> entities);

    const sql::StatementNode& statement() const { return extended_ ? *extended_ : original_; }
    /// Null for an object of a class without others.
    const FamilyLayout* layout(std::size_t entity) const {
        if (united_[entity] != nullptr) return united_[entity];
        return layouts_[entity].members.empty() ? nullptr : &layouts_[entity];
    }

private:
    friend class FamilyColumns;

    void extend(const sql::SelectNode& select, std::span<const Entity> entities);
    /// The table of a subclass, joined.
    sql::FromPtr join_table(const ClassMap& map, const sql::FromPtr& from, const ClassMap& part);

    const sql::StatementNode& original_;
    NodePtr<sql::SelectNode> extended_;  // null: the statement has them as it is
    std::vector<FamilyLayout> layouts_;
    std::vector<const FamilyLayout*> united_;  // of classes that unite others, which keep theirs
    bool can_join_ = false;
};

}  // namespace azoth::orm
