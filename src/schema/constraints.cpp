// SPDX-License-Identifier: MIT
#include "azoth/schema/constraints.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/from_nodes.hpp"

namespace azoth {
namespace {

struct Target {
    std::string table;
    std::string column;
};

Target read_target(std::string_view text) {
    const auto dot = text.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 1 == text.size())
        throw ArgumentError("bad_reference", fmt::format("a foreign key cannot refer to '{}': write it as table.column "
                                                         "or schema.table.column",
                                                         text));
    return {std::string(text.substr(0, dot)), std::string(text.substr(dot + 1))};
}

/// The table that all targets belong to.
std::string table_of(const std::vector<std::string>& targets) {
    std::string table;
    for (const std::string& text : targets) {
        const Target target = read_target(text);
        if (!table.empty() && table != target.table)
            throw ArgumentError("bad_reference", fmt::format("a foreign key cannot refer to columns of '{}' and of '{}'"
                                                             ": make two of it",
                                                             table, target.table));
        table = target.table;
    }
    return table;
}

std::vector<std::string> columns_of(const std::vector<std::string>& targets) {
    std::vector<std::string> columns;
    for (const std::string& text : targets) columns.push_back(read_target(text).column);
    return columns;
}

const sql::TableNode& table_of(const sql::ColumnNode& column) {
    if (column.from->kind() != sql::NodeKind::Table)
        throw ArgumentError("bad_reference", fmt::format("a foreign key refers to columns of tables; '{}' belongs to "
                                                         "an alias or a query",
                                                         column.name()));
    return static_cast<const sql::TableNode&>(*column.from);
}

}  // namespace

PrimaryKeyConstraint::PrimaryKeyConstraint(std::vector<std::string> columns, std::string name)
    : columns_(std::move(columns)) {
    this->name(std::move(name));
}

PrimaryKeyConstraint& PrimaryKeyConstraint::columns(std::vector<std::string> columns) {
    columns_ = std::move(columns);
    return *this;
}

UniqueConstraint::UniqueConstraint(std::vector<std::string> columns, std::string name) : columns_(std::move(columns)) {
    this->name(std::move(name));
}

UniqueConstraint& UniqueConstraint::columns(std::vector<std::string> columns) {
    columns_ = std::move(columns);
    return *this;
}

ForeignKeyConstraint& ForeignKeyConstraint::columns(std::vector<std::string> columns) {
    columns_ = std::move(columns);
    return *this;
}

ForeignKeyConstraint& ForeignKeyConstraint::on_delete(ReferentialAction action, std::vector<std::string> columns) {
    on_delete_ = action;
    on_delete_columns_ = std::move(columns);
    return *this;
}

ForeignKeyConstraint::ForeignKeyConstraint(std::vector<std::string> columns, const std::vector<std::string>& targets)
    : ForeignKeyConstraint(std::move(columns), table_of(targets), columns_of(targets)) {}

ForeignKeyConstraint::ForeignKeyConstraint(std::vector<std::string> columns, std::string_view target_table,
                                           std::vector<std::string> target_columns, ReferentialAction on_delete,
                                           ReferentialAction on_update, std::string name)
    : columns_(std::move(columns)), on_delete_(on_delete), on_update_(on_update) {
    targets(target_table, std::move(target_columns));
    this->name(std::move(name));
}

ForeignKeyConstraint& ForeignKeyConstraint::targets(std::string_view table, std::vector<std::string> columns) {
    const auto dot = table.rfind('.');
    target_schema_ = dot == std::string_view::npos ? std::string_view{} : table.substr(0, dot);
    target_name_ = dot == std::string_view::npos ? table : table.substr(dot + 1);
    target_columns_ = std::move(columns);
    return *this;
}

ForeignKeyConstraint::ForeignKeyConstraint(const sql::ColumnNode& target)
    : target_schema_(table_of(target).schema()),
      target_name_(table_of(target).name()),
      target_columns_{target.name()} {}

std::string ForeignKeyConstraint::target_table() const {
    return target_schema_.empty() ? target_name_ : fmt::format("{}.{}", target_schema_, target_name_);
}

ForeignKey::ForeignKey(std::string_view table_and_column)
    : ForeignKeyConstraint({}, read_target(table_and_column).table, {read_target(table_and_column).column}) {}

ExcludeConstraint& ExcludeConstraint::element(std::string column, std::string op, std::string operator_class) {
    DdlExpression value(column);
    return add({std::move(value), std::move(op), std::move(operator_class)}, std::move(column));
}

ExcludeConstraint& ExcludeConstraint::add(Element element, std::string column) {
    columns_.push_back(std::move(column));
    elements_.push_back(std::move(element));
    return *this;
}

}  // namespace azoth
