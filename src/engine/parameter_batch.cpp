// SPDX-License-Identifier: MIT
#include "engine/parameter_batch.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/named_bind_node.hpp"

namespace azoth::engine {
namespace {

using sql::InsertNode;

std::string names_of(const Parameters& row) {
    std::string names;
    for (const Parameter& parameter : row) names += (names.empty() ? "" : ", ") + parameter.name();
    return names;
}

/// What is missing is reported by name here, because a missing value of a column is easily taken for NULL.
void require_same_names(const InsertNode& insert, std::span<const Parameters> rows) {
    const auto has_names_of_first = [&](const Parameters& row) {
        return row.size() == rows.front().size() && std::ranges::all_of(row, [&](const Parameter& parameter) {
                   return rows.front().find(parameter.name()) != nullptr;
               });
    };
    const auto other = std::ranges::find_if_not(rows, has_names_of_first);
    if (other != rows.end())
        throw ArgumentError(
            "different_columns",
            fmt::format("row {} for '{}' gives values for ({}), the first one for ({}): all rows of "
                        "one batch name the same columns",
                        other - rows.begin() + 1, insert.table->name(), names_of(*other), names_of(rows.front())));
}

/// INSERT INTO table (a, b) VALUES (:a, :b).
NodePtr<InsertNode> with_values(const InsertNode& insert, std::span<const Parameters> rows) {
    require_same_names(insert, rows);
    auto result = make_node<InsertNode>(insert);
    const bool chooses_columns = result->columns.empty();
    if (chooses_columns)
        for (const Parameter& parameter : rows.front())
            result->columns.push_back(insert.table->column(parameter.name())->index);
    sql::ExpressionList values;
    for (const std::uint32_t column : result->columns) {
        const sql::FromColumn& target = insert.table->columns()[column];
        values.push_back(make_node<sql::NamedBindNode>(target.name, target.type));
    }
    result->rows.push_back(std::move(values));
    return result;
}

NodePtr<InsertNode> completed(const sql::StatementNode& statement, std::span<const Parameters> rows) {
    if (statement.kind() != sql::NodeKind::Insert) return nullptr;
    const auto& insert = static_cast<const InsertNode&>(statement);
    return insert.rows.empty() && !insert.query ? with_values(insert, rows) : nullptr;
}

/// Each row adds one, so nobody needs to be asked.
bool adds_one_each(const sql::StatementNode& statement) {
    if (statement.kind() != sql::NodeKind::Insert) return false;
    const auto& insert = static_cast<const InsertNode&>(statement);
    return insert.conflicts.empty() && insert.prefixes.empty() && !insert.query && insert.rows.size() == 1;
}

}  // namespace

DmlResult execute_batch(ConnectionState& connection, const sql::StatementNode& statement,
                        std::span<const Parameters> rows) {
    if (rows.empty()) return {};
    const NodePtr<InsertNode> insert = completed(statement, rows);
    const sql::StatementNode& runnable = insert ? *insert : statement;
    const ParameterRows parameters{.values = {}, .count = rows.size(), .named = rows};
    if (adds_one_each(runnable)) {
        connection.run_many(runnable, parameters, {});
        return {.rowcount = static_cast<std::int64_t>(rows.size())};
    }
    return {.rowcount = connection.run_many(runnable, parameters, {})};
}

}  // namespace azoth::engine
