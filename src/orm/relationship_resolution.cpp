// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/class_map.hpp"
#include "orm/class_draft.hpp"
#include "orm/foreign_key_columns.hpp"
#include "orm/inheritance.hpp"
#include "orm/link_table.hpp"

namespace azoth::orm {
namespace {

std::uint32_t position_of(const ClassMap& map, const TableDefinition& table, std::string_view column) {
    if (const auto position = find_position(map, table, column)) return *position;
    throw MappingError("unmapped_member",
                       fmt::format("column '{}' of table '{}' belongs to a foreign key, but {} maps no "
                                   "member to it",
                                   column, table.full_name(), map.name()));
}

/// The foreign keys of the tables of `from` that lead to one of `to`.
std::vector<const ForeignKeyConstraint*> foreign_keys_between(const ClassMap& from, const ClassMap& to) {
    std::vector<const ForeignKeyConstraint*> found;
    for_each_table(from, [&](const ClassMap& table) {
        for (const ForeignKeyConstraint& key : table.definition().foreign_keys())
            if (find_table(to, key.target_table()) != nullptr && is_of_class(from, table.definition(), key))
                found.push_back(&key);
    });
    return found;
}

/// The table of a class that has the foreign key.
const TableDefinition& table_of(const ClassMap& map, const ForeignKeyConstraint& key) {
    const TableDefinition* found = &map.definition();
    for_each_table(map, [&](const ClassMap& table) {
        for (const ForeignKeyConstraint& own : table.definition().foreign_keys())
            if (&own == &key) found = &table.definition();
    });
    return *found;
}

/// Keeps those whose columns the user has named.
void keep_named(std::vector<const ForeignKeyConstraint*>& keys, const Relationship& relationship) {
    if (relationship.foreign_key.empty()) return;
    std::vector<std::string> wanted;
    for (const MemberReference& member : relationship.foreign_key) {
        const ClassMap& map = member.map();
        wanted.push_back(map.column_at(member.offset, *member.type)->name());
    }
    std::erase_if(keys, [&](const ForeignKeyConstraint* key) { return key->columns() != wanted; });
}

[[noreturn]] void throw_bad_reference(std::string_view class_name, const ForeignKeyConstraint& key,
                                      std::string_view what) {
    throw MappingError(
        "bad_reference",
        fmt::format("the foreign key ({}) of {} {}; write m.foreign_key(&{}::...).references(&Other::...) "
                    "with as many members of one class on both sides",
                    fmt::join(key.columns(), ", "), class_name, what, class_name));
}

/// Points a foreign key at members of another class.
void lead_to(ForeignKeyConstraint& key, const std::vector<MemberReference>& targets, std::string_view class_name) {
    if (targets.size() != key.columns().size())
        throw_bad_reference(class_name, key, fmt::format("refers to {} members", targets.size()));
    const ClassMap& target = targets.front().map();
    std::vector<std::string> columns;
    for (const MemberReference& member : targets) {
        if (member.map != targets.front().map) throw_bad_reference(class_name, key, "refers to several classes");
        columns.push_back(target.column_at(member.offset, *member.type)->name());
    }
    key.targets(target.definition().full_name(), std::move(columns));
}

/// On a table that is there already references() of a column does not count.
[[noreturn]] void throw_no_foreign_key(const Relationship& relationship) {
    const ClassMap& owner = *relationship.owner;
    const ClassMap& target = *relationship.target;
    const std::string where = fmt::format("{}::{}", owner.name(), relationship.name);
    const std::string_view child = relationship.is_single ? owner.name() : target.name();
    const std::string_view parent = relationship.is_single ? target.name() : owner.name();
    const ClassMap& writer = relationship.is_single ? owner : target;
    const bool is_ours = !writer.has_existing_table() || writer.is_query();
    throw MappingError(
        "no_foreign_key",
        fmt::format("{}: there is no foreign key between the tables '{}' and '{}' to join them by; {}", where,
                    owner.definition().full_name(), target.definition().full_name(),
                    is_ours ? fmt::format("add m.column(&{}::...).references(&{}::...)", child, parent)
                            : fmt::format("say what joins them: "
                                          "m.relationship<&{}>().foreign_key(&{}::...).references(&{}::...)",
                                          where, child, parent)));
}

}  // namespace

std::vector<std::uint32_t> mapped_positions(const ClassMap& map, const TableDefinition& table,
                                            const std::vector<std::string>& columns) {
    std::vector<std::uint32_t> positions;
    for (const std::string& column : columns) positions.push_back(position_of(map, table, column));
    return positions;
}

std::vector<ForeignKeyConstraint> ClassMap::drafted_foreign_keys() {
    std::vector<ForeignKeyConstraint> keys;
    if (inheritance_ != nullptr) add_key_to_base(keys);
    for (const ClassDraft::ColumnDraft& column : draft_->columns) {
        if (!column.references) continue;
        const ClassMap& target = column.references->map();
        const auto position = target.find_column_at(column.references->offset);
        if (!position)
            throw MappingError("foreign_key_to_nothing",
                               fmt::format("column '{}' of {} refers to a member of {} that is not mapped; name it in "
                                           "m.columns<...>() of mapping(Mapper<{}>&)",
                                           column.column.name(), name(), target.name(), target.name()));
        if (target.is_query() && !is_query())
            throw MappingError(
                "foreign_key_to_nothing",
                fmt::format(
                    "column '{0}' of {1} refers to {2}, which is mapped to no table; leave the foreign key out, "
                    "or, if a member that {2} hands on to another class is meant, name the class: "
                    "references<Class>(&Class::id)",
                    column.column.name(), name(), target.name()));
        keys.push_back({{column.column.name()},
                        target.definition().full_name(),
                        {target.column_expression(*position)->name()},
                        column.on_delete,
                        column.on_update,
                        {}});
    }
    for (std::size_t i = 0; i < draft_->foreign_keys.size(); ++i) {
        ForeignKeyConstraint& key = keys.emplace_back(draft_->foreign_keys[i].part);
        const auto& targets = draft_->foreign_key_targets[i];
        if (!draft_->foreign_keys[i].members.empty()) lead_to(key, targets, name());
        if (targets.empty() && key.target_schema().empty()) key.target_schema(home_schema_);
    }
    return keys;
}

void ClassMap::resolve_foreign_keys() {
    if (has_foreign_keys_) return;  // a second try after an error
    if (inheritance_ != nullptr && inheritance_->base != nullptr) inheritance_->base->resolve_foreign_keys();
    try {
        if (!has_existing_table_ || is_query())
            for (ForeignKeyConstraint& key : drafted_foreign_keys()) definition_->add(std::move(key));
    } catch (const ArgumentError& error) {
        throw MappingError(error.code(), fmt::format("mapping() of {}: {}", name(), error.message()));
    }
    has_foreign_keys_ = true;
    find_generated_column();
}

void ClassMap::find_generated_column() {
    generated_column_.reset();
    if (inheritance_ != nullptr && inheritance_->base != nullptr) {
        generated_column_ = inheritance_->base->generated_column_;
    } else if (const auto generated = definition_->autoincrement_column()) {
        for (std::uint32_t i = 0; i < columns_.size(); ++i)
            if (columns_[i].table_column == *generated) generated_column_ = i;
    }
}

void ClassMap::resolve_relationships() {
    relationships_ = draft_->relationships;
    relationship_list_.clear();
    if (inheritance_ != nullptr && inheritance_->base != nullptr)
        relationship_list_ = inheritance_->base->relationship_list_;
    for (Relationship& relationship : relationships_) {
        resolve(relationship);
        // What cannot be written does not follow.
        if (relationship.kind == Relationship::Kind::ToChildren && relationship.target->is_view())
            relationship.is_view_only = true;
        relationship_list_.push_back(&relationship);
    }
    for (Relationship& relationship : relationships_) {
        auto& target = const_cast<ClassMap&>(*relationship.target);
        target.ensure_configured();
        pair(relationship);
    }
}

namespace {

/// What is in several tables can be looked at, but no foreign key can lead to all of them.
void require_shown(const Relationship& relationship) {
    if (!relationship.is_single && relationship.is_view_only && !relationship.references.empty() &&
        !relationship.link_draft)
        return;
    throw MappingError(
        "bad_union",
        fmt::format("{0}::{1} leads to {2}, which is in the tables of several classes: it can be a Many that is only "
                    "read, m.relationship<&{0}::{1}>().view_only().foreign_key(&{2}::...).references(&{0}::...); for "
                    "writing map one to each subclass",
                    relationship.owner->name(), relationship.name, relationship.target->name()));
}

}  // namespace

void ClassMap::resolve(Relationship& relationship) {
    relationship.owner = this;
    ClassMap& target = relationship.target_map();
    relationship.target = &target;
    target.ensure_built();
    if (target.union_ != nullptr) require_shown(relationship);
    if (!target.is_configured_ && !target.is_configuring_) target.resolve_foreign_keys();
    if (relationship.link_draft) return resolve_link_table(relationship, *target.draft_);
    if (!relationship.references.empty()) return resolve_columns(relationship);
    const std::string where = fmt::format("{}::{}", name(), relationship.name);

    auto own =
        relationship.is_single ? foreign_keys_between(*this, target) : std::vector<const ForeignKeyConstraint*>{};
    auto other = foreign_keys_between(target, *this);
    keep_named(own, relationship);
    keep_named(other, relationship);
    if (!own.empty()) other.clear();
    const bool to_parent = !own.empty();
    const auto& found = to_parent ? own : other;
    if (found.empty()) throw_no_foreign_key(relationship);
    if (found.size() > 1) {
        std::vector<std::string> candidates;
        for (const ForeignKeyConstraint* key : found)
            candidates.push_back(fmt::format("({})", fmt::join(key->columns(), ", ")));
        throw MappingError(
            "ambiguous_foreign_key",
            fmt::format("{}: there are {} foreign keys between the tables '{}' and '{}': {}; choose one by "
                        "m.relationship<&{}>().foreign_key(&{}::...)",
                        where, found.size(), definition_->full_name(), target.definition().full_name(),
                        fmt::join(candidates, ", "), where, to_parent ? name() : target.name()));
    }

    const ForeignKeyConstraint& key = *found.front();
    const ClassMap& child = to_parent ? *this : target;
    const ClassMap& parent = to_parent ? target : *this;
    relationship.parent_table = find_table(parent, key.target_table());
    const auto child_columns = mapped_positions(child, table_of(child, key), key.columns());
    const auto parent_columns = mapped_positions(parent, *relationship.parent_table, key.target_columns());
    relationship.kind = to_parent ? Relationship::Kind::ToParent : Relationship::Kind::ToChildren;
    relationship.targets_primary_key =
        to_parent && std::equal(parent_columns.begin(), parent_columns.end(), parent.key().begin(), parent.key().end());
    relationship.local_columns = to_parent ? child_columns : parent_columns;
    relationship.remote_columns = to_parent ? parent_columns : child_columns;
}

namespace {

std::vector<std::uint32_t> positions_of(const std::vector<MemberReference>& members) {
    std::vector<std::uint32_t> positions;
    for (const MemberReference& member : members) {
        const ClassMap& map = member.map();
        map.column_at(member.offset, *member.type);
        positions.push_back(*map.find_column_at(member.offset));
    }
    return positions;
}

}  // namespace

void ClassMap::resolve_columns(Relationship& relationship) {
    const auto& from = relationship.foreign_key;
    const auto& to = relationship.references;
    const ClassMap* const child = from.empty() ? nullptr : &from.front().map();
    const ClassMap* const parent = &to.front().map();
    const ClassMap* const target = relationship.target;
    const bool fits =
        from.size() == to.size() && ((child == this && parent == target) || (child == target && parent == this));
    if (!fits)
        throw MappingError(
            "bad_reference",
            fmt::format("{0}::{1}: references() says which members of one class the foreign_key() of "
                        "the other leads to; write .foreign_key(&{2}::...).references(&{3}::...) with as "
                        "many on both sides",
                        name(), relationship.name, target->name(), name()));
    const bool is_tree = this == target;
    const bool to_parent = is_tree ? relationship.is_single : child == this;
    relationship.kind = to_parent ? Relationship::Kind::ToParent : Relationship::Kind::ToChildren;
    relationship.local_columns = positions_of(to_parent ? from : to);
    relationship.remote_columns = positions_of(to_parent ? to : from);
    relationship.targets_primary_key = to_parent && relationship.remote_columns == target->key();
}

void ClassMap::pair(Relationship& relationship) {
    if (relationship.is_view_only) return;
    std::vector<const Relationship*> candidates;
    for (const Relationship& other : const_cast<ClassMap&>(*relationship.target).relationships_) {
        if (other.target != this || other.is_view_only) continue;
        if (are_sides_of_one_link(relationship, other)) candidates.push_back(&other);
        if (relationship.link || other.link || other.kind == relationship.kind) continue;
        if (other.local_columns == relationship.remote_columns && other.remote_columns == relationship.local_columns)
            candidates.push_back(&other);
    }
    if (candidates.size() != 1) return;
    relationship.paired = candidates.front();
    auto& partner = const_cast<Relationship&>(*candidates.front());
    if (partner.paired == nullptr) partner.paired = &relationship;
}

}  // namespace azoth::orm
