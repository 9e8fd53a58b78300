// SPDX-License-Identifier: MIT
#include "azoth/sql/dml.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth::detail {
namespace {

using Row = std::vector<sql::InsertNode::Assignment>;

const std::string& name_of(const sql::TableNode& table, std::uint32_t column) { return table.columns()[column].name; }

/// The position of a column of `table`; `what` is it that was asked for it.
std::uint32_t position_in(const sql::TableNode& table, const sql::ColumnNode& column, std::string_view what) {
    if (column.from.get() != &table)
        throw ArgumentError("wrong_table",
                            fmt::format("{} of '{}' cannot name the column '{}' of '{}': use a column of "
                                        "'{}' itself",
                                        what, table.name(), column.name(), column.from->name(), table.name()));
    return column.index;
}

[[noreturn]] void throw_duplicate(const sql::TableNode& table, std::uint32_t column, std::string_view what) {
    throw ArgumentError("duplicate_column", fmt::format("{} of '{}' names the column '{}' twice: keep one", what,
                                                        table.name(), name_of(table, column)));
}

std::string names_of(const sql::TableNode& table, std::span<const std::uint32_t> columns) {
    std::string names;
    for (const std::uint32_t column : columns) names += (names.empty() ? "" : ", ") + name_of(table, column);
    return names;
}

std::vector<std::uint32_t> columns_of(const Row& row) {
    std::vector<std::uint32_t> columns;
    for (const auto& assignment : row) columns.push_back(assignment.column);
    return columns;
}

[[noreturn]] void throw_different(const sql::InsertNode& insert, const Row& row) {
    throw ArgumentError("different_columns",
                        fmt::format("a row for '{}' gives values for ({}), the first one for ({}): all rows of one "
                                    "insert() name the same columns",
                                    insert.table->name(), names_of(*insert.table, columns_of(row)),
                                    names_of(*insert.table, insert.columns)));
}

}  // namespace

Row to_assignments(const sql::TableNode& table, std::initializer_list<Assignment> assignments) {
    constexpr std::string_view kWhat = "an assignment";
    Row row;
    row.reserve(assignments.size());
    for (const Assignment& assignment : assignments) {
        const std::uint32_t column = position_in(table, *assignment.column, kWhat);
        if (std::any_of(row.begin(), row.end(), [&](const auto& each) { return each.column == column; }))
            throw_duplicate(table, column, kWhat);
        row.push_back({column, assignment.value});
    }
    return row;
}

void add_row(sql::InsertNode& insert, Row row) {
    if (insert.rows.empty()) insert.columns = columns_of(row);
    if (row.size() != insert.columns.size()) throw_different(insert, row);
    sql::ExpressionList values;
    values.reserve(row.size());
    for (const std::uint32_t column : insert.columns) {
        const auto found = std::find_if(row.begin(), row.end(), [&](auto& each) { return each.column == column; });
        if (found == row.end()) throw_different(insert, row);
        values.push_back(std::move(found->value));
    }
    insert.rows.push_back(std::move(values));
}

void add_conflict_column(sql::InsertNode& insert, const ExpressionPtr& column) {
    constexpr std::string_view kWhat = "on_conflict()";
    if (column->kind() != sql::NodeKind::Column)
        throw ArgumentError("not_a_column", fmt::format("on_conflict() of '{}' takes columns, not other expressions",
                                                        insert.table->name()));
    const auto position = position_in(*insert.table, static_cast<const sql::ColumnNode&>(*column), kWhat);
    auto& columns = insert.conflict_columns;
    if (std::find(columns.begin(), columns.end(), position) != columns.end())
        throw_duplicate(*insert.table, position, kWhat);
    columns.push_back(position);
}

}  // namespace azoth::detail
