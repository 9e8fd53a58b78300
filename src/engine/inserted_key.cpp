// SPDX-License-Identifier: MIT
#include "engine/inserted_key.hpp"

#include <algorithm>
#include <optional>

#include "azoth/compile/dialect.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/named_bind_node.hpp"
#include "engine/split_insert.hpp"

namespace azoth::engine {
namespace {

using sql::InsertNode;

/// The insert when it adds just one row, to a table whose definition is known; else null. An upsert may have changed
/// another row, or none, and not every client tells.
const InsertNode* as_single_insert(const sql::StatementNode& statement) {
    if (statement.kind() != sql::NodeKind::Insert) return nullptr;
    const auto& insert = static_cast<const InsertNode&>(statement);
    const bool is_single = insert.row_count == 1 && insert.rows.size() <= 1 && !insert.query &&
                           insert.returning.empty() && insert.conflicts.empty() && insert.prefixes.empty();
    return is_single && dynamic_cast<const TableDefinition*>(insert.table.get()) != nullptr ? &insert : nullptr;
}

const TableDefinition& table_of(const InsertNode& insert) { return static_cast<const TableDefinition&>(*insert.table); }

/// The value of a place with a name, if there is one.
std::optional<Value> named_value(const InsertNode& insert, const sql::NamedBindNode& node, const Parameters& given) {
    for (const Parameters* parameters : {&given, &insert.parameters})
        if (const Parameter* found = parameters->find(node.name)) return found->values().front();
    return node.default_values ? std::optional(node.default_values->front()) : std::nullopt;
}

/// The value that the statement gives to a column, if it is a plain one.
std::optional<Value> given_value(const InsertNode& insert, std::uint32_t column, const Parameters& given) {
    const auto found = std::ranges::find(insert.columns, column);
    if (found == insert.columns.end() || insert.rows.empty()) return std::nullopt;
    const auto& expression = insert.rows.front()[static_cast<std::size_t>(found - insert.columns.begin())];
    if (expression->kind() == sql::NodeKind::NamedBind)
        return named_value(insert, static_cast<const sql::NamedBindNode&>(*expression), given);
    if (expression->kind() != sql::NodeKind::Bind) return std::nullopt;
    return static_cast<const sql::BindNode&>(*expression).value;
}

bool gives_whole_key(const InsertNode& insert, const Parameters& given) {
    return std::ranges::all_of(table_of(insert).primary_key(),
                               [&](std::uint32_t column) { return given_value(insert, column, given).has_value(); });
}

NodePtr<InsertNode> with_key_returned(const InsertNode& insert) {
    auto copy = make_node<InsertNode>(insert);
    for (const std::uint32_t column : table_of(insert).primary_key())
        copy->returning.push_back({make_node<sql::ColumnNode>(insert.table, column), nullptr, nullptr});
    return copy;
}

/// What a default's function sees of an INSERT that has not been compiled.
class GivenValues final : public DefaultContext {
public:
    GivenValues(const InsertNode& insert, const Parameters& given) : insert_(insert), given_(given) {}
    std::optional<Value> current_parameter(std::string_view column) const override {
        const auto& columns = table_of(insert_).definitions();
        for (std::uint32_t i = 0; i < columns.size(); ++i)
            if (columns[i].name() == column) return given_value(insert_, i, given_);
        return std::nullopt;
    }
    bool is_update() const override { return false; }

private:
    const InsertNode& insert_;
    const Parameters& given_;
};

/// The insert with the values of key columns that have a default_() of azoth's: they are to be told afterwards. Null
/// when there are none.
NodePtr<const InsertNode> with_key_defaults(const InsertNode& insert, const Parameters& given) {
    NodePtr<InsertNode> copy;
    for (const std::uint32_t column : table_of(insert).primary_key()) {
        const Column& definition = table_of(insert).definitions()[column];
        if (!definition.default_().is_client_side() || std::ranges::count(insert.columns, column) != 0) continue;
        if (!copy) copy = make_node<InsertNode>(insert);
        if (copy->rows.empty()) copy->rows.emplace_back();
        copy->columns.push_back(column);
        copy->rows.front().push_back(make_node<sql::BindNode>(definition.default_().evaluate(GivenValues(*copy, given)),
                                                              SqlType(definition.type())));
    }
    return copy;
}

DmlResult to_result(const driver::Cursor& cursor) {
    return {.rowcount = cursor.affected_rows(), .last_insert_id = cursor.last_insert_id()};
}

DmlResult insert_returning_key(ConnectionState& connection, const InsertNode& insert, const ParameterRows& parameters) {
    const Execution execution = connection.run_statement(*with_key_returned(insert), parameters);
    std::vector<Value> key;
    while (const ValueView* cells = execution.cursor->next())
        for (std::size_t i = 0; i < execution.cursor->columns().size(); ++i) key.emplace_back(cells[i]);
    DmlResult result = to_result(*execution.cursor);
    result.inserted_primary_key = std::move(key);
    return result;
}

DmlResult execute_parts(ConnectionState& connection, InsertParts& parts, const ParameterRows& parameters) {
    DmlResult result;
    while (const NodePtr<InsertNode> part = parts.next()) {
        const Execution execution = connection.run_statement(*part, parameters);
        result.rowcount += execution.cursor->affected_rows();
        if (result.last_insert_id == 0) result.last_insert_id = execution.cursor->last_insert_id();
    }
    return result;
}

}  // namespace

std::vector<Value> key_of(const InsertNode& insert, const Parameters& parameters, std::int64_t last_insert_id) {
    std::vector<Value> key;
    for (const std::uint32_t column : table_of(insert).primary_key()) {
        if (std::optional<Value> given = given_value(insert, column, parameters))
            key.push_back(std::move(*given));
        else if (table_of(insert).autoincrement_column() == column && last_insert_id != 0)
            key.emplace_back(last_insert_id);
        else
            key.emplace_back();
    }
    return key;
}

DmlResult execute_dml(ConnectionState& connection, const sql::StatementNode& statement, const Parameters& given) {
    const ParameterRows parameters = as_rows(given);
    const Capabilities& capabilities = connection.dialect().capabilities();
    if (InsertParts parts(statement, capabilities); !parts.is_empty())
        return execute_parts(connection, parts, parameters);
    const InsertNode* insert = as_single_insert(statement);
    if (insert != nullptr)
        if (const auto with_defaults = with_key_defaults(*insert, given))
            return execute_dml(connection, *with_defaults, given);
    if (insert != nullptr && !gives_whole_key(*insert, given)) {
        if (capabilities.insert_returning && !capabilities.has_last_insert_id)
            return insert_returning_key(connection, *insert, parameters);
    }
    const Execution execution = connection.run_statement(statement, parameters);
    DmlResult result = to_result(*execution.cursor);
    if (insert != nullptr && result.rowcount != 0)
        result.inserted_primary_key = key_of(*insert, given, result.last_insert_id);
    return result;
}

}  // namespace azoth::engine
