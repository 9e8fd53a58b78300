// SPDX-License-Identifier: MIT
#include "orm/unit_of_work.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/dialect.hpp"
#include "orm/column_positions.hpp"
#include "orm/column_properties.hpp"
#include "orm/generated_key.hpp"
#include "orm/inheritance.hpp"
#include "orm/make_room.hpp"
#include "orm/partial_object.hpp"
#include "orm/relation_access.hpp"
#include "orm/saved_fields.hpp"

namespace azoth::orm {
namespace {

constexpr std::string_view kSavepoint = "azoth_flush";

bool has_parent(ObjectHeader& child, const Relationship& to_children) {
    if (to_children.paired == nullptr) return false;
    Relation& one = RelationAccess::of(child, *to_children.paired);
    return !RelationAccess::is_loaded(one) || RelationAccess::target(one) != nullptr;
}

/// Nothing follows from what its columns hold.
bool has_only_columns(const ClassMap& map) { return map.relationships().empty() && map.inheritance() == nullptr; }

}  // namespace

void UnitOfWork::run() {
    deletes_of_the_user_ = session_.to_delete.size();
    try {
        settle_orphans();
        collect();
        write();
    } catch (...) {
        give_up();
        throw;
    }
    accept();
}

void UnitOfWork::settle_orphans() {
    if (!session_.orphans.empty()) links_before_ = session_.link_changes;
    orphans_ = std::exchange(session_.orphans, {});
    for (const ParentLink& orphan : orphans_) {
        ObjectHeader& child = *orphan.child;
        if (child.state != ObjectState::Pending && child.state != ObjectState::Persistent) continue;
        const auto last = std::find_if(session_.links.rbegin(), session_.links.rend(),
                                       [&](const ParentLink& link) { return link.child == &child; });
        const bool was_taken_in = last != session_.links.rend() && last->parent != nullptr;
        if (was_taken_in || has_parent(child, *orphan.relationship)) continue;
        session_.mark_deleted(child);
    }
}

UnitOfWork::Batch& UnitOfWork::batch(const ClassMap& map) {
    for (Batch& known : batches_)
        if (&known.map->definition() == &map.definition()) return known;
    map.require_writable();
    batches_.push_back({const_cast<ClassMap*>(&map), {}, {}});
    return batches_.back();
}

bool UnitOfWork::is_first_table(const Batch& batch, const ObjectHeader& object) {
    return &first_table(*object.map()).definition() == &batch.map->definition();
}

void UnitOfWork::collect() {
    for (ObjectHeader* const header : session_.pending) {
        if (header->state != ObjectState::Pending) continue;
        if (header->has_generated_key) keep_generated_key(*header);
        for_each_table(*header->map(), [&](const ClassMap& table) { batch(table).inserts.push_back(header); });
    }
    // One whose INSERT was lost with its transaction is inserted again first.
    const auto may_have_row = [](const ObjectHeader& header) {
        return header.state == ObjectState::Persistent || header.state == ObjectState::Pending;
    };
    for (ObjectHeader* const header : session_.to_delete)
        if (may_have_row(*header))
            for_each_table(*header->map(), [&](const ClassMap& table) { batch(table).deletes.push_back(header); });
    index_links();
    sort_batches();
}

void UnitOfWork::keep_generated_key(ObjectHeader& header) {
    const ClassMap& map = *header.map();
    for (TransactionFrame& frame : session_.frames)
        if (std::find(frame.inserted.begin(), frame.inserted.end(), &header) != frame.inserted.end())
            frame.fields.push_back({&header, &map.columns()[*map.generated_column()], Value(std::int64_t{0})});
    header.has_generated_key = false;
}

void UnitOfWork::write() {
    for (Batch& batch : batches_)
        if (!batch.inserts.empty()) insert(batch);
    fill_postponed();
    update();
    write_links();
    run_before_deletes();
    leave_unseen();
    break_cycles();
    for (auto batch = batches_.rbegin(); batch != batches_.rend(); ++batch)
        if (!batch->deletes.empty()) remove(*batch);
    read_properties();
    run_after();
    prepare_to_accept();
    if (session_.events != nullptr) after_flush();
    for (const Written& each : written_)
        if (each.has_savepoint) each.connection->get().release_savepoint(kSavepoint);
}

// Whatever may fail: accept() must come to its end.
void UnitOfWork::prepare_to_accept() {
    if (written_.empty()) return;
    std::size_t inserts = 0;
    std::size_t deletes = replaced_.size();
    std::size_t updates = 0;
    for (const Batch& batch : batches_) {
        inserts += batch.inserts.size();
        session_.identity.reserve(*batch.map, batch.inserts.size());
        deletes += batch.deletes.size();
        for (ObjectHeader* const header : batch.inserts) {
            if (&first_table(*header->map()).definition() != &batch.map->definition()) continue;  // once
            // A listener may still touch the others, when they are written and before they are persistent.
            if (header->is_touched || session_.events != nullptr)
                header->set_snapshot(session_.region->save_snapshot(*header));
            session_.identity.insert(*header);
        }
    }
    for (const UpdateGroup& group : updates_) {
        updates += group.objects.size();
        for (ObjectHeader* const header : group.objects) {
            snapshots_.push_back(session_.take_snapshot(*header));
            if (header->loaded_as == 0) continue;
            const std::uint16_t loaded_as = loaded_as_when_written(*header);
            if (loaded_as != header->loaded_as) loaded_as_.emplace_back(header, loaded_as);
        }
    }
    TransactionFrame& frame = session_.frame();
    if (!frame.fields.empty()) make_room(frame.fields, saved_.size());  // else they are taken over as they are
    make_room(frame.loaded_as, loaded_as_.size());
    make_room(frame.links, links_.size());
    make_room(frame.inserted, inserts);
    make_room(frame.deleted, deletes);
    make_room(frame.snapshots, updates + rekeyed_.size());
    if (session_.events != nullptr) session_.events->make_room(inserts + deletes);
}

// A transaction that has run nothing yet can be rolled back as a whole; otherwise what came before must survive.
Connection& UnitOfWork::begin_writing(const ClassMap& map) {
    SessionConnection& connection = session_.opened(map);
    for (const Written& known : written_)
        if (known.connection == &connection) return connection.get();
    written_.push_back({&connection});
    Connection& open = connection.get();
    if (open.statements_in_transaction() == 0 && session_.frames.size() == 1 && connection.is_own()) return open;
    written_.back().has_savepoint = true;  // even if it fails: what came before is then lost, and give_up() must know
    open.savepoint(kSavepoint);
    return open;
}

void UnitOfWork::give_up() {
    // Before anything that may fail itself: what was written must not stay, whatever becomes of the objects.
    const bool is_lost = !roll_back();
    for (const Batch& batch : batches_)
        for (const ObjectHeader* const header : batch.inserts)
            if (header->is_written) session_.identity.erase(*header);
    for (ObjectHeader* const header : replaced_) session_.identity.insert(*header);
    give_keys_back();
    std::vector<const SavedField*> changed;
    for (const SavedField& saved : saved_) changed.push_back(&saved);
    restore_fields(changed);
    for (const Batch& batch : batches_) {
        for (ObjectHeader* const header : batch.inserts) {
            take_key_back(*header);
            header->is_written = false;
            header->set_snapshot(nullptr);
        }
    }
    forget_orphans();
    // What earlier flushes of the transaction wrote is gone too, and the session must say the same.
    if (is_lost) session_.lose_transaction();
}

bool UnitOfWork::roll_back() {
    try {
        for (const Written& each : written_) {
            Connection& connection = each.connection->get();
            if (each.has_savepoint) {
                connection.rollback_to_savepoint(kSavepoint);
                connection.release_savepoint(kSavepoint);
            } else {
                connection.rollback();
            }
        }
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

// They may find a parent before the next flush.
void UnitOfWork::forget_orphans() {
    if (orphans_.empty()) return;
    for (std::size_t i = deletes_of_the_user_; i < session_.to_delete.size(); ++i) {
        session_.to_delete[i]->is_to_be_deleted = false;
        session_.show_links_again(*session_.to_delete[i]);
    }
    session_.link_changes = std::move(links_before_);
    session_.to_delete.resize(deletes_of_the_user_);
    orphans_.swap(session_.orphans);
    session_.orphans.insert(session_.orphans.end(), orphans_.begin(), orphans_.end());
}

void UnitOfWork::accept() {
    TransactionFrame* frame = written_.empty() ? nullptr : &session_.frame();
    for (const Rekeyed& change : rekeyed_) accept_key(change, *frame);
    for (const Batch& batch : batches_)
        for (ObjectHeader* const header : batch.inserts)
            if (header->state == ObjectState::Pending) accept_insert(*header, *frame);  // once, if in several tables
    for (const auto& [header, loaded_as] : loaded_as_)
        frame->loaded_as.emplace_back(header, std::exchange(header->loaded_as, loaded_as));
    auto snapshot = snapshots_.begin();
    for (const UpdateGroup& group : updates_) {
        // Nothing has changed a key since it was compared: hooks that come later cannot.
        const bool is_only_row = has_only_columns(*group.map) && !have_common(group.map->key(), group.columns);
        for (ObjectHeader* const header : group.objects)
            is_only_row ? accept_row(*header, *snapshot++, *frame) : accept_update(*header, *snapshot++, *frame);
    }
    for (const Batch& batch : batches_) accept_deletes(batch.deletes, frame);
    accept_deletes(replaced_, frame);
    if (frame != nullptr) frame->links.insert(frame->links.end(), links_.begin(), links_.end());
    if (frame != nullptr) {
        if (frame->fields.empty()) frame->fields.swap(saved_);
        frame->fields.insert(frame->fields.end(), std::make_move_iterator(saved_.begin()),
                             std::make_move_iterator(saved_.end()));
    }
    for (ObjectHeader* const header : session_.touched)
        for (const Relationship* const relationship : header->map()->relationships())
            RelationAccess::set_is_set(RelationAccess::of(*header, *relationship), false);
    session_.pending.clear();
    session_.to_delete.clear();
    session_.links.clear();
    session_.link_changes.clear();
}

void UnitOfWork::accept_insert(ObjectHeader& header, TransactionFrame& frame) {
    header.is_written = false;
    session_.set_state(header, ObjectState::Persistent);
    header.epoch = session_.epoch;
    frame.inserted.push_back(&header);
    if (header.is_touched) header.set_saved_in(frame.number);
    if (header.map()->properties() != nullptr) mark_unread_properties(header, frame);
    for (const Relationship* const relationship : header.map()->relationships()) {
        Relation& relation = RelationAccess::of(header, *relationship);
        // A foreign key that was given by hand leads to an object that nobody has looked for yet.
        const bool is_unknown = relationship->kind == Relationship::Kind::ToParent && !RelationAccess::is_set(relation);
        if (is_unknown || relationship->is_view_only || relationship->is_write_only) RelationAccess::forget(relation);
        RelationAccess::set_is_set(relation, false);
    }
}

void UnitOfWork::accept_deletes(const std::vector<ObjectHeader*>& objects, TransactionFrame* frame) {
    for (ObjectHeader* const header : objects) {
        if (header->state == ObjectState::Deleted) continue;  // it is in several tables
        session_.identity.erase(*header);
        session_.set_state(*header, ObjectState::Deleted);
        frame->deleted.push_back(header);
    }
}

void UnitOfWork::accept_update(ObjectHeader& header, std::byte* snapshot, TransactionFrame& frame) {
    const ClassMap& map = *header.map();
    forget_parents(header, header.snapshot());
    const bool is_filed_anew =  // by a statement of the user's: a flush has done it
        is_one_changed(header, map.key());
    if (is_filed_anew) session_.identity.erase(header);
    accept_row(header, snapshot, frame);
    if (is_filed_anew) session_.identity.insert(header);
}

void UnitOfWork::accept_row(ObjectHeader& header, std::byte* snapshot, TransactionFrame& frame) {
    keep_row(header, header.snapshot(), frame);
    header.set_snapshot(snapshot);
}

void UnitOfWork::keep_row(ObjectHeader& header, std::byte* before, TransactionFrame& frame) {
    if (header.saved_in() == frame.number)
        session_.give_back_snapshot(*header.map(), before);
    else
        frame.snapshots.emplace_back(&header, before);
    header.set_saved_in(frame.number);
}

void UnitOfWork::forget_parents(ObjectHeader& header, const std::byte* row) {
    for (const Relationship* const relationship : header.map()->relationships()) {
        if (relationship->kind != Relationship::Kind::ToParent) continue;
        Relation& one = RelationAccess::of(header, *relationship);
        if (is_one_changed(header, row, relationship->local_columns) && !RelationAccess::is_set(one))
            RelationAccess::forget(one);
    }
}

}  // namespace azoth::orm
