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

/// As many as the statement takes. Within the process, where each part costs no round trip, few are better: the first
/// is compiled and prepared fast, and the others find it.
std::size_t rows_of_part(std::size_t most_rows, const Capabilities& capabilities) {
    constexpr std::size_t kRowsInProcess = 512;
    return std::max<std::size_t>(capabilities.is_in_process ? std::min(most_rows, kRowsInProcess) : most_rows, 1);
}

}  // namespace

InsertParts::InsertParts(const sql::StatementNode& statement, const Capabilities& capabilities) {
    if (statement.kind() != sql::NodeKind::Insert) return;
    const auto& insert = static_cast<const InsertNode&>(statement);
    if (insert.rows.size() < 2) return;
    const std::size_t most_rows = (capabilities.max_parameters - kReservedParameters) / placeholders_of_row(insert);
    if (insert.rows.size() <= most_rows) return;
    insert_ = &insert;
    rows_at_once_ = rows_of_part(most_rows, capabilities);
}

NodePtr<InsertNode> InsertParts::next() {
    if (is_empty() || first_ == insert_->rows.size()) return nullptr;
    const std::size_t last = std::min(first_ + rows_at_once_, insert_->rows.size());
    auto part = make_node<InsertNode>(insert_->table);
    static_cast<sql::DmlNode&>(*part) = *insert_;
    part->columns = insert_->columns;
    part->conflicts = insert_->conflicts;
    part->rows.assign(insert_->rows.begin() + static_cast<std::ptrdiff_t>(first_),
                      insert_->rows.begin() + static_cast<std::ptrdiff_t>(last));
    first_ = last;
    return part;
}

Execution open_cursor(ConnectionState& connection, const sql::StatementNode& statement, const Parameters& parameters) {
    InsertParts parts(statement, connection.dialect().capabilities());
    if (parts.is_empty()) return connection.run_statement(statement, as_rows(parameters));
    Execution result;
    std::vector<std::unique_ptr<driver::Cursor>> cursors;
    while (const NodePtr<InsertNode> part = parts.next()) {
        Execution execution = connection.run_statement(*part, as_rows(parameters));
        cursors.push_back(std::move(execution.cursor));
        result.compiled = std::move(execution.compiled);
    }
    result.cursor = chain_cursors(std::move(cursors));
    return result;
}

}  // namespace azoth::engine
