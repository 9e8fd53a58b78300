// SPDX-License-Identifier: MIT
#include "engine/split_insert.hpp"

#include <algorithm>
#include <utility>

#include "azoth/schema/table.hpp"
#include "engine/cursor_chain.hpp"

namespace azoth::engine {
namespace {

using sql::InsertNode;

/// What an upsert and RETURNING may need beside the rows.
constexpr std::size_t kReservedParameters = 99;

/// At most. Columns that are left out may have a default_() that becomes one.
std::size_t placeholders_of_row(const InsertNode& insert) {
    std::size_t count = insert.columns.size();
    if (const auto* table = dynamic_cast<const TableDefinition*>(insert.table.get()))
        for (std::uint32_t column = 0; column < table->definitions().size(); ++column)
            if (table->definitions()[column].default_().is_client_side() &&
                std::ranges::find(insert.columns, column) == insert.columns.end())
                ++count;
    return std::max<std::size_t>(count, 1);
}

}  // namespace

std::vector<NodePtr<InsertNode>> split_insert(const sql::StatementNode& statement, const Capabilities& capabilities) {
    if (statement.kind() != sql::NodeKind::Insert) return {};
    const auto& insert = static_cast<const InsertNode&>(statement);
    if (insert.rows.size() < 2) return {};
    const std::size_t width = placeholders_of_row(insert);
    if (insert.rows.size() * width <= capabilities.max_parameters - kReservedParameters) return {};

    InsertNode frame(insert);
    frame.rows.clear();
    const std::size_t rows_in_part =
        std::max<std::size_t>((capabilities.max_parameters - kReservedParameters) / width, 1);
    std::vector<NodePtr<InsertNode>> parts;
    for (std::size_t first = 0; first < insert.rows.size(); first += rows_in_part) {
        const std::size_t last = std::min(first + rows_in_part, insert.rows.size());
        auto part = make_node<InsertNode>(frame);
        part->rows.assign(insert.rows.begin() + static_cast<std::ptrdiff_t>(first),
                          insert.rows.begin() + static_cast<std::ptrdiff_t>(last));
        parts.push_back(std::move(part));
    }
    return parts;
}

Execution open_cursor(ConnectionState& connection, const sql::StatementNode& statement, const Parameters& parameters) {
    const auto parts = split_insert(statement, connection.dialect().capabilities());
    if (parts.empty()) return connection.run_statement(statement, as_rows(parameters));
    Execution result;
    std::vector<std::unique_ptr<driver::Cursor>> cursors;
    for (const NodePtr<InsertNode>& part : parts) {
        Execution execution = connection.run_statement(*part, as_rows(parameters));
        cursors.push_back(std::move(execution.cursor));
        result.compiled = std::move(execution.compiled);
    }
    result.cursor = chain_cursors(std::move(cursors));
    return result;
}

}  // namespace azoth::engine
