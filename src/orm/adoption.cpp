// SPDX-License-Identifier: MIT
// How values become objects of a session, with everything that their relations hold.
#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "orm/inheritance.hpp"
#include "orm/make_room.hpp"
#include "orm/relation_access.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {
namespace {

Relation& relation_of_value(void* value, const Relationship& relationship) {
    return *reinterpret_cast<Relation*>(static_cast<std::byte*>(value) + relationship.offset);
}

}  // namespace

RawContents::~RawContents() {
    for (const Element& element : elements)
        if (element.object != nullptr) release_loose(element);
}

void SessionCore::require_member(ObjectHeader& header) {
    check_member(header);
    if (header.state == ObjectState::Transient) add_object(header);
}

void SessionCore::check_member(const ObjectHeader& header) const {
    if (header.region() != region)
        throw ArgumentError(
            "other_session",
            fmt::format("{} belongs to another session, or its session is closed; get it from this session "
                        "(session.get), or copy its value",
                        describe(header)));
    if (header.is_read_only)
        throw ArgumentError("read_only_object",
                            fmt::format("{} was loaded as const and cannot take part in changes; load it without const",
                                        describe(header)));
    if (header.state == ObjectState::Deleted || header.state == ObjectState::Detached)
        throw ArgumentError(
            "not_in_session",
            fmt::format("{} was deleted or let go by its session; add a new object instead", describe(header)));
}

// Before anything is moved: an object that cannot be taken in must not leave half a graph behind.
void SessionCore::check_members(const ClassMap& map, void* value) const {
    const_cast<ClassMap&>(map).ensure_configured();
    require_concrete(map);
    if (map.relationships().empty()) return;
    std::vector<std::pair<const ClassMap*, void*>> work{{&map, value}};
    while (!work.empty()) {
        const auto [current_map, current] = work.back();
        work.pop_back();
        const_cast<ClassMap*>(current_map)->ensure_configured();
        require_concrete(*current_map);
        for (const Relationship* const relationship : current_map->relationships()) {
            const auto& elements = RelationAccess::elements(relation_of_value(current, *relationship));
            if (relationship->is_view_only && !elements.empty())
                throw ArgumentError("view_only",
                                    fmt::format("{}::{} is mapped as view_only() and cannot be filled; fill the "
                                                "relationship or the column that it shows",
                                                relationship->owner->name(), relationship->name));
            for (const Element& element : elements) {
                if (element.owned != nullptr)
                    work.emplace_back(&map_of(element, *relationship), element.object);
                else
                    check_member(header_of(element.object));
            }
        }
    }
}

ObjectHeader& SessionCore::adopt(const ClassMap& map, void* value) {
    make_room(pending, 1);
    ObjectHeader& header = region->adopt(map, value);
    set_state(header, ObjectState::Pending);
    pending.push_back(&header);
    return header;
}

ObjectHeader& SessionCore::adopt(const ClassMap& map, void* value, std::vector<RawContents>& work) {
    // What the value holds must not be left in an object that nobody has taken in.
    make_room(work, map.relationships().size());
    ObjectHeader& header = adopt(map, value);
    for (const Relationship* const relationship : map.relationships()) {
        Relation& relation = RelationAccess::of(header, *relationship);
        RelationAccess::bind(relation, header, *relationship, true);
        auto& elements = RelationAccess::elements(relation);
        if (!elements.empty()) work.emplace_back(header, *relationship, std::exchange(elements, {}));
    }
    return header;
}

ObjectHeader& SessionCore::add_value(const ClassMap& map, void* value) {
    refuse_in_hook("add an object");
    check_members(map, value);
    if (map.relationships().empty()) return adopt(map, value);
    const std::size_t pending_before = pending.size();
    const std::size_t links_before = links.size();
    const std::size_t orphans_before = orphans.size();
    const std::size_t noted_before = events == nullptr ? 0 : events->noted();
    std::vector<Joining> joinings;
    std::size_t joined = 0;
    try {
        std::vector<RawContents> work;
        ObjectHeader& root = adopt(map, value, work);
        while (!work.empty()) {
            RawContents contents = std::move(work.back());
            work.pop_back();
            adopt_contents(contents, work, joinings);
        }
        while (joined < joinings.size()) join(joinings[joined++]);
        return root;
    } catch (...) {  // a constructor of the user's: nothing of the graph joins
        while (joined-- > 0) leave_again(joinings[joined]);
        for (std::size_t i = pending_before; i < pending.size(); ++i) {
            pending[i]->state = ObjectState::Transient;
            link_changes.forget(*pending[i]);
        }
        pending.resize(pending_before);
        links.resize(links_before);
        orphans.resize(orphans_before);
        if (events != nullptr) events->forget_from(noted_before);
        throw;
    }
}

void SessionCore::adopt_contents(RawContents& contents, std::vector<RawContents>& work,
                                 std::vector<Joining>& joinings) {
    const Relationship& relationship = *contents.relationship;
    for (Element& element : contents.elements) {
        Joining joining{&relationship, contents.owner};
        if (element.owned != nullptr) {
            joining.object = &adopt(map_of(element, relationship), element.object, work);
        } else {
            joining.object = &header_of(element.object);
            if (relationship.kind == Relationship::Kind::ToChildren && relationship.paired != nullptr) {
                Relation& one = RelationAccess::of(*joining.object, *relationship.paired);
                joining.was_here = true;
                joining.was_loaded = RelationAccess::is_loaded(one);
                joining.was_set = RelationAccess::is_set(one);
                joining.old_parent = known_parent(*relationship.paired, *joining.object);
            }
        }
        // The value is empty now, and an object's share in the region is not needed: the session has its own.
        release_loose(std::exchange(element, {}));
        joinings.push_back(joining);
    }
}

void SessionCore::join(const Joining& joining) {
    require_member(*joining.object);
    if (joining.relationship->kind == Relationship::Kind::ToParent)
        set_parent(*joining.relationship, *joining.owner, joining.object);
    else
        move_child(*joining.relationship, *joining.object, nullptr, joining.owner);
}

void SessionCore::leave_again(const Joining& joining) noexcept {
    const Relationship& relationship = *joining.relationship;
    if (!joining.was_here) {
        if (relationship.kind != Relationship::Kind::ToChildren && relationship.paired != nullptr)
            RelationAccess::take_out(RelationAccess::of(*joining.object, *relationship.paired), *joining.owner);
        return;
    }
    // Nothing here asks the database, and there is room for what was there before.
    RelationAccess::take_out(RelationAccess::of(*joining.owner, relationship), *joining.object);
    Relation& one = RelationAccess::of(*joining.object, *relationship.paired);
    if (joining.was_loaded)
        RelationAccess::put_single(one, joining.old_parent);
    else
        RelationAccess::forget(one);
    RelationAccess::set_is_set(one, joining.was_set);
    if (joining.old_parent == nullptr) return;
    Relation& children = RelationAccess::of(*joining.old_parent, relationship);
    if (RelationAccess::is_loaded(children) && !RelationAccess::holds(children, *joining.object))
        RelationAccess::put(children, *joining.object);
}

void SessionCore::add_object(ObjectHeader& header) {
    refuse_in_hook("add an object");
    if (header.region() != region) return require_member(header);
    if (header.state != ObjectState::Transient) return;
    std::vector<ObjectHeader*> work{&header};
    while (!work.empty()) {
        ObjectHeader& object = *work.back();
        work.pop_back();
        if (object.state != ObjectState::Transient) continue;
        pending.push_back(&object);
        set_state(object, ObjectState::Pending);
        for (const Relationship* const relationship : object.map()->relationships())
            readd_contents(object, *relationship, work);
    }
}

void SessionCore::readd_contents(ObjectHeader& header, const Relationship& relationship,
                                 std::vector<ObjectHeader*>& work) {
    Relation& relation = RelationAccess::of(header, relationship);
    const auto contents = RelationAccess::elements(relation);
    for (const Element& element : contents) {
        ObjectHeader& other = header_of(element.object);
        const bool has_gone =
            other.state == ObjectState::Deleted || other.state == ObjectState::Detached || other.is_to_be_deleted;
        if (other.state == ObjectState::Transient) work.push_back(&other);
        if (relationship.kind == Relationship::Kind::ToParent)
            set_parent(relationship, header, &other);
        else if (has_gone)
            RelationAccess::take_out(relation, other);
        else if (relationship.kind == Relationship::Kind::Linked)
            relink(relationship, header, other);
        else
            move_child(relationship, other, nullptr, &header);
    }
}

}  // namespace azoth::orm
