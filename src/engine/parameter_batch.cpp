// SPDX-License-Identifier: MIT
#include "engine/parameter_batch.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/engine/result.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/named_bind_node.hpp"
#include "engine/inserted_key.hpp"

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

[[noreturn]] void refuse_defaults(std::string_view why) {
    throw ArgumentError("bad_option",
                        fmt::format("return_defaults is for an INSERT into a table whose columns are known, but {}; "
                                    "leave it out, or say what to return by returning()",
                                    why));
}

/// The INSERT of one row that is to be run for each, and its table.
const TableDefinition& require_insert(const sql::StatementNode& statement) {
    if (statement.kind() != sql::NodeKind::Insert) refuse_defaults("the statement is another one");
    const auto& insert = static_cast<const InsertNode&>(statement);
    const auto* table = dynamic_cast<const TableDefinition*>(insert.table.get());
    if (table == nullptr) refuse_defaults(fmt::format("of '{}' only names are known", insert.table->name()));
    // Which rows were added, and which changed or left out, nobody could tell.
    if (!insert.conflicts.empty() || !insert.prefixes.empty())
        refuse_defaults("it may leave rows out or change others");
    if (insert.query || insert.rows.size() > 1) refuse_defaults("it adds more than one row for each");
    return *table;
}

bool is_made_by_database(const InsertNode& insert, const TableDefinition& table, std::uint32_t column) {
    const Column& definition = table.definitions()[column];
    return std::ranges::count(insert.columns, column) == 0 && !definition.default_().is_client_side() &&
           (!definition.server_default().empty() || definition.identity() || definition.computed());
}

/// The INSERT with the key and what the database makes in its RETURNING.
NodePtr<InsertNode> with_defaults_returned(const InsertNode& insert, const TableDefinition& table) {
    auto copy = make_node<InsertNode>(insert);
    copy->returning.clear();
    const auto add = [&](std::uint32_t column) {
        copy->returning.push_back({make_node<sql::ColumnNode>(insert.table, column), nullptr, nullptr});
    };
    for (const std::uint32_t column : table.primary_key()) add(column);
    for (std::uint32_t i = 0; i < table.definitions().size(); ++i)
        if (is_made_by_database(insert, table, i) && std::ranges::count(table.primary_key(), i) == 0) add(i);
    return copy;
}

/// Where the client tells no more than one generated number.
std::vector<std::vector<Value>> insert_for_keys(ConnectionState& connection, const InsertNode& insert,
                                                const TableDefinition& table, std::span<const Parameters> rows) {
    for (const std::uint32_t column : table.primary_key())
        if (std::ranges::count(insert.columns, column) == 0 && table.autoincrement_column() != column)
            refuse_defaults(
                fmt::format("this database does not tell what became of '{}'", table.definitions()[column].name()));
    std::vector<std::int64_t> generated(rows.size());
    connection.insert_many(insert, {.values = {}, .count = rows.size(), .named = rows}, generated);
    std::vector<std::vector<Value>> keys;
    for (std::size_t i = 0; i < rows.size(); ++i) keys.push_back(key_of(insert, rows[i], generated[i]));
    return keys;
}

}  // namespace

Execution open_batch(ConnectionState& connection, const sql::StatementNode& statement,
                     std::span<const Parameters> rows) {
    const NodePtr<InsertNode> insert = rows.empty() ? nullptr : completed(statement, rows);
    return connection.run_each(insert ? *insert : statement, {.values = {}, .count = rows.size(), .named = rows});
}

DmlResult execute_batch_with_defaults(const std::shared_ptr<ConnectionState>& connection,
                                      const sql::StatementNode& statement, std::span<const Parameters> rows,
                                      const std::source_location& where) {
    const TableDefinition& table = require_insert(statement);
    if (rows.empty()) return {};
    const NodePtr<InsertNode> made = completed(statement, rows);
    const InsertNode& insert = made ? *made : static_cast<const InsertNode&>(statement);
    DmlResult result{.rowcount = static_cast<std::int64_t>(rows.size())};
    const Capabilities& capabilities = connection->dialect().capabilities();
    if (!capabilities.insert_returning && capabilities.has_last_insert_id) {
        result.key_rows = insert_for_keys(*connection, insert, table, rows);
    } else {
        const ParameterRows parameters{.values = {}, .count = rows.size(), .named = rows};
        result.default_rows =
            Result<Row>(
                ResultCore(connection, connection->run_each(*with_defaults_returned(insert, table), parameters), where))
                .all();
        const auto key_width = static_cast<std::ptrdiff_t>(table.primary_key().size());
        for (const Row& row : result.default_rows) result.key_rows.emplace_back(row.begin(), row.begin() + key_width);
    }
    if (!result.key_rows.empty()) result.inserted_primary_key = result.key_rows.front();
    return result;
}

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
