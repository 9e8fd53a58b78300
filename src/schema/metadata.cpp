// SPDX-License-Identifier: MIT
#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "azoth/base/error.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/schema/view.hpp"
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

[[noreturn]] void throw_duplicate(const TableDefinition& table) {
    throw ArgumentError("duplicate_table",
                        fmt::format("there is a table or view '{}' in these MetaData already: use that one, choose "
                                    "another name, or add extend_existing or keep_existing to the new Table",
                                    table.full_name()));
}

using Positions = std::unordered_map<std::string, std::uint32_t>;

/// Where the table of a foreign key stands. Throws unless it is there, with the columns.
std::uint32_t find_target(const TableDefinition& table, const ForeignKeyConstraint& key,
                          std::span<const TableDefinitionPtr> tables, const Positions& positions) {
    const std::string source = fmt::format("{}.{}", table.full_name(), fmt::join(key.columns(), ", "));
    const std::string target = fmt::format("{}.{}", key.target_table(), fmt::join(key.target_columns(), ", "));
    const auto found = positions.find(key.target_table());
    if (found == positions.end())
        throw ArgumentError(
            "no_such_table",
            fmt::format("the foreign key {} refers to {}, but these MetaData have no table '{}': add the "
                        "table or correct the reference",
                        source, target, key.target_table()));
    for (const std::string& column : key.target_columns())
        if (!tables[found->second]->find_definition(column))
            throw ArgumentError(
                "no_such_table",
                fmt::format("the foreign key {} refers to {}, but the table '{}' has no column '{}': add "
                            "the column or correct the reference",
                            source, target, key.target_table(), column));
    return found->second;
}

Dependencies dependencies_of(std::span<const TableDefinitionPtr> tables) {
    Positions positions;
    for (const auto& table : tables)
        positions.emplace(table->full_name(), static_cast<std::uint32_t>(positions.size()));
    Dependencies dependencies(tables.size());
    for (std::size_t i = 0; i < tables.size(); ++i)
        for (const ForeignKeyConstraint& key : tables[i]->foreign_keys()) {
            const std::uint32_t target = find_target(*tables[i], key, tables, positions);
            if (!key.uses_alter()) dependencies[i].push_back(target);
        }
    return dependencies;
}

bool has_view(std::span<const ViewDefinitionPtr> views, const std::string& name) {
    return std::any_of(views.begin(), views.end(), [&](const auto& each) { return has_name(*each->table, name); });
}

}  // namespace

MetaData::MetaData() : naming_(std::make_shared<NamingConvention>()) {}
MetaData::MetaData(std::string schema, NamingConvention naming)
    : schema_(std::move(schema)), naming_(std::make_shared<NamingConvention>(std::move(naming))) {}
MetaData::MetaData(NamingConvention naming) : MetaData(std::string(), std::move(naming)) {}
MetaData::MetaData(const MetaData& other) = default;
MetaData::MetaData(MetaData&& other) noexcept = default;
MetaData& MetaData::operator=(MetaData other) noexcept {
    std::swap(schema_, other.schema_);
    naming_.swap(other.naming_);
    tables_.swap(other.tables_);
    views_.swap(other.views_);
    sequences_.swap(other.sequences_);
    schemas_.swap(other.schemas_);
    std::swap(hooks_, other.hooks_);
    return *this;
}
MetaData::~MetaData() = default;

MetaData& MetaData::naming_convention(NamingConvention naming) {
    *naming_ = std::move(naming);
    return *this;
}

void MetaData::add(NodePtr<TableDefinition> table) {
    table->set_naming(naming_);
    add(TableDefinitionPtr(std::move(table)));
}

void MetaData::add(TableDefinitionPtr table) {
    if (table->name().empty()) throw ArgumentError("bad_name", "a table needs a name");
    if (find(table->full_name()) || has_view(views_, table->full_name())) throw_duplicate(*table);
    tables_.push_back(std::move(table));
}

void MetaData::add(ViewDefinitionPtr view) {
    const TableDefinition& table = *view->table;
    if (table.name().empty()) throw ArgumentError("bad_name", "a view needs a name");
    if (find(table.full_name()) || has_view(views_, table.full_name())) throw_duplicate(table);
    views_.push_back(std::move(view));
}

void MetaData::add(Sequence sequence) {
    for (const Sequence& each : sequences_)
        if (each.full_name() == sequence.full_name())
            throw ArgumentError("duplicate_sequence",
                                fmt::format("there is a sequence '{}' in these MetaData already: use that one or "
                                            "choose another name",
                                            sequence.full_name()));
    sequences_.push_back(std::move(sequence));
}

void MetaData::remove(const Table& table) {
    std::erase_if(tables_, [&](const TableDefinitionPtr& each) { return each.get() == &table.definition(); });
}

void MetaData::clear() {
    tables_.clear();
    views_.clear();
    sequences_.clear();
}

MetaData& MetaData::add_schema(std::string name) {
    if (std::find(schemas_.begin(), schemas_.end(), name) == schemas_.end()) schemas_.push_back(std::move(name));
    return *this;
}

MetaData& MetaData::listen(DdlEvent event, DdlHook hook) {
    hooks_.add(event, std::move(hook));
    return *this;
}

std::vector<Sequence> MetaData::sequences() const {
    std::vector<Sequence> all = sequences_;
    for (const TableDefinitionPtr& table : tables_)
        for (const Column& column : table->definitions()) {
            const auto& sequence = column.default_().sequence();
            const auto is_it = [&](const Sequence& each) { return each.full_name() == sequence->full_name(); };
            if (sequence && std::none_of(all.begin(), all.end(), is_it)) all.push_back(*sequence);
        }
    return all;
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
