// SPDX-License-Identifier: MIT
#include "azoth/sql/dml.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <span>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "sql/result_columns.hpp"

namespace azoth {
namespace detail {
namespace {

using Row = Assignments;

const std::string& name_of(const sql::TableNode& table, std::uint32_t column) { return table.columns()[column].name; }

/// What stands for several tables has the columns of all of them.
std::optional<std::uint32_t> position_among(const sql::TableNode& table, const sql::ColumnNode& column) {
    if (!table.rows() || table.rows()->kind() != sql::NodeKind::Select) return std::nullopt;
    const auto& items = static_cast<const sql::SelectNode&>(*table.rows()).items;
    for (std::uint32_t i = 0; i < items.size(); ++i) {
        if (!items[i].expression || items[i].expression->kind() != sql::NodeKind::Column) continue;
        const auto& each = static_cast<const sql::ColumnNode&>(*items[i].expression);
        if (each.from.get() == column.from.get() && each.index == column.index) return i;
    }
    return std::nullopt;
}

/// The position of a column of `table`; `what` is it that was asked for it.
std::uint32_t position_in(const sql::TableNode& table, const sql::ColumnNode& column, std::string_view what) {
    if (column.from.get() == &table) return column.index;
    if (const auto position = position_among(table, column)) return *position;
    throw ArgumentError("wrong_table",
                        fmt::format("{} of '{}' cannot name the column '{}' of '{}': use a column of "
                                    "'{}' itself",
                                    what, table.name(), column.name(), column.from->name(), table.name()));
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

void add_column(sql::InsertNode& insert, std::uint32_t column) {
    if (std::ranges::find(insert.columns, column) != insert.columns.end())
        throw_duplicate(*insert.table, column, "columns()");
    insert.columns.push_back(column);
}

}  // namespace

Assignments to_assignments(const sql::TableNode& table, const std::vector<Assignment>& assignments) {
    Assignments row;
    row.reserve(assignments.size());
    add_assignments(table, assignments, row);
    return row;
}

void add_assignments(const sql::TableNode& table, const std::vector<Assignment>& more, Assignments& target) {
    constexpr std::string_view kWhat = "an assignment";
    for (const Assignment& assignment : more) {
        const std::uint32_t column = position_in(table, *assignment.column, kWhat);
        if (std::any_of(target.begin(), target.end(),
                        [&](const auto& each) { return each.column == column && !each.place; }))
            throw_duplicate(table, column, kWhat);
        target.push_back({column, assignment.value});
    }
}

void add_place(sql::UpdateNode& update, const ExpressionPtr& place, ExpressionPtr value) {
    const sql::ExpressionNode* inner = place.get();
    while (inner->kind() == sql::NodeKind::ArrayElement || inner->kind() == sql::NodeKind::ArraySlice ||
           inner->kind() == sql::NodeKind::JsonPath)
        inner = inner->operands().front().get();
    if (inner->kind() != sql::NodeKind::Column)
        throw ArgumentError("not_a_column",
                            fmt::format("set() of '{}' assigns to columns, elements of arrays and parts "
                                        "of documents, not to other expressions",
                                        update.table->name()));
    const auto& column = static_cast<const sql::ColumnNode&>(*inner);
    const bool is_own = column.from.get() == update.table.get() || position_among(*update.table, column).has_value();
    if (inner == place.get() && is_own) {
        add_assignments(*update.table, {{sql::ColumnPtr(&column), std::move(value)}}, update.assignments);
        return;
    }
    update.assignments.push_back({is_own ? column.index : 0, std::move(value), place});
}

void set_limit(ExpressionPtr& limit, std::int64_t rows) {
    if (rows < 0)
        throw ArgumentError("negative_row_count", fmt::format("limit({}): a number of rows is 0 or more", rows));
    limit = make_bind(Value(rows), BigInteger{});
}

void add_row(sql::InsertNode& insert, Row row) {
    if (insert.rows.empty() && insert.columns.empty()) insert.columns = columns_of(row);
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

void add_rows_of_defaults(sql::InsertNode& insert, std::int64_t count) {
    if (count < 1 || count > std::numeric_limits<std::int32_t>::max())
        throw ArgumentError("no_rows", fmt::format("default_values({}): insert one row at least", count));
    insert.row_count = static_cast<std::uint32_t>(count);
}

void set_columns(sql::InsertNode& insert, const sql::ColumnPtr* columns, std::size_t count) {
    insert.columns.clear();
    for (std::size_t i = 0; i < count; ++i) add_column(insert, position_in(*insert.table, *columns[i], "columns()"));
}

void set_columns(sql::InsertNode& insert, std::initializer_list<std::string_view> names) {
    insert.columns.clear();
    for (const std::string_view name : names) add_column(insert, insert.table->column(name)->index);
}

void set_columns(sql::InsertNode& insert, const std::vector<std::string>& names) {
    insert.columns.clear();
    for (const std::string& name : names) add_column(insert, insert.table->column(name)->index);
}

void set_query(sql::InsertNode& insert, sql::StatementPtr query, std::size_t column_count) {
    const std::size_t given = sql::returned_columns(*query).size();
    if (given != column_count && given != 0)
        throw ArgumentError(
            "wrong_column_count",
            fmt::format("the INSERT into '{}' names {} columns ({}), but its query gives {}", insert.table->name(),
                        column_count, names_of(*insert.table, insert.columns), given));
    insert.query = std::move(query);
}

void add_conflict_column(const sql::InsertNode& insert, sql::ConflictClause& clause, const ExpressionPtr& column) {
    constexpr std::string_view kWhat = "on_conflict()";
    if (column->kind() == sql::NodeKind::Bind)
        throw ArgumentError("not_a_column", fmt::format("on_conflict() of '{}' takes columns and expressions of an "
                                                        "index, not values",
                                                        insert.table->name()));
    if (column->kind() != sql::NodeKind::Column) {
        clause.expressions.push_back(column);
        return;
    }
    const auto position = position_in(*insert.table, static_cast<const sql::ColumnNode&>(*column), kWhat);
    if (std::ranges::find(clause.columns, position) != clause.columns.end())
        throw_duplicate(*insert.table, position, kWhat);
    clause.columns.push_back(position);
}

void add_conflict(sql::InsertNode& insert, const sql::ConflictClause& clause, Assignments assignments, bool updates) {
    sql::ConflictClause& added = insert.conflicts.emplace_back(clause);
    added.assignments = std::move(assignments);
    added.updates = updates;
}

Assignments all_excluded(const sql::InsertNode& insert, const sql::ConflictClause& clause) {
    Assignments result;
    for (const std::uint32_t column : insert.columns) {
        if (std::ranges::find(clause.columns, column) != clause.columns.end()) continue;
        const auto node = make_node<const sql::ColumnNode>(sql::FromPtr(insert.table), column);
        result.push_back({column, make_node<sql::ExcludedNode>(node)});
    }
    if (result.empty())
        throw ArgumentError("nothing_to_set",
                            fmt::format("do_update_all() of '{}' has no column to update: values() come before it, "
                                        "and must name more columns than those of the key; or use do_nothing()",
                                        insert.table->name()));
    return result;
}

}  // namespace detail

Expr<Value> default_() { return Expr<Value>(make_node<sql::DefaultNode>()); }

MergeClause::MergeClause(Merge merge, bool is_matched, sql::ExpressionList condition) : merge_(std::move(merge)) {
    clause_.is_matched = is_matched;
    clause_.condition = std::move(condition);
}

Merge MergeClause::then(sql::MergeNode::Action action, const std::vector<Assignment>& assignments) const {
    using Action = sql::MergeNode::Action;
    const bool fits = action == Action::DoNothing || (action == Action::Insert) != clause_.is_matched;
    if (!fits)
        throw ArgumentError("wrong_merge_action",
                            fmt::format("merge() of '{}': {}", merge_.node()->table->name(),
                                        clause_.is_matched ? "what matches is there already: use then_update(), "
                                                             "then_delete() or then_do_nothing()"
                                                           : "what does not match can only be inserted, by "
                                                             "then_insert(), or left alone"));
    return merge_.changed([&](sql::MergeNode& node) {
        node.clauses.push_back(clause_);
        node.clauses.back().action = action;
        node.clauses.back().assignments = detail::to_assignments(*node.table, assignments);
    });
}

}  // namespace azoth
