// SPDX-License-Identifier: MIT
#include "azoth/orm/class_map.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/entities.hpp"
#include "azoth/orm/mapper.hpp"
#include "azoth/orm/registry.hpp"
#include "azoth/sql/from_handle.hpp"
#include "orm/class_draft.hpp"
#include "orm/column_types.hpp"
#include "orm/inheritance.hpp"
#include "orm/key_condition.hpp"
#include "orm/link_table.hpp"
#include "orm/relationship_criteria.hpp"

namespace azoth::orm {

ClassMap::ClassMap(const ObjectOps& ops, void (*describe)(ClassDraft& draft)) : ops_(ops), describe_(describe) {}
ClassMap::~ClassMap() = default;

void ClassMap::construct_snapshot(const void* object, std::byte* uninitialised) const {
    std::size_t done = 0;
    try {
        for (; done < columns_.size(); ++done)
            columns_[done].type->copy_construct(uninitialised + columns_[done].snapshot_offset,
                                                field(object, columns_[done]));
    } catch (...) {
        while (done-- > 0) columns_[done].type->destroy(uninitialised + columns_[done].snapshot_offset);
        throw;
    }
}

void ClassMap::update_snapshot(const void* object, std::byte* snapshot) const {
    for (const MappedColumn& column : columns_)
        column.type->assign(snapshot + column.snapshot_offset, field(object, column));
}

void ClassMap::restore_snapshot(void* object, const std::byte* snapshot) const {
    for (const MappedColumn& column : columns_)
        column.type->assign(field(object, column), snapshot + column.snapshot_offset);
}

void ClassMap::destroy_snapshot(std::byte* snapshot) const {
    for (const MappedColumn& column : columns_) column.type->destroy(snapshot + column.snapshot_offset);
}

std::optional<std::uint32_t> ClassMap::find_column_at(std::size_t offset) const {
    for (std::uint32_t i = 0; i < columns_.size(); ++i)
        if (columns_[i].member_offset == offset) return i;
    return std::nullopt;
}

const sql::ColumnPtr& ClassMap::column_at(std::size_t offset, const CppType& type) const {
    const auto position = find_column_at(offset);
    if (!position || columns_[*position].value_type != &type || columns_[*position].is_property())
        throw MappingError(
            "unmapped_member",
            fmt::format("{} has no mapped column of type {} at this member; name it in m.columns<...>() of "
                        "its mapping()",
                        name(), type.name));
    return expressions_[*position];
}

const Relationship& ClassMap::relationship_at(std::size_t offset) const {
    for (const Relationship* const relationship : relationship_list_)
        if (relationship->offset == offset) return *relationship;
    throw MappingError(
        "unmapped_relationship",
        fmt::format("{} has a Many or One that is not mapped; add m.relationship<&{}::...>() to its mapping()", name(),
                    name()));
}

namespace {

/// What a column of a table is in `from`: the table itself or an alias of it, or the first table of a class that has
/// several, which are then all there.
sql::ColumnPtr column_of(const sql::FromPtr& from, const sql::ColumnPtr& column) {
    return from->kind() == sql::NodeKind::Table ? column : azoth::detail::corresponding_column(from, column);
}

/// The part of the target that is in the table which the join leads to.
const ClassMap& target_part(const Relationship& relationship) {
    const ClassMap& target = *relationship.target;
    if (target.inheritance() == nullptr) return target;
    if (relationship.kind == Relationship::Kind::ToParent) return *find_part(target, *relationship.parent_table);
    return *target.inheritance()->tables[target.inheritance()->table_of_column[relationship.remote_columns.front()]];
}

std::vector<sql::ColumnPtr> columns_in(const ClassMap& map, const sql::FromPtr& rows,
                                       const std::vector<std::uint32_t>& positions) {
    std::vector<sql::ColumnPtr> result;
    for (const std::uint32_t position : positions) result.push_back(column_of(rows, map.column_expression(position)));
    return result;
}

/// Positions among the columns of a class as those among what is in one of its tables.
std::vector<std::uint32_t> positions_in(const ClassMap& part, const ClassMap& map,
                                        const std::vector<std::uint32_t>& positions) {
    if (&part == &map) return positions;
    std::vector<std::uint32_t> result;
    for (const std::uint32_t position : positions)
        result.push_back(*part.find_column_at(map.columns()[position].member_offset));
    return result;
}

}  // namespace

sql::RelationshipJoin ClassMap::join_at(std::size_t offset, const sql::FromPtr& left, const sql::FromPtr& to) const {
    const_cast<ClassMap*>(this)->ensure_configured();
    const Relationship& relationship = relationship_at(offset);
    const ClassMap& target = *relationship.target;
    const ClassMap& part = to ? target : target_part(relationship);
    // A class joined to itself needs two names.
    const bool needs_names = target.table() == table();
    const sql::TablePtr& part_table = part.inheritance() == nullptr ? part.table() : target.table();
    const sql::FromPtr right = to            ? to
                               : needs_names ? azoth::detail::make_alias(part_table, "")
                                             : sql::FromPtr(part_table);
    const std::vector<sql::ColumnPtr> local = columns_in(*this, left, relationship.local_columns);
    const std::vector<sql::ColumnPtr> remote =
        columns_in(part, right, positions_in(part, target, relationship.remote_columns));
    sql::RelationshipJoin join{right};
    if (!relationship.link) {
        join.on = all_equal(local, remote);
    } else {
        const LinkTable& link = *relationship.link;
        join.link = azoth::detail::make_alias(sql::FromPtr(link.definition.get()), "");
        join.on = all_equal(link.columns_in(join.link, link.remote), remote);
        join.link_on = all_equal(local, link.columns_in(join.link, link.local));
    }
    join.on = with_own_criteria(std::move(join.on), relationship, right);
    if (target.inheritance() != nullptr) complete_join(join, target, to ? nullptr : &part, needs_names);
    return join;
}

sql::FromPtr with_columns_of(const ClassMap& map, sql::FromPtr rows) {
    for (std::uint32_t i = 0; i < map.loaded_columns().size(); ++i) column_of(rows, map.column_expression(i));
    return rows;
}

ColumnDraft& ClassDraft::add_column(std::string_view name, std::size_t offset, const CppType& type) {
    Column column{std::string(name), TypesInForce::column_type(type)};
    if (!type.is_nullable) column.not_null();
    const auto place = static_cast<std::uint32_t>(offset);
    columns.push_back({std::move(column), name, place, &type});
    columns.back().member_offset = place;
    columns.back().value_type = &type;
    return columns.back();
}

TableDefinition& ClassDraft::shape(std::string_view class_name) {
    if (table.empty())
        throw MappingError("no_table", fmt::format("mapping() of {} speaks of its table before it names it; begin with "
                                                   "m.table(\"...\")",
                                                   class_name));
    if (shape_ == nullptr) shape_ = make_node<TableDefinition>(table.substr(table.find('.') + 1));
    return *shape_;
}

sql::ColumnPtr ClassDraft::column_expression(std::size_t offset, std::string_view class_name) {
    const ColumnDraft& wanted = column_at(offset, class_name);
    TableDefinition& own = shape(class_name);
    std::uint32_t position = 0;
    for (std::uint32_t i = 0; i < columns.size(); ++i) {
        if (&columns[i] == &wanted) position = i;
        if (i < own.definitions().size()) continue;
        const std::string& name = columns[i].column.name();
        // Until all are named two columns may have one name.
        own.add(Column(own.find_definition(name) == nullptr ? name : fmt::format("#{}", i), columns[i].column.type()));
    }
    return make_node<sql::ColumnNode>(sql::FromPtr(&own), position);
}

UniqueConstraint& ClassDraft::add(UniqueConstraint constraint, std::vector<std::size_t> members) {
    return unique_constraints.emplace_back(Of<UniqueConstraint>{std::move(members), std::move(constraint)}).part;
}

Index& ClassDraft::add(Index index, std::vector<std::size_t> members) {
    return indexes.emplace_back(Of<Index>{std::move(members), std::move(index)}).part;
}

ForeignKeyConstraint& ClassDraft::add(ForeignKeyConstraint key, std::vector<std::size_t> members) {
    foreign_key_targets.emplace_back();
    return foreign_keys.emplace_back(Of<ForeignKeyConstraint>{std::move(members), std::move(key)}).part;
}

CheckConstraint& ClassDraft::add(CheckConstraint constraint) { return checks.emplace_back(std::move(constraint)); }

ExcludeConstraint& ClassDraft::add(ExcludeConstraint constraint) {
    return excludes.emplace_back(std::move(constraint));
}

ColumnDraft& ClassDraft::column_at(std::size_t offset, std::string_view class_name) {
    for (ColumnDraft& draft : columns)
        if (draft.member_offset == offset) return draft;
    throw MappingError("unmapped_member",
                       fmt::format("mapping() of {} speaks of a member that is not among its columns; name it in "
                                   "m.columns<...>() first",
                                   class_name));
}

std::vector<NamedField> fields_of(ClassMap& map) {
    std::vector<NamedField> fields;
    for (std::uint32_t i = 0; i < map.columns().size() && !map.columns()[i].is_property(); ++i)
        fields.push_back({map.column_definition(i).name(), map.columns()[i].offset, map.columns()[i].type});
    return fields;
}

TableDefinitionPtr definition_of(const ClassMap& map) { return map.definition_ptr(); }

void throw_unmapped() { throw MappingError("unmapped_class", "a class without mapping() was used"); }

std::string_view class_name_in(std::string_view type_name) {
    const auto scope = type_name.substr(0, type_name.find('<')).rfind("::");
    return scope == std::string_view::npos ? type_name : type_name.substr(scope + 2);
}

std::span<const std::uint32_t> ClassMap::loaded_columns() const { return table_columns_; }

}  // namespace azoth::orm
