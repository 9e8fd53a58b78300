// SPDX-License-Identifier: MIT
#include "azoth/sql/dml_nodes.hpp"

#include "azoth/sql/cache_key.hpp"
#include "sql/key_lists.hpp"

namespace azoth::sql {
namespace {

void write_scalars(CacheKeyWriter& key, const std::vector<InsertNode::Assignment>& assignments) {
    key.word(assignments.size());
    for (const auto& assignment : assignments) key.word(assignment.column);
}

void write_children(CacheKeyWriter& key, const std::vector<InsertNode::Assignment>& assignments) {
    for (const auto& assignment : assignments) key.child(assignment.value.get());
}

void write_scalars(CacheKeyWriter& key, const std::vector<std::uint32_t>& columns) {
    key.word(columns.size());
    for (const std::uint32_t column : columns) key.word(column);
}

}  // namespace

void InsertNode::write_key(CacheKeyWriter& key) const {
    key.head(kind(), std::uint64_t{row_count} << 8 | static_cast<std::uint64_t>(on_conflict));
    write_scalars(key, columns);
    key.word(rows.size());
    for (const ExpressionList& row : rows) key.word(row.size());
    write_scalars(key, conflict_columns);
    write_scalars(key, conflict_assignments);
    write_scalars(key, returning);
    key.child(table.get());
    for (const ExpressionList& row : rows) write_children(key, row);
    write_children(key, conflict_assignments);
    write_children(key, returning);
}

void UpdateNode::write_key(CacheKeyWriter& key) const {
    key.head(kind());
    write_scalars(key, assignments);
    key.word(where.size());
    write_scalars(key, returning);
    key.child(table.get());
    write_children(key, assignments);
    write_children(key, where);
    write_children(key, returning);
}

void DeleteNode::write_key(CacheKeyWriter& key) const {
    key.head(kind());
    key.word(where.size());
    write_scalars(key, returning);
    key.child(table.get());
    write_children(key, where);
    write_children(key, returning);
}

}  // namespace azoth::sql
