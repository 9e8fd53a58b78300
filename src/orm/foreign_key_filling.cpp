// SPDX-License-Identifier: MIT
// Unit of work: foreign key fields follow from the objects that relations point at.
#include <algorithm>
#include <unordered_map>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "orm/relation_access.hpp"
#include "orm/unit_of_work.hpp"

namespace azoth::orm {

void UnitOfWork::set_field(ObjectHeader& header, std::uint32_t column, const ValueView& value) {
    const ClassMap& map = *header.map;
    const MappedColumn& mapped = map.columns()[column];
    void* const field = map.field(header.object(), mapped);
    Scratch scratch;
    const ValueView old = mapped.type->view(field, scratch);
    if (old == value) return;
    saved_.push_back({&header, &mapped, Value(old)});
    mapped.type->read(value, field);
    if (map.rules() != nullptr) saved_.back().written = Value(mapped.type->view(field, scratch));
}

void UnitOfWork::fill(ObjectHeader& child, const std::vector<std::uint32_t>& child_columns, ObjectHeader* parent,
                      const std::vector<std::uint32_t>& parent_columns, const Relationship& relationship) {
    if (parent != nullptr && parent->state == ObjectState::Transient)
        throw ArgumentError(
            "not_in_session",
            fmt::format("{} refers to {} that its session has let go ({}::{}); add that again, or "
                        "choose another one",
                        describe(child), describe(*parent), relationship.owner->name(), relationship.name));
    const bool is_known = parent != nullptr && (parent->state != ObjectState::Pending || parent->is_written);
    if (parent != nullptr && !is_known) postponed_.push_back({&child, parent, &child_columns, &parent_columns});
    for (std::size_t i = 0; i < child_columns.size(); ++i) {
        const MappedColumn& column = child.map->columns()[child_columns[i]];
        if (is_known) {
            const MappedColumn& key = parent->map->columns()[parent_columns[i]];
            Scratch scratch;
            set_field(child, child_columns[i], key.type->view(parent->map->field(parent->object(), key), scratch));
        } else if (column.type->is_nullable) {
            set_field(child, child_columns[i], ValueView{});
        } else if (parent == nullptr) {
            throw ArgumentError(
                "null_foreign_key",
                fmt::format(
                    "{} has no {} any more ({}::{}), but its column '{}' must not be NULL; give it another one, "
                    "delete it, or map the relationship with Cascade::All | Cascade::DeleteOrphan",
                    describe(child),
                    relationship.kind == Relationship::Kind::ToParent ? relationship.target->name()
                                                                      : relationship.owner->name(),
                    relationship.owner->name(), relationship.name, column.member));
        } else {
            throw ArgumentError(
                "cyclic_rows",
                fmt::format("{} and {} refer to each other, so one must be inserted with NULL first, but "
                            "column '{}' of {} must not be NULL; make one of the members std::optional",
                            describe(child), describe(*parent), column.member, child.map->name()));
        }
    }
}

void UnitOfWork::fill_foreign_keys(ObjectHeader& header) {
    for (const Relationship* const relationship : header.map->relationships()) {
        if (relationship->kind != Relationship::Kind::ToParent) continue;
        Relation& one = RelationAccess::of(header, *relationship);
        if (RelationAccess::is_set(one))
            fill(header, relationship->local_columns, RelationAccess::target(one), relationship->remote_columns,
                 *relationship);
    }
    if (session_.links.empty()) return;
    std::unordered_map<const Relationship*, const ParentLink*> last;
    for (const ParentLink& link : session_.links)
        if (link.child == &header) last[link.relationship] = &link;
    for (const auto& [relationship, link] : last)
        fill(header, relationship->remote_columns, link->parent, relationship->local_columns, *relationship);
}

void UnitOfWork::fill_postponed() {
    for (const Postponed& postponed : postponed_) {
        ObjectHeader& child = *postponed.child;
        if (!child.is_touched) session_.touch(child);
        if (child.snapshot == nullptr) child.snapshot = session_.region->save_snapshot(child);
        for (std::size_t i = 0; i < postponed.child_columns->size(); ++i) {
            const MappedColumn& key = postponed.parent->map->columns()[(*postponed.parent_columns)[i]];
            Scratch scratch;
            set_field(child, (*postponed.child_columns)[i],
                      key.type->view(postponed.parent->map->field(postponed.parent->object(), key), scratch));
        }
    }
}

std::vector<ObjectHeader*> UnitOfWork::parents_within_class(ObjectHeader& header) const {
    std::vector<ObjectHeader*> parents;
    for (const Relationship* const relationship : header.map->relationships()) {
        if (relationship->kind != Relationship::Kind::ToParent || relationship->target != header.map) continue;
        ObjectHeader* const parent = session_.known_parent(*relationship, header);
        if (parent != nullptr && parent != &header) parents.push_back(parent);
    }
    for (const ParentLink& link : session_.links)
        if (link.child == &header && link.parent != nullptr && link.parent->map == header.map && link.parent != &header)
            parents.push_back(link.parent);
    return parents;
}

// The database still has the references that the objects had before they were changed.
std::vector<ObjectHeader*> UnitOfWork::row_parents_within_class(ObjectHeader& header) const {
    const ClassMap& map = *header.map;
    std::vector<ObjectHeader*> parents;
    for (const Relationship* const relationship : map.relationships()) {
        if (relationship->target != &map || relationship->kind == Relationship::Kind::Linked) continue;
        const bool is_to_parent = relationship->kind == Relationship::Kind::ToParent;
        const auto& foreign_key = is_to_parent ? relationship->local_columns : relationship->remote_columns;
        if ((is_to_parent ? relationship->remote_columns : relationship->local_columns) != map.key()) continue;
        ObjectHeader* const parent = session_.identity.find_by_row(map, header, foreign_key);
        if (parent != nullptr && parent != &header) parents.push_back(parent);
    }
    return parents;
}

std::vector<std::vector<ObjectHeader*>> UnitOfWork::levels(const ClassMap& map,
                                                           const std::vector<ObjectHeader*>& objects,
                                                           ParentsOf parents_of) const {
    const auto& relationships = map.relationships();
    if (std::none_of(relationships.begin(), relationships.end(),
                     [&](const Relationship* relationship) { return relationship->target == &map; }))
        return {objects};

    constexpr std::size_t kOpen = static_cast<std::size_t>(-1);
    std::unordered_map<ObjectHeader*, std::optional<std::size_t>> level_of;
    for (ObjectHeader* const object : objects) level_of.emplace(object, std::nullopt);
    for (ObjectHeader* const object : objects) {
        // Depth first without recursion: chains may be long. A row met again while it is open is part of a cycle; that
        // reference does not count here and is filled in by a second UPDATE.
        std::vector<ObjectHeader*> open{object};
        while (!open.empty()) {
            ObjectHeader* const current = open.back();
            std::size_t level = 0;
            bool is_ready = true;
            const bool is_first_visit = !level_of[current].has_value();
            if (!is_first_visit && *level_of[current] != kOpen) {
                open.pop_back();
                continue;
            }
            level_of[current] = kOpen;
            for (ObjectHeader* const parent : (this->*parents_of)(*current)) {
                const auto found = level_of.find(parent);
                if (found == level_of.end()) continue;
                if (!found->second) {
                    open.push_back(parent);
                    is_ready = false;
                } else if (*found->second != kOpen) {
                    level = std::max(level, *found->second + 1);
                }
            }
            if (!is_ready) continue;
            level_of[current] = level;
            open.pop_back();
        }
    }
    std::vector<std::vector<ObjectHeader*>> result;
    for (ObjectHeader* const object : objects) {
        const std::size_t level = *level_of[object];
        if (level >= result.size()) result.resize(level + 1);
        result[level].push_back(object);
    }
    std::erase_if(result, [](const auto& level) { return level.empty(); });
    return result;
}

}  // namespace azoth::orm
