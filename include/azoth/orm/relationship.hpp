// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "azoth/sql/expression_nodes.hpp"
#include "azoth/types/cpp_type.hpp"

namespace azoth {

/// What happens to related objects along with the one they belong to.
enum class Cascade : std::uint8_t {
    None = 0,
    SaveUpdate = 1,      ///< what is put into the relationship joins the session (always on)
    Delete = 2,          ///< deleted with their parent
    DeleteOrphan = 4,    ///< deleted when taken out of the relationship
    Merge = 8,           ///< merge() takes them along
    RefreshExpire = 16,  ///< refresh() and expire() make them stale too
    Expunge = 32,        ///< expunge() lets them go too
    All = SaveUpdate | Delete | Merge | RefreshExpire | Expunge,  ///< but not DeleteOrphan
};

constexpr Cascade operator|(Cascade left, Cascade right) {
    return static_cast<Cascade>(static_cast<unsigned>(left) | static_cast<unsigned>(right));
}
constexpr bool has(Cascade set, Cascade part) {
    return (static_cast<unsigned>(set) & static_cast<unsigned>(part)) != 0;
}

/// When the objects of a relationship are loaded.
enum class Loading : std::uint8_t {
    Batch,     ///< at first access, for all objects of the same result at once
    OneByOne,  ///< at first access, for that object alone
    Raise,     ///< never: access throws ArgumentError(`lazy_load_refused`)
    // With each query that gives objects of the class, unless its options say otherwise.
    SelectIn,   ///< by one more query: selectinload()
    Subquery,   ///< the same by subqueryload()
    Joined,     ///< by the query itself: joinedload()
    Immediate,  ///< as SelectIn
    NoLoad,     ///< never: it looks empty
};

class TableDefinition;

namespace orm {

class ClassMap;
struct LinkDraft;
struct LinkTable;

/// A member that is named before its class is mapped.
struct MemberReference {
    ClassMap& (*map)() = nullptr;
    std::size_t offset = 0;
    const CppType* type = nullptr;
    bool is_descending = false;  ///< of order_by
};

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
