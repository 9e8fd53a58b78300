// SPDX-License-Identifier: MIT
// Commit, rollback and savepoints: what happens to the objects of a session with them.
#include <algorithm>
#include <iterator>
#include <unordered_set>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/base/log.hpp"
#include "orm/column_rules.hpp"
#include "orm/generated_key.hpp"
#include "orm/inheritance.hpp"
#include "orm/relation_access.hpp"
#include "orm/saved_fields.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {
namespace {

/// commit() gives listeners that add to the session so many.
constexpr int kMaxFlushes = 100;

/// A flush makes the value anew, unless the member was changed.
bool is_made_anew(const SavedField& saved) {
    const ClassMap& map = *saved.object->map();
    if (map.rules() == nullptr) return false;
    const ColumnRule& rule = map.rules()->columns[static_cast<std::size_t>(saved.column - map.columns().data())];
    if (rule.onupdate == nullptr && !rule.changes_on_update) return false;
    Scratch scratch;
    return saved.column->type->view(map.field(saved.object->object(), *saved.column), scratch) == saved.written.view();
}

}  // namespace

void SessionCore::commit() {
    const SessionUse use(user);
    refuse_in_hook("commit");
    tell(&SessionListener::before_commit);
    flush();
    for (int rounds = 1; events != nullptr && has_net_work(); ++rounds) {
        if (rounds == kMaxFlushes)
            throw ArgumentError("endless_flush",
                                fmt::format("after {} flushes there is still something to write ({}): a listener adds "
                                            "to the session in each of them; let it look whether it has done so before",
                                            kMaxFlushes, describe_pending_work()));
        flush();
    }
    try {
        commit_connections();
    } catch (...) {
        if (!frames.empty()) roll_back_after_failure();  // else it is decided, and the rest is to be committed later
        throw;
    }
    end_transaction();
    tell(&SessionListener::after_commit);
    deliver();
}

// What has failed first is what the caller is told.
void SessionCore::roll_back_after_failure() {
    try {
        roll_back();
    } catch (const std::exception& error) {
        log(LogLevel::Warning, "azoth.orm",
            fmt::format("after a failure a transaction could not be rolled back: {}", error.what()));
    }
    tell_of_rollback();
}

void SessionCore::end_transaction() {
    for (const TransactionFrame& open : frames)
        for (ObjectHeader* const header : open.deleted) set_state(*header, ObjectState::Detached);
    frames.clear();
    ++epoch;
}

std::byte* SessionCore::take_snapshot(ObjectHeader& header) {
    if (spare_snapshots_.empty()) return region->save_snapshot(header);
    const auto spares = spare_snapshots_.find(header.map());
    if (spares == spare_snapshots_.end() || spares->second.empty()) return region->save_snapshot(header);
    std::byte* const spare = spares->second.back();
    header.map()->update_snapshot(header.object(), spare);
    spares->second.pop_back();
    return spare;
}

void SessionCore::give_back_snapshot(const ClassMap& map, std::byte* snapshot) noexcept {
    try {
        spare_snapshots_[&map].push_back(snapshot);
    } catch (const std::bad_alloc&) {
        // Nobody uses it again, that is all.
    }
}

void SessionCore::undo(TransactionFrame& undone) {
    for (ObjectHeader* const header : undone.inserted) {
        if (header->state != ObjectState::Persistent) continue;  // let go; or deleted again: put right below
        identity.erase(*header);
        set_state(*header, ObjectState::Transient);
    }
    for (auto saved = undone.loaded_as.rbegin(); saved != undone.loaded_as.rend(); ++saved)
        saved->first->loaded_as = saved->second;
    for (auto saved = undone.snapshots.rbegin(); saved != undone.snapshots.rend(); ++saved) {
        const auto [header, snapshot] = *saved;
        if (header->state == ObjectState::Persistent) identity.erase(*header);
        header->map()->restore_snapshot(header->object(), snapshot);
        header->set_snapshot(header->state == ObjectState::Transient ? nullptr : snapshot);
        if (header->state == ObjectState::Persistent) identity.insert(*header);
    }
    // Snapshots have all columns, but those of new objects what the INSERT has given them too.
    const std::unordered_set<ObjectHeader*> inserted(undone.inserted.begin(), undone.inserted.end());
    std::vector<const SavedField*> changed;
    for (const SavedField& saved : undone.fields)
        if (inserted.contains(saved.object)) changed.push_back(&saved);
    restore_fields(changed);
    for (ObjectHeader* const header : undone.inserted) take_key_back(*header);
    for (ObjectHeader* const header : undone.deleted) {
        if (header->state != ObjectState::Deleted) continue;
        const bool was_new = inserted.contains(header);
        set_state(*header, was_new ? ObjectState::Transient : ObjectState::Persistent);
        header->is_to_be_deleted = false;
        if (!was_new) identity.insert(*header);
    }
    for (ObjectHeader* const header : undone.inserted)  // the next INSERT gives them another row
        if (header->state == ObjectState::Transient) header->set_snapshot(nullptr);
    expire_altered(undone);
}

void SessionCore::note_returned(const sql::FromNode& table) {
    std::vector<const sql::FromNode*>& tables = frame().read_tables;
    if (std::find(tables.begin(), tables.end(), &table) == tables.end()) tables.push_back(&table);
}

// They may have been read since then.
void SessionCore::expire_altered(const TransactionFrame& undone) {
    for (ObjectHeader* const header : undone.altered) header->epoch = kExpired;
    if (undone.read_tables.empty()) return;
    identity.for_each([&](ObjectHeader& header) {
        for_each_table(*header.map(), [&](const ClassMap& part) {
            if (std::find(undone.read_tables.begin(), undone.read_tables.end(), part.table().get()) !=
                undone.read_tables.end())
                header.epoch = kExpired;
        });
    });
}

void SessionCore::restore_touched() {
    for (ObjectHeader* const header : pending)
        if (header->state == ObjectState::Pending) set_state(*header, ObjectState::Transient);
    pending.clear();
    for (ObjectHeader* const header : to_delete) header->is_to_be_deleted = false;
    to_delete.clear();
    links.clear();
    orphans.clear();
    link_changes.clear();
    for (ObjectHeader* const header : touched)
        if (header->state == ObjectState::Persistent && header->snapshot() != nullptr)
            header->map()->restore_snapshot(header->object(), header->snapshot());
    // They stay on the list: somebody may hold a reference into one that is added again.
    for (ObjectHeader* const header : touched)
        if (header->state == ObjectState::Transient) header->set_snapshot(nullptr);
}

// What relations showed may have been undone: the next access asks the database again.
void SessionCore::forget_relations() {
    identity.for_each([](ObjectHeader& header) {
        for (const Relationship* const relationship : header.map()->relationships())
            RelationAccess::forget(RelationAccess::of(header, *relationship));
    });
}

void SessionCore::undo_all() {
    for (auto open = frames.rbegin(); open != frames.rend(); ++open) undo(*open);
    restore_touched();
    forget_relations();
    frames.clear();
    ++epoch;
}

void SessionCore::roll_back() {
    undo_all();
    std::exception_ptr failure;
    for (SessionConnection* const open : open_connections()) {
        try {
            open->rollback();
        } catch (const std::exception&) {
            if (failure == nullptr) failure = std::current_exception();
        }
    }
    if (failure != nullptr) std::rethrow_exception(failure);
}

void SessionCore::rollback() {
    const SessionUse use(user);
    refuse_in_hook("roll back");
    roll_back();
    tell(&SessionListener::after_rollback);
    tell(&SessionListener::after_soft_rollback);
    deliver();
}

void SessionCore::lose(TransactionFrame& lost) {
    for (ObjectHeader* const header : lost.inserted) {
        if (header->state == ObjectState::Detached) continue;
        const bool was_deleted = header->state == ObjectState::Deleted;
        identity.erase(*header);
        set_state(*header, was_deleted ? ObjectState::Detached : ObjectState::Transient);
        header->set_snapshot(nullptr);
    }
    for (auto saved = lost.fields.rbegin(); saved != lost.fields.rend(); ++saved)
        if (saved->object->state == ObjectState::Transient ||
            (saved->object->state == ObjectState::Persistent && is_made_anew(*saved)))
            saved->column->type->read(saved->value.view(),
                                      saved->object->map()->field(saved->object->object(), *saved->column));
    for (ObjectHeader* const header : lost.inserted)
        if (header->state == ObjectState::Transient) take_key_back(*header);
    for (auto saved = lost.loaded_as.rbegin(); saved != lost.loaded_as.rend(); ++saved)
        saved->first->loaded_as = saved->second;
    for (auto saved = lost.snapshots.rbegin(); saved != lost.snapshots.rend(); ++saved) {
        const auto [header, snapshot] = *saved;
        if (header->state != ObjectState::Persistent && header->state != ObjectState::Deleted) continue;
        identity.erase(*header);
        header->set_snapshot(snapshot);
        if (!header->is_touched) {  // nobody writes what a statement, or the database, had done to it
            header->map()->restore_snapshot(header->object(), snapshot);
            header->epoch = kExpired;
        }
        if (header->state == ObjectState::Persistent) identity.insert(*header);
    }
    const std::unordered_set<const ObjectHeader*> swept(lost.swept.begin(), lost.swept.end());
    for (ObjectHeader* const header : lost.deleted) {
        if (header->state != ObjectState::Deleted) continue;
        set_state(*header, ObjectState::Persistent);
        identity.insert(*header);
        swept.contains(header) ? bring_back(*header) : to_delete.push_back(header);
    }
    expire_altered(lost);
}

// The statement that has deleted its row is not run again.
void SessionCore::bring_back(ObjectHeader& swept) {
    swept.is_to_be_deleted = false;
    swept.epoch = kExpired;
    for (const Relationship* const relationship : swept.map()->relationships()) {
        if (relationship->kind != Relationship::Kind::ToParent || relationship->paired == nullptr) continue;
        ObjectHeader* const parent = known_parent(*relationship, swept);
        if (parent == nullptr) continue;
        Relation& children = RelationAccess::of(*parent, *relationship->paired);
        if (RelationAccess::is_loaded(children) && !RelationAccess::holds(children, swept))
            RelationAccess::put(children, swept);
    }
}

void SessionCore::lose_transaction() {
    for (auto open = frames.rbegin(); open != frames.rend(); ++open) lose(*open);
    // Foreign keys to rows that are inserted again will have other values.
    for (ObjectHeader* const header : touched) {
        for (const Relationship* const relationship : header->map()->relationships()) {
            Relation& relation = RelationAccess::of(*header, *relationship);
            if (relationship->kind != Relationship::Kind::ToParent || !RelationAccess::is_loaded(relation)) continue;
            const ObjectHeader* const parent = RelationAccess::target(relation);
            if (parent != nullptr && parent->state == ObjectState::Transient)
                RelationAccess::set_is_set(relation, true);
        }
    }
    const std::vector<TransactionFrame> lost = std::exchange(frames, {});
    const std::vector<LinkChange> later = link_changes.list();
    link_changes.clear();
    for (const TransactionFrame& open : lost) link_changes.repeat(open.links);
    link_changes.repeat(later);
    for (const TransactionFrame& open : lost)
        for (ObjectHeader* const header : open.inserted)
            if (header->state == ObjectState::Transient) add_object(*header);
    main_.lose();
    for (const auto& other : others_) other->lose();
    ++epoch;
}

std::uint32_t SessionCore::begin_nested() {
    const SessionUse use(user);
    refuse_in_hook("begin a savepoint");
    flush();
    connection();
    const std::string name = fmt::format("azoth_session_{}", frames.size());
    for (SessionConnection* const open : open_connections()) open->get().savepoint(name);
    frames.emplace_back();
    frames.back().number = next_frame_++;
    frames.back().savepoint = name;
    return frames.back().number;
}

std::size_t SessionCore::depth_of(std::uint32_t frame_number) const {
    const auto found = std::find_if(frames.begin(), frames.end(),
                                    [&](const TransactionFrame& open) { return open.number == frame_number; });
    return found == frames.end() ? 0 : static_cast<std::size_t>(found - frames.begin());
}

// Once one of several databases has let it go, the others cannot be brought back to it.
void SessionCore::release_savepoints(const std::string& name) {
    bool has_released = false;
    try {
        for (SessionConnection* const open : open_connections()) {
            open->get().release_savepoint(name);
            has_released = true;
        }
    } catch (Error& error) {
        if (!has_released) throw;
        error.annotate([](ErrorDetail& detail) {
            detail.message +=
                " (other databases of the session had released the savepoint before: the whole transaction is rolled "
                "back)";
        });
        roll_back_after_failure();
        throw;
    }
}

void SessionCore::commit_nested(std::size_t depth) {
    const SessionUse use(user);
    refuse_in_hook("commit");
    flush();
    if (depth >= frames.size())
        throw ArgumentError("transaction_closed",
                            "a listener has rolled the savepoint back in the flush that was to commit it");
    release_savepoints(frames[depth].savepoint);
    const auto append = [](auto& target, auto& source) {
        target.insert(target.end(), std::make_move_iterator(source.begin()), std::make_move_iterator(source.end()));
    };
    TransactionFrame& outer = frames[depth - 1];
    for (std::size_t i = depth; i < frames.size(); ++i) {
        append(outer.inserted, frames[i].inserted);
        append(outer.deleted, frames[i].deleted);
        append(outer.fields, frames[i].fields);
        append(outer.loaded_as, frames[i].loaded_as);
        append(outer.snapshots, frames[i].snapshots);
        append(outer.links, frames[i].links);
        append(outer.altered, frames[i].altered);
        append(outer.swept, frames[i].swept);
        append(outer.read_tables, frames[i].read_tables);
    }
    frames.resize(depth);
}

void SessionCore::rollback_nested(std::size_t depth) {
    const SessionUse use(user);
    refuse_in_hook("roll back");
    const std::string savepoint = frames[depth].savepoint;
    while (frames.size() > depth) {
        undo(frames.back());
        frames.pop_back();
    }
    restore_touched();
    forget_relations();
    std::exception_ptr failure;
    bool has_refused = false;
    for (SessionConnection* const open : open_connections()) {
        try {
            open->get().rollback_to_savepoint(savepoint);
            open->get().release_savepoint(savepoint);
        } catch (const std::exception& error) {
            if (failure == nullptr) failure = std::current_exception();
            has_refused = has_refused || dynamic_cast<const DatabaseError*>(&error) != nullptr;
        }
    }
    if (failure != nullptr) {
        if (has_refused) roll_back_after_failure();  // what a database still holds, the objects do not
        std::rethrow_exception(failure);
    }
    tell(&SessionListener::after_soft_rollback);
    deliver();
}

}  // namespace azoth::orm
