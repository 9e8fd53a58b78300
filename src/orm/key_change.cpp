// SPDX-License-Identifier: MIT
// Unit of work: a key that was changed goes on to the children, in the database by ON UPDATE CASCADE.
#include <algorithm>
#include <unordered_map>
#include <utility>

#include "orm/inheritance.hpp"
#include "orm/key_change.hpp"
#include "orm/object_history.hpp"
#include "orm/unit_of_work.hpp"

namespace azoth::orm {

/// A child, its columns, and the parent whose key they get.
struct Follower {
    ObjectHeader* child = nullptr;
    const ObjectHeader* parent = nullptr;
    Positions columns;
};

namespace {

/// The foreign key columns of a child, which are in `table`, in the order of its parent's key; empty unless the key
/// leads there and cascades.
Positions columns_to(const ForeignKeyConstraint& key, const ClassMap& child, const TableDefinition& table,
                     const ClassMap& parent) {
    const TableDefinition* const target_table = find_table(parent, key.target_table());
    if (key.on_update() != ReferentialAction::Cascade || target_table == nullptr) return {};
    const ClassMap& part = *find_part(parent, *target_table);
    Positions columns;
    for (const std::uint32_t position : part.key()) {
        const auto& targets = key.target_columns();
        const auto target = std::find(targets.begin(), targets.end(), part.column_definition(position).name());
        if (target == targets.end()) return {};
        const auto own = find_position(child, table, key.columns()[static_cast<std::size_t>(target - targets.begin())]);
        if (!own) return {};
        columns.push_back(*own);
    }
    return columns;
}

/// The hierarchy of a class, by which its rows have their keys: the name of the first table.
std::string hierarchy_of(const ClassMap& map) { return first_table(map).definition().full_name() + '\0'; }

/// A class that objects are to follow, and the columns by which they do.
using Way = std::pair<const ClassMap*, Positions>;

std::vector<Way> ways_of(const ClassMap& child, const std::vector<const ClassMap*>& parents) {
    std::vector<Way> ways;
    for_each_table(child, [&](const ClassMap& table) {
        for (const ForeignKeyConstraint& key : table.definition().foreign_keys()) {
            if (!is_of_class(child, table.definition(), key)) continue;
            for (const ClassMap* const parent : parents) {
                Positions columns = columns_to(key, child, table.definition(), *parent);
                const bool is_known = std::any_of(ways.begin(), ways.end(), [&](const Way& way) {
                    return way.second == columns &&
                           &first_table(*way.first).definition() == &first_table(*parent).definition();
                });
                if (!columns.empty() && !is_known) ways.emplace_back(parent, std::move(columns));
            }
        }
    });
    return ways;
}

std::vector<Follower> followers_of(const IdentityMap& identity,
                                   const std::vector<std::pair<const ObjectHeader*, std::string>>& changes) {
    std::vector<const ClassMap*> parents;
    std::unordered_map<std::string, const ObjectHeader*> by_key;  // one for each class would not be faster
    for (const auto& [parent, bytes] : changes) {
        if (std::find(parents.begin(), parents.end(), parent->map()) == parents.end()) parents.push_back(parent->map());
        by_key.emplace(hierarchy_of(*parent->map()) + bytes, parent);
    }
    std::unordered_map<const ClassMap*, std::vector<Way>> ways;
    std::vector<Follower> found;
    identity.for_each([&](ObjectHeader& child) {
        const auto [its_ways, is_new] = ways.try_emplace(child.map());
        if (is_new) its_ways->second = ways_of(*child.map(), parents);
        for (const auto& [parent, columns] : its_ways->second) {
            const std::string bytes = row_bytes(child, columns);
            const auto changed = by_key.find(hierarchy_of(*parent) + bytes);
            if (!bytes.empty() && changed != by_key.end()) found.push_back({&child, changed->second, columns});
        }
    });
    return found;
}

/// Gives the child the key of its parent: as its row has it, and as it has it, unless that was changed.
void take_key(const Follower& follower, std::byte* snapshot) {
    ObjectHeader& child = *follower.child;
    const ClassMap& parent = *follower.parent->map();
    for (std::size_t i = 0; i < follower.columns.size(); ++i) {
        const MappedColumn& column = child.map()->columns()[follower.columns[i]];
        const MappedColumn& key = parent.columns()[parent.key()[i]];
        void* const field = child.map()->field(child.object(), column);
        const bool is_changed = child.map()->differs(column, child.object(), child.snapshot());
        Scratch scratch;
        const Value own(column.type->view(field, scratch));
        // By way of the object: a snapshot cannot be read into.
        column.type->read(key.type->view(parent.field(follower.parent->object(), key), scratch), field);
        column.type->assign(snapshot + column.snapshot_offset, field);
        if (is_changed) column.type->read(own.view(), field);
    }
}

}  // namespace

bool flush_changed_keys(SessionCore& session, const ClassMap& map) {
    if (map.generated_column() || !session.options.autoflush) return false;
    const auto may_get_key = [&](const ObjectHeader* object) {
        return object->map()->is_kind_of(map) && is_changed(*object);
    };
    if (std::none_of(session.touched.begin(), session.touched.end(), may_get_key)) return false;
    session.autoflush(map);
    return true;
}

bool follows_key(const ClassMap& child, const Positions& columns, const ClassMap& parent) {
    const std::vector<Way> ways = ways_of(child, {&parent});
    return std::any_of(ways.begin(), ways.end(), [&](const Way& way) {
        return std::is_permutation(way.second.begin(), way.second.end(), columns.begin(), columns.end());
    });
}

bool writes_key_of(const ClassMap& child, const Positions& columns, const ClassMap& parent) {
    const std::vector<Way> ways = ways_of(child, {&parent});
    return std::any_of(ways.begin(), ways.end(), [&](const Way& way) { return have_common(way.second, columns); });
}

void UnitOfWork::note_key_change(const ObjectHeader& header) {
    key_changes_.emplace_back(&header, row_bytes(header, header.map()->key()));
}

void UnitOfWork::follow_key_changes(TransactionFrame& frame) {
    while (!key_changes_.empty()) {
        const auto changes = std::exchange(key_changes_, {});
        for (const Follower& follower : followers_of(session_.identity, changes)) follow_key(follower, frame);
    }
}

void UnitOfWork::follow_key(const Follower& follower, TransactionFrame& frame) {
    ObjectHeader& child = *follower.child;
    const ClassMap& map = *child.map();
    if (!child.is_touched) session_.touch(child);
    const bool changes_key = have_common(follower.columns, map.key());
    if (changes_key) {
        note_key_change(child);
        session_.identity.erase(child);
    }
    if (child.saved_in() == frame.number) {
        take_key(follower, child.snapshot());
    } else {
        std::byte* const snapshot = session_.region->save_snapshot(child);
        for (const MappedColumn& column : map.columns())  // what was changed since is still to be written
            column.type->assign(snapshot + column.snapshot_offset, child.snapshot() + column.snapshot_offset);
        take_key(follower, snapshot);
        frame.snapshots.emplace_back(&child, child.snapshot());
        child.set_snapshot(snapshot);
        child.set_saved_in(frame.number);
    }
    if (changes_key) session_.identity.insert(child);
}

}  // namespace azoth::orm
