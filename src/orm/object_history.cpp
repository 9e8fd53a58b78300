// SPDX-License-Identifier: MIT
#include "orm/object_history.hpp"

#include <algorithm>
#include <unordered_set>

#include "orm/relation_access.hpp"

namespace azoth {

std::string_view to_string(ObjectState state) {
    switch (state) {
        case ObjectState::Transient: return "transient";
        case ObjectState::Pending: return "pending";
        case ObjectState::Persistent: return "persistent";
        case ObjectState::Deleted: return "deleted";
        default: return "detached";
    }
}

std::string_view AnyRef::class_name() const { return header()->map()->name(); }
std::string AnyRef::describe() const { return orm::describe(*header()); }

namespace orm {
namespace {

bool has_row(const ObjectHeader& header) { return header.state == ObjectState::Persistent; }

RelatedObjects parents(SessionCore& session, ObjectHeader& child, const Relationship& to_parent) {
    RelatedObjects result;
    Relation& one = RelationAccess::of(child, to_parent);
    const bool was_set = RelationAccess::is_set(one);
    if (!was_set) session.load_now(child, to_parent);
    ObjectHeader* const now = RelationAccess::target(one);
    ObjectHeader* before = nullptr;
    if (has_row(child)) {
        const std::string key = row_bytes(child, to_parent.local_columns);
        session.identity.for_each([&](ObjectHeader& header) {
            if (!key.empty() && header.map()->is_kind_of(*to_parent.target) &&
                row_bytes(header, to_parent.remote_columns) == key)
                before = &header;
        });
    }
    if (now == before) {
        if (now != nullptr) result.unchanged.push_back(now);
        return result;
    }
    if (now != nullptr) result.added.push_back(now);
    if (before != nullptr) result.removed.push_back(before);
    return result;
}

/// Through a link table.
RelatedObjects links(SessionCore& session, ObjectHeader& header, const Relationship& relationship) {
    session.load_now(header, relationship);
    RelatedObjects result;
    for (const Element& element : RelationAccess::elements(RelationAccess::of(header, relationship))) {
        ObjectHeader& other = header_of(element.object);
        const LinkChange* const change = session.link_changes.find(relationship, header, other);
        (change != nullptr && change->is_added ? result.added : result.unchanged).push_back(&other);
    }
    for (const LinkChange& change : session.link_changes.list()) {
        if (change.is_added) continue;
        if (change.relationship == &relationship && change.owner == &header)
            result.removed.push_back(change.target);
        else if (change.relationship->paired == &relationship && change.target == &header)
            result.removed.push_back(change.owner);
    }
    return result;
}

}  // namespace

bool is_changed(const ObjectHeader& header) {
    if (header.state != ObjectState::Persistent || header.snapshot() == nullptr) return false;
    for (const MappedColumn& column : header.map()->columns())
        if (header.map()->differs(column, header.object(), header.snapshot())) return true;
    for (const Relationship* const relationship : header.map()->relationships())
        if (RelationAccess::is_set(RelationAccess::of(const_cast<ObjectHeader&>(header), *relationship))) return true;
    return false;
}

std::vector<ColumnChange> changes_of(const ObjectHeader& header) {
    const ClassMap& map = *header.map();
    std::vector<ColumnChange> changes;
    for (std::uint32_t i = 0; i < map.columns().size(); ++i) {
        const MappedColumn& column = map.columns()[i];
        if (column.is_property()) break;
        const bool is_new = !has_row(header);
        if (!is_new && (header.snapshot() == nullptr || !map.differs(column, header.object(), header.snapshot())))
            continue;
        Scratch scratch;
        ColumnChange& change = changes.emplace_back();
        change.column = map.column_definition(i).name();
        change.new_value = Value(column.type->view(map.field(header.object(), column), scratch));
        if (!is_new) change.old_value = Value(column.type->view(row_field(header, column), scratch));
    }
    return changes;
}

RelatedObjects relationship_history(SessionCore& session, ObjectHeader& header, const Relationship& relationship) {
    if (relationship.kind == Relationship::Kind::ToParent) return parents(session, header, relationship);
    if (relationship.kind == Relationship::Kind::Linked) return links(session, header, relationship);
    session.load_now(header, relationship);
    const std::string key = has_row(header) ? row_bytes(header, relationship.local_columns) : std::string();
    const auto was_here = [&](const ObjectHeader& child) {
        return has_row(child) && !key.empty() && row_bytes(child, relationship.remote_columns) == key;
    };
    RelatedObjects result;
    std::unordered_set<const ObjectHeader*> held;
    for (const Element& element : RelationAccess::elements(RelationAccess::of(header, relationship))) {
        ObjectHeader& child = header_of(element.object);
        held.insert(&child);
        (was_here(child) ? result.unchanged : result.added).push_back(&child);
    }
    const auto take_removed = [&](const std::vector<ObjectHeader*>& candidates) {
        for (ObjectHeader* const child : candidates)
            if (child->map()->is_kind_of(*relationship.target) && was_here(*child) && held.insert(child).second)
                result.removed.push_back(child);
    };
    take_removed(session.touched);
    take_removed(session.to_delete);
    return result;
}

}  // namespace orm
}  // namespace azoth
