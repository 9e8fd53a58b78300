// SPDX-License-Identifier: MIT
// Unit of work: foreign key fields follow from the objects that relations point at.
#include <algorithm>
#include <functional>
#include <unordered_map>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "orm/inheritance.hpp"
#include "orm/key_change.hpp"
#include "orm/relation_access.hpp"
#include "orm/unit_of_work.hpp"

namespace azoth::orm {
namespace {

bool is_of_hierarchy(const ClassMap& map, const ObjectHeader& object) {
    return &map == object.map() || (map.inheritance() != nullptr && object.map()->inheritance() != nullptr &&
                                    map.inheritance()->root == object.map()->inheritance()->root);
}

/// Those by which objects of the classes of a hierarchy may refer to each other among them.
std::vector<const Relationship*> relationships_of_hierarchy(const ClassMap& map) {
    if (map.inheritance() == nullptr) return map.relationships();
    std::vector<const Relationship*> all;
    for (const ClassMap* const known : map.inheritance()->root->inheritance()->family().classes)
        for (const Relationship* const relationship : known->relationships())
            if (relationship->owner == known) all.push_back(relationship);
    return all;
}

/// The table is where an object has a foreign key.
bool is_in(const ClassMap& table, const ObjectHeader& object, const std::vector<std::uint32_t>& columns) {
    const Inheritance* const inheritance = object.map()->inheritance();
    if (inheritance == nullptr || !inheritance->has_several_tables()) return true;
    const ClassMap& its_table = *inheritance->tables[inheritance->table_of_column[columns.front()]];
    return &its_table.definition() == &table.definition();
}

/// Not by position: the links of a child stay in the order in which they were made.
constexpr auto is_before = [](const auto& left, const auto& right) { return std::less<>()(left.first, right.first); };

}  // namespace

void UnitOfWork::set_field(ObjectHeader& header, std::uint32_t column, const ValueView& value) {
    const ClassMap& map = *header.map();
    const MappedColumn& mapped = map.columns()[column];
    void* const field = map.field(header.object(), mapped);
    Scratch scratch;
    const ValueView old = mapped.type->view(field, scratch);
    if (old == value) return;
    SavedField& saved = save_field(header, mapped, old);
    mapped.type->read(value, field);
    if (map.rules() != nullptr) saved.written = Value(mapped.type->view(field, scratch));
}

SavedField& UnitOfWork::save_field(ObjectHeader& header, const MappedColumn& column, const ValueView& value) {
    const auto& generated = header.map()->generated_column();
    has_saved_key_ = has_saved_key_ || (generated && &column == &header.map()->columns()[*generated]);
    return saved_.emplace_back(SavedField{&header, &column, Value(value)});
}

void UnitOfWork::set_discriminator(ObjectHeader& header) {
    const Inheritance& inheritance = *header.map()->inheritance();
    set_field(header, inheritance.discriminator, inheritance.identity->view());
}

namespace {

/// INSERTs come before the UPDATE that gives the parent another key, which the database then carries on to the child.
bool is_inserted_before_key_change(const ObjectHeader& child, const std::vector<std::uint32_t>& child_columns,
                                   const ObjectHeader& parent, const std::vector<std::uint32_t>& parent_columns) {
    if (child.state != ObjectState::Pending || parent.state != ObjectState::Persistent || parent.snapshot() == nullptr)
        return false;
    return is_one_changed(parent, parent_columns) && follows_key(*child.map(), child_columns, *parent.map());
}

}  // namespace

void UnitOfWork::fill(ObjectHeader& child, const std::vector<std::uint32_t>& child_columns, ObjectHeader* parent,
                      const std::vector<std::uint32_t>& parent_columns, const Relationship& relationship) {
    if (parent != nullptr && parent->state == ObjectState::Transient)
        throw ArgumentError(
            "not_in_session",
            fmt::format("{} refers to {} that its session has let go ({}::{}); add that again, or "
                        "choose another one",
                        describe(child), describe(*parent), relationship.owner->name(), relationship.name));
    const bool is_known = parent != nullptr && has_row(*parent, relationship);
    if (parent != nullptr && !is_known) postponed_.push_back({&child, parent, &child_columns, &parent_columns});
    const bool takes_old_key = is_known && is_inserted_before_key_change(child, child_columns, *parent, parent_columns);
    for (std::size_t i = 0; i < child_columns.size(); ++i) {
        const MappedColumn& column = child.map()->columns()[child_columns[i]];
        if (is_known) {
            const MappedColumn& key = parent->map()->columns()[parent_columns[i]];
            Scratch scratch;
            const void* const field =
                takes_old_key ? row_field(*parent, key) : parent->map()->field(parent->object(), key);
            set_field(child, child_columns[i], key.type->view(field, scratch));
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
                            describe(child), describe(*parent), column.member, child.map()->name()));
        }
    }
}

bool UnitOfWork::has_row(const ObjectHeader& parent, const Relationship& relationship) const {
    if (parent.state != ObjectState::Pending || parent.is_written) return true;
    const auto written = tables_written_.find(&parent);
    if (written == tables_written_.end()) return false;
    const auto& tables = parent.map()->inheritance()->tables;
    const auto table = std::find_if(tables.begin(), tables.end(), [&](const ClassMap* each) {
        return &each->definition() == relationship.parent_table;
    });
    return static_cast<std::size_t>(table - tables.begin()) < written->second;
}

void UnitOfWork::mark_written(ObjectHeader& header) {
    const Inheritance* const inheritance = header.map()->inheritance();
    header.is_written = inheritance == nullptr || !inheritance->has_several_tables() ||
                        ++tables_written_[&header] == inheritance->tables.size();
}

// Each object asks for its own: looking through all of them takes its square for many.
void UnitOfWork::index_links() {
    links_by_child_.clear();
    links_by_child_.reserve(session_.links.size());
    for (std::size_t i = 0; i < session_.links.size(); ++i) links_by_child_.emplace_back(session_.links[i].child, i);
    std::stable_sort(links_by_child_.begin(), links_by_child_.end(), is_before);
}

std::span<const UnitOfWork::ChildLink> UnitOfWork::links_to(const ObjectHeader& child) const {
    if (links_by_child_.empty()) return {};
    const auto [first, last] =
        std::equal_range(links_by_child_.begin(), links_by_child_.end(), ChildLink(&child, 0), is_before);
    return {first, last};
}

void UnitOfWork::fill_foreign_keys(ObjectHeader& header, const ClassMap* table) {
    for (const Relationship* const relationship : header.map()->relationships()) {
        if (relationship->kind != Relationship::Kind::ToParent) continue;
        if (table != nullptr && !is_in(*table, header, relationship->local_columns)) continue;
        Relation& one = RelationAccess::of(header, *relationship);
        if (RelationAccess::is_set(one))
            fill(header, relationship->local_columns, RelationAccess::target(one), relationship->remote_columns,
                 *relationship);
    }
    const auto links = links_to(header);
    if (links.empty()) return;
    std::unordered_map<const Relationship*, const ParentLink*> last;
    for (const auto& [_, position] : links) {
        const ParentLink& link = session_.links[position];
        if (table == nullptr || is_in(*table, header, link.relationship->remote_columns))
            last[link.relationship] = &link;
    }
    for (const auto& [relationship, link] : last)
        fill(header, relationship->remote_columns, link->parent, relationship->local_columns, *relationship);
}

void UnitOfWork::fill_postponed() {
    for (const Postponed& postponed : postponed_) {
        ObjectHeader& child = *postponed.child;
        if (!child.is_touched) session_.touch(child);
        if (child.snapshot() == nullptr) child.set_snapshot(session_.region->save_snapshot(child));
        for (std::size_t i = 0; i < postponed.child_columns->size(); ++i) {
            const MappedColumn& key = postponed.parent->map()->columns()[(*postponed.parent_columns)[i]];
            Scratch scratch;
            set_field(child, (*postponed.child_columns)[i],
                      key.type->view(postponed.parent->map()->field(postponed.parent->object(), key), scratch));
        }
    }
}

std::vector<ObjectHeader*> UnitOfWork::parents_within_class(ObjectHeader& header) const {
    std::vector<ObjectHeader*> parents;
    for (const Relationship* const relationship : header.map()->relationships()) {
        if (relationship->kind != Relationship::Kind::ToParent || !is_of_hierarchy(*relationship->target, header))
            continue;
        ObjectHeader* const parent = session_.known_parent(*relationship, header);
        if (parent != nullptr && parent != &header) parents.push_back(parent);
    }
    for (const auto& [_, position] : links_to(header)) {
        ObjectHeader* const parent = session_.links[position].parent;
        if (parent != nullptr && is_of_hierarchy(*parent->map(), header) && parent != &header)
            parents.push_back(parent);
    }
    return parents;
}

// The database still has the references that the objects had before they were changed.
std::vector<ObjectHeader*> UnitOfWork::row_parents_within_class(ObjectHeader& header) const {
    const ClassMap& map = *header.map();
    std::vector<ObjectHeader*> parents;
    for (const Relationship* const relationship : relationships_of_hierarchy(map)) {
        if (relationship->kind == Relationship::Kind::Linked) continue;
        if (!is_of_hierarchy(*relationship->target, header)) continue;
        const bool is_to_parent = relationship->kind == Relationship::Kind::ToParent;
        const auto& foreign_key = is_to_parent ? relationship->local_columns : relationship->remote_columns;
        if (!map.is_kind_of(is_to_parent ? *relationship->owner : *relationship->target)) continue;
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
                     [&](const Relationship* relationship) { return relationship->target == &map; }) &&
        objects.front()->map()->inheritance() == nullptr)
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
