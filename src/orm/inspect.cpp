// SPDX-License-Identifier: MIT
#include "azoth/orm/inspect.hpp"

#include <algorithm>

#include "orm/column_rules.hpp"

namespace azoth::orm {
namespace {

std::string column_name(const ClassMap& map, std::uint32_t position) { return map.column_expression(position)->name(); }

std::vector<std::string> column_names(const ClassMap& map, const std::vector<std::uint32_t>& positions) {
    std::vector<std::string> names;
    for (const std::uint32_t position : positions) names.push_back(column_name(map, position));
    return names;
}

std::string member_name(const ClassMap& map, std::uint32_t position) {
    const std::string& member = map.columns()[position].member_name;
    for (const Composite& composite : map.composites())
        if (std::find(composite.columns.begin(), composite.columns.end(), position) != composite.columns.end())
            return std::string(composite.name) + "." + member;
    return member;
}

ClassInfo::ColumnInfo info_of_column(const ClassMap& map, std::uint32_t position) {
    const MappedColumn& column = map.columns()[position];
    const Column& definition = map.column_definition(position);
    return {
        .member = member_name(map, position),
        .column = definition.name(),
        .type = definition.type(),
        .cpp_type = std::string(column.value_type->name),
        .is_nullable = definition.is_nullable(),
        .is_key = std::find(map.key().begin(), map.key().end(), position) != map.key().end(),
        .is_generated = map.generated_column() == position,
        .is_deferred = column.is_deferred,
        .is_expression = column.is_property(),
        .is_written = !map.is_view() && (map.rules() == nullptr || map.rules()->columns[position].is_written),
    };
}

ClassInfo::RelationshipInfo info_of_relationship(const Relationship& relationship) {
    return {
        .member = relationship.name,
        .target = std::string(relationship.target->name()),
        .is_to_many = !relationship.is_single,
        .has_foreign_key = relationship.kind == Relationship::Kind::ToParent,
        .paired_with = relationship.paired != nullptr ? relationship.paired->name : std::string(),
        .cascade = relationship.cascade,
        .loading = relationship.loading,
        .columns = column_names(*relationship.owner, relationship.local_columns),
        .target_columns = column_names(*relationship.target, relationship.remote_columns),
    };
}

}  // namespace

ClassInfo info_of(ClassMap& map) {
    map.ensure_configured();
    ClassInfo info{.name = std::string(map.name()), .table = map.definition().full_name(), .is_view = map.is_view()};
    for (std::uint32_t i = 0; i < map.columns().size(); ++i) info.columns.push_back(info_of_column(map, i));
    for (const Relationship* const relationship : map.relationships())
        info.relationships.push_back(info_of_relationship(*relationship));
    info.key = column_names(map, map.key());
    return info;
}

}  // namespace azoth::orm
