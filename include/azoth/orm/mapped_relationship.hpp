// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "azoth/orm/relationship.hpp"
#include "azoth/sql/expression_nodes.hpp"

namespace azoth {

class TableDefinition;

namespace orm {

struct LinkDraft;
struct LinkTable;

/// A relationship member of a mapped class.
struct Relationship {
    enum class Kind : std::uint8_t {
        ToParent,    ///< the foreign key is on this side: many-to-one
        ToChildren,  ///< the foreign key is on the other side: one-to-many, or one-to-one when `is_single`
        Linked,      ///< rows of a link table name both: many-to-many
    };

    // What mapping() said.
    std::string name;
    std::size_t offset = 0;
    bool is_single = false;  ///< One, not Many
    ClassMap& (*target_map)() = nullptr;
    Cascade cascade = Cascade::SaveUpdate | Cascade::Merge;
    Loading loading = Loading::Batch;
    std::vector<MemberReference> foreign_key;  ///< given by the user, to choose among several
    std::vector<MemberReference> references;   ///< of foreign_key, where the tables have none of their own
    std::vector<MemberReference> order_by;
    sql::ExpressionPtr (*criteria)() = nullptr;   ///< which of the other rows belong to it; null: all
    bool is_view_only = false;                    ///< shown, never written
    bool is_write_only = false;                   ///< written, never shown
    bool has_passive_deletes = false;             ///< the database looks after the children of a deleted row
    std::shared_ptr<const LinkDraft> link_draft;  ///< what secondary() said; may be null

    // What follows from it, once all classes are known.
    Kind kind = Kind::ToParent;
    const ClassMap* owner = nullptr;
    const ClassMap* target = nullptr;
    std::vector<std::uint32_t> local_columns;       ///< positions among the owner's mapped columns
    std::vector<std::uint32_t> remote_columns;      ///< positions among the target's mapped columns
    const Relationship* paired = nullptr;           ///< the same foreign key seen from the other side
    const TableDefinition* parent_table = nullptr;  ///< that the foreign key leads to
    bool targets_primary_key = false;               ///< ToParent: remote_columns are the target's whole key, in order
    std::shared_ptr<const LinkTable> link;          ///< Linked: its table, as this side sees it
};

}  // namespace orm
}  // namespace azoth
