// SPDX-License-Identifier: MIT
// Unit of work: a key that was changed goes on to the children, in the database by ON UPDATE CASCADE, and to the
// objects at once: what the same flush writes behind it finds their rows by it.
#include <algorithm>
#include <unordered_map>
#include <utility>

#include "orm/inheritance.hpp"
#include "orm/key_change.hpp"
#include "orm/loose_object.hpp"
#include "orm/make_room.hpp"
#include "orm/object_history.hpp"
#include "orm/partial_object.hpp"
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

/// The objects that stand for rows which the database has just changed.
class Followers {
public:
    explicit Followers(const std::vector<std::pair<const ObjectHeader*, std::string>>& changes) {
        for (const auto& [parent, bytes] : changes) {
            if (std::find(parents_.begin(), parents_.end(), parent->map()) == parents_.end())
                parents_.push_back(parent->map());
            by_key_.emplace(hierarchy_of(*parent->map()) + bytes, parent);
        }
    }
    void take(ObjectHeader& child) {
        const auto [its_ways, is_new] = ways_.try_emplace(child.map());
        if (is_new) its_ways->second = ways_of(*child.map(), parents_);
        for (const auto& [parent, columns] : its_ways->second) {
            const bool is_known = std::none_of(columns.begin(), columns.end(),
                                               [&](std::uint32_t position) { return is_unloaded(child, position); });
            const std::string bytes = is_known ? row_bytes(child, columns) : std::string();
            const auto changed = by_key_.find(hierarchy_of(*parent) + bytes);
            if (!bytes.empty() && changed != by_key_.end()) found.push_back({&child, changed->second, columns});
        }
    }

    std::vector<Follower> found;

private:
    std::vector<const ClassMap*> parents_;
    std::unordered_map<std::string, const ObjectHeader*> by_key_;  // one for each class would not be faster
    std::unordered_map<const ClassMap*, std::vector<Way>> ways_;
};

}  // namespace

bool flush_changed_keys(SessionCore& session, const ClassMap& map) {
    if (map.generated_column() || !session.options.autoflush) return false;
    // Another key may go on to objects of any class.
    const auto may_get_key = [&](const ObjectHeader* object) {
        return is_changed(*object) && (object->map()->is_kind_of(map) || is_one_changed(*object, object->map()->key()));
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

// What the flush writes from here on must find the rows where they are now.
void UnitOfWork::take_new_keys(const UpdateGroup& group) {
    KeyChanges changes;
    for (ObjectHeader* const header : group.objects) {
        const Positions& key = header->map()->key();
        changes.emplace_back(header, row_bytes(*header, key));
        std::byte* const row = copy_of_row(*header);
        for (const std::uint32_t position : key) {
            const MappedColumn& column = header->map()->columns()[position];
            column.type->assign(row + column.snapshot_offset, header->map()->field(header->object(), column));
        }
        change_row(*header, row, key, true);
    }
    while (!changes.empty()) {
        Followers followers(std::exchange(changes, {}));
        session_.identity.for_each([&](ObjectHeader& child) { followers.take(child); });
        for (const Batch& batch : batches_)
            for (ObjectHeader* const child : batch.inserts)
                if (child->is_written && is_first_table(batch, *child)) followers.take(*child);
        for (const Follower& follower : followers.found) follow_key(follower, changes);
    }
}

void UnitOfWork::follow_key(const Follower& follower, KeyChanges& changes) {
    ObjectHeader& child = *follower.child;
    const ClassMap& map = *child.map();
    if (child.snapshot() == nullptr && !child.is_written) child.set_snapshot(session_.region->save_snapshot(child));
    if (have_common(follower.columns, map.key())) changes.emplace_back(&child, row_bytes(child, map.key()));
    std::byte* const row = child.snapshot() == nullptr ? nullptr : copy_of_row(child);
    for (std::size_t i = 0; i < follower.columns.size(); ++i) {
        const MappedColumn& column = map.columns()[follower.columns[i]];
        const MappedColumn& key = follower.parent->map()->columns()[follower.parent->map()->key()[i]];
        Scratch scratch;
        const ValueView value = key.type->view(row_field(*follower.parent, key), scratch);
        const bool is_own = row != nullptr && map.differs(column, child.object(), row);
        if (is_own) {  // another value that is still to be written
            const LooseObject carrier(map);
            void* const field = map.field(carrier.get(), column);
            column.type->read(value, field);
            column.type->assign(row + column.snapshot_offset, field);
        } else {
            set_field(child, follower.columns[i], value);
            if (row != nullptr) column.type->assign(row + column.snapshot_offset, map.field(child.object(), column));
        }
    }
    if (row != nullptr) change_row(child, row, follower.columns, false);
}

std::byte* UnitOfWork::copy_of_row(ObjectHeader& header) {
    std::byte* const row = session_.region->save_snapshot(header);
    for (const MappedColumn& column : header.map()->columns())
        column.type->assign(row + column.snapshot_offset, header.snapshot() + column.snapshot_offset);
    return row;
}

void UnitOfWork::change_row(ObjectHeader& header, std::byte* row, const Positions& changed, bool is_own) {
    make_room(rekeyed_, 1);  // what is changed is noted, whatever comes
    const bool is_filed = header.state == ObjectState::Persistent && have_common(changed, header.map()->key());
    Rekeyed change{&header, header.snapshot(), is_own, {}};
    if (is_filed)
        change.former = session_.identity.refile(header, row);
    else
        header.set_snapshot(row);
    rekeyed_.push_back(std::move(change));
}

void UnitOfWork::give_keys_back() {
    for (auto change = rekeyed_.rbegin(); change != rekeyed_.rend(); ++change) {
        if (change->former)
            session_.identity.file_back(*change->object, change->before, std::move(*change->former));
        else
            change->object->set_snapshot(change->before);
    }
}

void UnitOfWork::accept_key(const Rekeyed& change, TransactionFrame& frame) {
    ObjectHeader& header = *change.object;
    if (header.state != ObjectState::Persistent) return;
    if (change.is_own) forget_parents(header, change.before);
    keep_row(header, change.before, frame);
}

}  // namespace azoth::orm
