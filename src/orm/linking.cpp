// SPDX-License-Identifier: MIT
// How the two sides of a relationship are kept in step, and how deletion spreads along it.
#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "orm/autoflush_pause.hpp"
#include "orm/relation_access.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {
namespace {

void put_child(Relation& children, const Relationship& relationship, ObjectHeader& child) {
    if (!RelationAccess::is_loaded(children)) return;
    if (relationship.is_single)
        RelationAccess::put_single(children, &child);
    else
        RelationAccess::put(children, child);
}

}  // namespace

ObjectHeader* SessionCore::known_parent(const Relationship& to_parent, ObjectHeader& child) const {
    Relation& one = RelationAccess::of(child, to_parent);
    if (RelationAccess::is_loaded(one)) return RelationAccess::target(one);
    if (!to_parent.targets_primary_key) return nullptr;
    const ClassMap& map = *child.map;
    const ClassMap& parent = *to_parent.target;
    Scratch scratch;
    if (parent.has_integer_key()) {
        const MappedColumn& column = map.columns()[to_parent.local_columns.front()];
        const ValueView key = column.type->view(map.field(child.object(), column), scratch);
        return key.kind() == ValueKind::Int64 ? identity.find(parent, key.as_int64()) : nullptr;
    }
    const std::string key = key_bytes(map, to_parent.local_columns, child.object());
    return key.empty() ? nullptr : identity.find_bytes(parent, key);
}

void SessionCore::set_parent(const Relationship& to_parent, ObjectHeader& child, ObjectHeader* parent) {
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
    // A new child can name a parent whose collection does not hold it yet; an old one is there already.
    if (old == parent && child.state != ObjectState::Pending) return;
    Relation& children = RelationAccess::of(*parent, *to_parent.paired);
    if (old == parent) RelationAccess::take_out(children, child);
    put_child(children, *to_parent.paired, child);
}

void SessionCore::move_child(const Relationship& to_children, ObjectHeader& child, ObjectHeader* from,
                             ObjectHeader* to) {
    if (from != nullptr) RelationAccess::take_out(RelationAccess::of(*from, to_children), child);
    if (to_children.paired != nullptr) return set_parent(*to_children.paired, child, to);
    orm::touch(child);
    links.push_back({&to_children, &child, to});
    if (to != nullptr)
        put_child(RelationAccess::of(*to, to_children), to_children, child);
    else if (has(to_children.cascade, Cascade::DeleteOrphan))
        orphans.push_back({&to_children, &child, nullptr});
}

void SessionCore::touch(ObjectHeader& header) {
    touched.push_back(&header);
    if (header.state == ObjectState::Persistent) {
        try {
            header.snapshot = region->save_snapshot(header);
        } catch (...) {
            touched.pop_back();
            throw;
        }
    }
    header.is_touched = true;
}

std::vector<ObjectHeader*> SessionCore::collect_deleted(ObjectHeader& header) {
    std::vector<ObjectHeader*> found{&header};
    header.is_to_be_deleted = true;
    for (std::size_t i = 0; i < found.size(); ++i) {
        ObjectHeader& parent = *found[i];
        for (const Relationship* const relationship : parent.map->relationships()) {
            if (relationship->kind != Relationship::Kind::ToChildren) continue;
            Relation& children = RelationAccess::of(parent, *relationship);
            if (!RelationAccess::is_loaded(children)) load_relationship(parent, *relationship);
            if (!has(relationship->cascade, Cascade::Delete)) continue;
            for (const Element& element : RelationAccess::elements(children)) {
                ObjectHeader& child = header_of(element.object);
                if (child.is_to_be_deleted) continue;
                child.is_to_be_deleted = true;
                found.push_back(&child);
            }
        }
    }
    return found;
}

void SessionCore::mark_deleted(ObjectHeader& header) {
    if (header.state == ObjectState::Pending) {
        header.state = ObjectState::Transient;
        return;
    }
    if (header.is_to_be_deleted) return;
    autoflush();
    const AutoflushPause pause(*this);
    std::vector<ObjectHeader*> all;
    try {
        all = collect_deleted(header);
    } catch (...) {
        identity.for_each([](ObjectHeader& object) {
            if (object.state == ObjectState::Persistent) object.is_to_be_deleted = false;
        });
        for (ObjectHeader* const planned : to_delete) planned->is_to_be_deleted = true;
        throw;
    }
    for (ObjectHeader* const object : all) {
        if (object->state == ObjectState::Pending) {
            object->state = ObjectState::Transient;
            object->is_to_be_deleted = false;
            continue;
        }
        to_delete.push_back(object);
        for (const Relationship* const relationship : object->map->relationships()) {
            if (relationship->kind == Relationship::Kind::ToParent) {
                ObjectHeader* const parent = known_parent(*relationship, *object);
                if (parent != nullptr && relationship->paired != nullptr)
                    RelationAccess::take_out(RelationAccess::of(*parent, *relationship->paired), *object);
            } else if (!has(relationship->cascade, Cascade::Delete)) {
                const auto children = RelationAccess::elements(RelationAccess::of(*object, *relationship));
                for (const Element& element : children)
                    if (!header_of(element.object).is_to_be_deleted)
                        move_child(*relationship, header_of(element.object), object, nullptr);
            }
        }
    }
}

}  // namespace azoth::orm
