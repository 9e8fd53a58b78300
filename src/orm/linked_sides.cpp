// SPDX-License-Identifier: MIT
// Many-to-many: links between objects, which both sides show.
#include <set>
#include <tuple>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "orm/link_table.hpp"
#include "orm/relation_access.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {
namespace {

/// The collection on the other side, when there is one that is loaded.
Relation* other_side(const Relationship& relationship, ObjectHeader& target) {
    if (relationship.paired == nullptr) return nullptr;
    Relation& others = RelationAccess::of(target, *relationship.paired);
    return RelationAccess::is_loaded(others) ? &others : nullptr;
}

void put_once(Relation& relation, ObjectHeader& object) {
    if (!RelationAccess::holds(relation, object)) RelationAccess::put(relation, object);
}

/// The links of others come back when they join the session again.
bool has_rows(const ObjectHeader& header) {
    return header.state == ObjectState::Pending || header.state == ObjectState::Persistent;
}

}  // namespace

void SessionCore::link(const Relationship& relationship, ObjectHeader& owner, ObjectHeader& target) {
    if (owner.is_read_only) check_member(owner);
    Relation& own = RelationAccess::of(owner, relationship);
    Relation* const others = other_side(relationship, target);
    const bool is_own_loaded = RelationAccess::is_loaded(own);
    const LinkChange* const known = link_changes.find(relationship, owner, target);
    if (known != nullptr && known->is_added) return;
    const bool was_cut = known != nullptr;
    if (!was_cut && is_own_loaded && RelationAccess::holds(own, target)) return;
    if (!was_cut && !is_own_loaded && others != nullptr && RelationAccess::holds(*others, owner)) return;
    if (has_rows(owner)) link_changes.add(relationship, owner, target, is_own_loaded || others != nullptr);
    if (is_own_loaded) RelationAccess::put(own, target);
    if (others != nullptr) put_once(*others, owner);
}

void SessionCore::unlink(const Relationship& relationship, ObjectHeader& owner, ObjectHeader& target) {
    if (owner.is_read_only) check_member(owner);
    Relation& own = RelationAccess::of(owner, relationship);
    Relation* const others = other_side(relationship, target);
    const bool is_seen = RelationAccess::is_loaded(own) || others != nullptr;
    if (has_rows(owner) && has_rows(target)) link_changes.remove(relationship, owner, target, is_seen);
    RelationAccess::take_out(own, target);
    if (others != nullptr) RelationAccess::take_out(*others, owner);
}

namespace {

bool is_seen(const LinkChange& link) {
    return RelationAccess::is_loaded(RelationAccess::of(*link.owner, *link.relationship)) ||
           other_side(*link.relationship, *link.target) != nullptr;
}

}  // namespace

std::vector<LinkChange> SessionCore::cut_links(const std::vector<ObjectHeader*>& found) {
    std::vector<LinkChange> cut;
    std::set<std::tuple<const Relationship*, const ObjectHeader*, const ObjectHeader*>> known;  // from either side
    for (ObjectHeader* const owner : found) {
        for (const Relationship* const relationship : owner->map()->relationships()) {
            if (relationship->kind != Relationship::Kind::Linked || relationship->is_view_only) continue;
            for (const Element& element : RelationAccess::elements(RelationAccess::of(*owner, *relationship))) {
                ObjectHeader& target = header_of(element.object);
                const bool is_main = &main_side(*relationship) == relationship;
                const bool is_new = is_main ? known.emplace(relationship, owner, &target).second
                                            : known.emplace(&main_side(*relationship), &target, owner).second;
                if (is_new) cut.push_back({relationship, owner, &target});
            }
        }
    }
    if (cut.empty()) return cut;
    LinkChanges before = link_changes;
    try {
        for (const LinkChange& link : cut)
            if (has_rows(*link.owner) && has_rows(*link.target))
                link_changes.remove(*link.relationship, *link.owner, *link.target, is_seen(link));
    } catch (...) {
        link_changes = std::move(before);
        throw;
    }
    return cut;
}

// Its own collection stays as it is, for the case that the object stays.
void SessionCore::leave_other_side(const LinkChange& link) {
    if (Relation* const others = other_side(*link.relationship, *link.target))
        RelationAccess::take_out(*others, *link.owner);
}

void SessionCore::relink(const Relationship& relationship, ObjectHeader& owner, ObjectHeader& target) {
    link_changes.add(relationship, owner, target, true);
    if (Relation* const others = other_side(relationship, target)) put_once(*others, owner);
}

void SessionCore::show_links_again(ObjectHeader& header) {
    for (const Relationship* const relationship : header.map()->relationships()) {
        if (relationship->kind != Relationship::Kind::Linked) continue;
        for (const Element& element : RelationAccess::elements(RelationAccess::of(header, *relationship)))
            if (Relation* const others = other_side(*relationship, header_of(element.object)))
                put_once(*others, header);
    }
}

}  // namespace azoth::orm
