// SPDX-License-Identifier: MIT
// How the two sides of a relationship are kept in step, and how deletion spreads along it.
#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "orm/make_room.hpp"
#include "orm/relation_access.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {
namespace {

/// Nobody has put it into a relationship yet.
bool is_fresh(const ObjectHeader& child) { return child.state == ObjectState::Pending && !child.is_touched; }

/// Whether the objects of a relationship are needed when their owner is deleted.
bool is_seen_by_deletes(const Relationship& relationship, ObjectHeader& owner) {
    if (relationship.is_view_only) return false;
    const bool is_left_alone = relationship.is_write_only || relationship.has_passive_deletes;
    return !is_left_alone || RelationAccess::is_loaded(RelationAccess::of(owner, relationship));
}

ObjectHeader* of_class(const ClassMap& map, ObjectHeader* object) {
    return object != nullptr && object->map()->is_kind_of(map) ? object : nullptr;
}

/// Its row goes in the same flush: what its collections hold is of no account.
bool goes_along(const ObjectHeader& parent) {
    return parent.is_to_be_deleted && parent.state == ObjectState::Persistent;
}

/// Deleting an object of the class may load others.
bool looks_for_others(const ClassMap& map) {
    return std::any_of(map.relationships().begin(), map.relationships().end(), [](const Relationship* relationship) {
        return relationship->kind != Relationship::Kind::ToParent && !relationship->is_view_only;
    });
}

}  // namespace

void SessionCore::put_child(const Relationship& to_children, ObjectHeader& child, ObjectHeader& parent,
                            bool may_be_there) {
    Relation& children = RelationAccess::of(parent, to_children);
    if (!RelationAccess::is_loaded(children)) return;
    if (may_be_there && RelationAccess::holds(children, child)) return;
    if (!to_children.is_single) return RelationAccess::put(children, child);
    if (ObjectHeader* const replaced = RelationAccess::target(children))
        move_child(to_children, *replaced, &parent, nullptr);
    RelationAccess::put_single(children, &child);
}

ObjectHeader* SessionCore::known_parent(const Relationship& to_parent, ObjectHeader& child) const {
    Relation& one = RelationAccess::of(child, to_parent);
    if (RelationAccess::is_loaded(one)) return RelationAccess::target(one);
    if (!to_parent.targets_primary_key) return nullptr;
    const ClassMap& map = *child.map();
    const ClassMap& parent = *to_parent.target;
    Scratch scratch;
    if (parent.has_integer_key()) {
        const MappedColumn& column = map.columns()[to_parent.local_columns.front()];
        const ValueView key = column.type->view(map.field(child.object(), column), scratch);
        return key.kind() == ValueKind::Int64 ? of_class(parent, identity.find(parent, key.as_int64())) : nullptr;
    }
    const std::string key = key_bytes(map, to_parent.local_columns, child.object());
    return key.empty() ? nullptr : of_class(parent, identity.find_bytes(parent, key));
}

void SessionCore::set_parent(const Relationship& to_parent, ObjectHeader& child, ObjectHeader* parent) {
    refuse_in_hook("change a relationship");
    // A One of the parent's holds one child: the row of another must not go on referring to it.
    if (parent != nullptr && parent->state == ObjectState::Persistent && to_parent.paired != nullptr &&
        to_parent.paired->is_single)
        load_now(*parent, *to_parent.paired);
    const bool may_be_there = !is_fresh(child);
    orm::touch(child);
    ObjectHeader* const old = known_parent(to_parent, child);
    Relation& one = RelationAccess::of(child, to_parent);
    RelationAccess::put_single(one, parent);
    RelationAccess::set_is_set(one, true);
    if (to_parent.paired == nullptr) return;
    if (old != nullptr && old != parent) RelationAccess::take_out(RelationAccess::of(*old, *to_parent.paired), child);
    if (parent == nullptr) {
        if (has(to_parent.paired->cascade, Cascade::DeleteOrphan))
            orphans.push_back({to_parent.paired, &child, nullptr});
        return;
    }
    put_child(*to_parent.paired, child, *parent, may_be_there);
}

void SessionCore::move_child(const Relationship& to_children, ObjectHeader& child, ObjectHeader* from,
                             ObjectHeader* to) {
    refuse_in_hook("change a relationship");
    if (to_children.kind == Relationship::Kind::Linked)
        return to != nullptr ? link(to_children, *to, child) : unlink(to_children, *from, child);
    // The parent that is known loses it in set_parent().
    if (from != nullptr && (to_children.paired == nullptr || known_parent(*to_children.paired, child) != from))
        RelationAccess::take_out(RelationAccess::of(*from, to_children), child);
    if (to_children.paired != nullptr) return set_parent(*to_children.paired, child, to);
    const bool may_be_there = !is_fresh(child);
    orm::touch(child);
    links.push_back({&to_children, &child, to});
    if (to != nullptr)
        put_child(to_children, child, *to, may_be_there);
    else if (has(to_children.cascade, Cascade::DeleteOrphan))
        orphans.push_back({&to_children, &child, nullptr});
}

void SessionCore::touch(ObjectHeader& header) {
    touched.push_back(&header);
    // A deleted one may come back with a rollback.
    if (header.state == ObjectState::Persistent || header.state == ObjectState::Deleted) {
        try {
            header.set_snapshot(region->save_snapshot(header));
        } catch (...) {
            touched.pop_back();
            throw;
        }
    }
    header.is_touched = true;
}

void SessionCore::collect_deleted(ObjectHeader& header, std::vector<ObjectHeader*>& found) {
    const auto take = [&](ObjectHeader& object) {
        const bool is_here = object.state == ObjectState::Pending || object.state == ObjectState::Persistent;
        if (!is_here || object.is_to_be_deleted) return;
        found.push_back(&object);
        object.is_to_be_deleted = true;
    };
    take(header);
    for (std::size_t i = 0; i < found.size(); ++i) {
        ObjectHeader& parent = *found[i];
        for (const Relationship* const relationship : parent.map()->relationships()) {
            if (relationship->kind == Relationship::Kind::ToParent || !is_seen_by_deletes(*relationship, parent))
                continue;
            load_now(parent, *relationship);
            if (!has(relationship->cascade, Cascade::Delete)) continue;
            for (const Element& element : RelationAccess::elements(RelationAccess::of(parent, *relationship)))
                take(header_of(element.object));
        }
    }
}

void SessionCore::mark_deleted(ObjectHeader& header) {
    refuse_in_hook("delete an object");
    if (header.is_to_be_deleted) return;
    if (header.state == ObjectState::Transient || header.state == ObjectState::Detached)
        throw ArgumentError("not_in_session",
                            fmt::format("{} cannot be deleted: no session inserts it or stands for its row; get it "
                                        "from this session first",
                                        describe(header)));
    // Children are looked for among the rows; those that are only to be deleted are known.
    const bool may_flush = options.autoflush && !is_flushing_ && header.state == ObjectState::Persistent;
    if (may_flush && looks_for_others(*header.map()) && has_unwritten_rows()) autoflush();
    std::vector<ObjectHeader*> found;
    std::vector<LinkChange> cut;
    try {
        collect_deleted(header, found);
        prepare_to_leave(found);
        cut = cut_links(found);
    } catch (...) {
        for (ObjectHeader* const object : found) object->is_to_be_deleted = false;
        throw;
    }
    for (const LinkChange& link : cut) leave_other_side(link);
    for (ObjectHeader* const object : found) leave_relations(*object);
    bool was_pending = false;
    for (ObjectHeader* const object : found) {
        if (object->state == ObjectState::Pending) {
            was_pending = true;
            set_state(*object, ObjectState::Transient);
            object->is_to_be_deleted = false;
        } else {
            to_delete.push_back(object);
        }
    }
    // One that is added again must not be there twice.
    if (was_pending)
        std::erase_if(pending, [](const ObjectHeader* object) { return object->state == ObjectState::Transient; });
}

// Whatever may fail: a delete is done as a whole.
void SessionCore::prepare_to_leave(const std::vector<ObjectHeader*>& found) {
    std::size_t children_left = 0;
    for (ObjectHeader* const object : found) {
        for (const Relationship* const relationship : object->map()->relationships()) {
            if (relationship->kind != Relationship::Kind::ToChildren || has(relationship->cascade, Cascade::Delete))
                continue;
            for (const Element& element : RelationAccess::elements(RelationAccess::of(*object, *relationship))) {
                if (header_of(element.object).is_to_be_deleted) continue;
                orm::touch(header_of(element.object));
                ++children_left;
            }
        }
    }
    make_room(links, children_left);
    make_room(orphans, children_left);
    make_room(to_delete, found.size());
}

// The parents of an object that goes no longer hold it, and the children that it leaves behind have no parent.
void SessionCore::leave_relations(ObjectHeader& header) {
    for (const ParentLink& link : links)
        if (link.child == &header && link.parent != nullptr)
            RelationAccess::take_out(RelationAccess::of(*link.parent, *link.relationship), header);
    std::erase_if(links, [&](const ParentLink& link) { return link.child == &header; });
    for (const Relationship* const relationship : header.map()->relationships()) {
        if (relationship->is_view_only) continue;
        if (relationship->kind == Relationship::Kind::ToParent) {
            ObjectHeader* const parent = known_parent(*relationship, header);
            if (parent != nullptr && relationship->paired != nullptr && !goes_along(*parent))
                RelationAccess::take_out(RelationAccess::of(*parent, *relationship->paired), header);
        } else if (relationship->kind == Relationship::Kind::ToChildren &&
                   !has(relationship->cascade, Cascade::Delete)) {
            const auto& children = RelationAccess::elements(RelationAccess::of(header, *relationship));
            for (std::size_t i = children.size(); i-- > 0;)
                if (!header_of(children[i].object).is_to_be_deleted)
                    move_child(*relationship, header_of(children[i].object), &header, nullptr);
        }
    }
}

}  // namespace azoth::orm
