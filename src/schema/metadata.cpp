// SPDX-License-Identifier: MIT
#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "azoth/base/error.hpp"
#include "azoth/schema/table.hpp"
#include "schema/table_order.hpp"

namespace azoth {
namespace {

bool has_name(const TableDefinition& table, std::string_view full_name) {
    const std::string_view name = table.name();
    const std::string_view schema = table.schema();
    if (schema.empty()) return full_name == name;
    return full_name.size() == schema.size() + 1 + name.size() && full_name.starts_with(schema) &&
           full_name[schema.size()] == '.' && full_name.ends_with(name);
}

using Positions = std::unordered_map<std::string, std::uint32_t>;

/// Where the table of a foreign key stands. Throws unless it is there, with the columns.
std::uint32_t find_target(const TableDefinition& table, const ForeignKeyConstraint& key,
                          std::span<const TableDefinitionPtr> tables, const Positions& positions) {
    const std::string source = fmt::format("{}.{}", table.full_name(), fmt::join(key.columns, ", "));
    const std::string target = fmt::format("{}.{}", key.target_table, fmt::join(key.target_columns, ", "));
    const auto found = positions.find(key.target_table);
    if (found == positions.end())
        throw ArgumentError(
            "no_such_table",
            fmt::format("the foreign key {} refers to {}, but these MetaData have no table '{}': add the "
                        "table or correct the reference",
                        source, target, key.target_table));
    for (const std::string& column : key.target_columns)
        if (!tables[found->second]->find_column(column))
            throw ArgumentError(
                "no_such_table",
                fmt::format("the foreign key {} refers to {}, but the table '{}' has no column '{}': add "
                            "the column or correct the reference",
                            source, target, key.target_table, column));
    return found->second;
}

Dependencies dependencies_of(std::span<const TableDefinitionPtr> tables) {
    Positions positions;
    for (const auto& table : tables)
        positions.emplace(table->full_name(), static_cast<std::uint32_t>(positions.size()));
    Dependencies dependencies(tables.size());
    for (std::size_t i = 0; i < tables.size(); ++i)
        for (const ForeignKeyConstraint& key : tables[i]->foreign_keys())
            dependencies[i].push_back(find_target(*tables[i], key, tables, positions));
    return dependencies;
}

}  // namespace

void MetaData::add(TableDefinitionPtr table) {
    if (table->name().empty()) throw ArgumentError("bad_name", "a table needs a name");
    if (find(table->full_name()))
        throw ArgumentError("duplicate_table",
                            fmt::format("there is a table '{}' in these MetaData already: use that one "
                                        "or choose another name",
                                        table->full_name()));
    tables_.push_back(std::move(table));
}

TableDefinitionPtr MetaData::find(std::string_view name) const {
    const auto found =
        std::find_if(tables_.begin(), tables_.end(), [&](const auto& each) { return has_name(*each, name); });
    return found == tables_.end() ? nullptr : *found;
}

std::vector<TableDefinitionPtr> MetaData::sorted_tables() const {
    std::vector<TableDefinitionPtr> sorted;
    sorted.reserve(tables_.size());
    for (const std::uint32_t position : dependency_order(dependencies_of(tables_))) sorted.push_back(tables_[position]);
    return sorted;
}

}  // namespace azoth
