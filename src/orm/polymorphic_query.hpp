// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "azoth/engine/decode.hpp"
#include "azoth/sql/select_node.hpp"
#include "orm/inheritance.hpp"

namespace azoth::orm {

/// Where the columns of the classes of a family stand among the cells of an object.
struct FamilyLayout {
    struct Member {
        const ClassMap* map = nullptr;
        std::vector<DecodeStep> steps;
        std::vector<std::uint32_t> missing;  ///< columns that are not there: positions
        const Value* identity = nullptr;     ///< null: no row is of this very class
    };

    std::uint32_t cell_count = 0;
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
    /// `maps`: the classes of the entities of the statement, in order.
    PolymorphicQuery(const sql::StatementNode& statement, std::span<const ClassMap* const> maps);

    const sql::StatementNode& statement() const { return extended_ ? *extended_ : original_; }
    /// Null for an object of a class without others.
    const FamilyLayout* layout(std::size_t entity) const {
        if (united_[entity] != nullptr) return united_[entity];
        return layouts_[entity].members.empty() ? nullptr : &layouts_[entity];
    }

private:
    void extend(const sql::SelectNode& select, std::span<const ClassMap* const> maps);
    /// The table of a subclass, joined; null when it is to be read later.
    sql::FromPtr join_table(const ClassMap& map, const sql::FromPtr& from, const ClassMap& part);
    void add_columns_of_subclasses(const ClassMap& map, const sql::FromPtr& from,
                                   std::vector<const sql::ColumnNode*>& available);

    const sql::StatementNode& original_;
    NodePtr<sql::SelectNode> extended_;  // null: the statement has them as it is
    std::vector<FamilyLayout> layouts_;
    std::vector<const FamilyLayout*> united_;  // of classes that unite others, which keep theirs
    bool can_join_ = false;
};

}  // namespace azoth::orm
