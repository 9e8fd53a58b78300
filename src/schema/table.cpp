// SPDX-License-Identifier: MIT
#include "azoth/schema/table.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth {

std::uint32_t TableDefinition::add(Column column) {
    const std::string name = column.name();
    if (find_column(name))
        throw ArgumentError("duplicate_column", fmt::format("table '{}' has a column '{}' already: choose another name",
                                                            full_name(), name));
    const std::uint32_t position = add_from_column({name, column.type()});
    if (column.is_primary_key()) primary_key_.push_back(position);
    if (column.is_unique()) unique_constraints_.push_back({{name}, {}});
    if (column.has_index()) indexes_.push_back({{name}});
    if (column.foreign_key()) {
        foreign_keys_.push_back(*column.foreign_key());
        foreign_keys_.back().columns = {name};
    }
    definitions_.push_back(std::move(column));
    return position;
}

void TableDefinition::add(PrimaryKeyConstraint constraint) {
    require_columns(constraint.columns, "the primary key");
    std::vector<std::uint32_t> columns;
    for (const std::string& name : constraint.columns) columns.push_back(*find_column(name));
    const auto is_named = [&](std::uint32_t each) {
        return std::find(columns.begin(), columns.end(), each) != columns.end();
    };
    if (!std::all_of(primary_key_.begin(), primary_key_.end(), is_named))
        throw ArgumentError(
            "two_primary_keys",
            fmt::format("table '{}' gets a primary key without a column that is marked as primary_key() "
                        "already: name all columns in one of the two places",
                        full_name()));
    for (const std::uint32_t column : columns) definitions_[column].primary_key();
    primary_key_ = std::move(columns);
    primary_key_name_ = std::move(constraint.name);
}

void TableDefinition::add(ForeignKeyConstraint constraint) {
    require_columns(constraint.columns, "a foreign key");
    if (constraint.columns.size() != constraint.target_columns.size())
        throw ArgumentError(
            "bad_reference",
            fmt::format("a foreign key of table '{}' has {} columns and refers to {} of '{}': name as many",
                        full_name(), constraint.columns.size(), constraint.target_columns.size(),
                        constraint.target_table));
    foreign_keys_.push_back(std::move(constraint));
}

void TableDefinition::add(UniqueConstraint constraint) {
    require_columns(constraint.columns, "a unique constraint");
    unique_constraints_.push_back(std::move(constraint));
}

void TableDefinition::add(CheckConstraint constraint) { checks_.push_back(std::move(constraint)); }

void TableDefinition::add(Index index) {
    require_columns(index.columns, "an index");
    indexes_.push_back(std::move(index));
}

std::string TableDefinition::full_name() const {
    return schema().empty() ? std::string(name()) : fmt::format("{}.{}", schema(), name());
}

std::vector<sql::TableReference> TableDefinition::references() const {
    std::vector<sql::TableReference> result;
    for (const ForeignKeyConstraint& key : foreign_keys_) {
        sql::TableReference& reference = result.emplace_back();
        reference.target = key.target_table;
        reference.target_columns = key.target_columns;
        for (const std::string& column : key.columns) reference.columns.push_back(find_column(column).value());
    }
    return result;
}

std::optional<std::uint32_t> TableDefinition::autoincrement_column() const {
    for (std::uint32_t i = 0; i < definitions_.size(); ++i)
        if (definitions_[i].autoincrement() == true) return i;
    if (primary_key_.size() != 1) return std::nullopt;
    const Column& key = definitions_[primary_key_.front()];
    const auto holds_key = [&](const ForeignKeyConstraint& each) {
        return std::find(each.columns.begin(), each.columns.end(), key.name()) != each.columns.end();
    };
    if (key.autoincrement() || !key.server_default().empty() || !is_integer(key.type().kind) ||
        std::any_of(foreign_keys_.begin(), foreign_keys_.end(), holds_key))
        return std::nullopt;
    return primary_key_.front();
}

void TableDefinition::require_columns(const std::vector<std::string>& columns, std::string_view what) const {
    if (columns.empty())
        throw ArgumentError("no_columns", fmt::format("{} of table '{}' names no column", what, full_name()));
    for (const std::string& name : columns)
        if (!find_column(name))
            throw ArgumentError(
                "no_such_column",
                fmt::format("{} of table '{}' names the column '{}', which the table does not have: add "
                            "the column first",
                            what, full_name(), name));
}

Table Table::start(std::string_view name) {
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos) return Table(make_node<TableDefinition>(std::string(name)));
    return Table(make_node<TableDefinition>(std::string(name.substr(dot + 1)), std::string(name.substr(0, dot))));
}

void Table::finish(MetaData& metadata) const { metadata.add(definition_); }

}  // namespace azoth
