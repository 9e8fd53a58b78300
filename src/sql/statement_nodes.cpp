// SPDX-License-Identifier: MIT
#include "azoth/sql/statement_nodes.hpp"

#include "azoth/sql/cache_key.hpp"
#include "sql/text_binds.hpp"

namespace azoth::sql {
namespace {

// The counts of all lists come before the first child: see CacheKeyWriter.

void write_scalars(CacheKeyWriter& key, const std::vector<SelectItem>& items) {
    key.word(items.size());
    for (const SelectItem& item : items) key.word(reinterpret_cast<std::uintptr_t>(item.entity));
}

void write_children(CacheKeyWriter& key, const std::vector<SelectItem>& items) {
    for (const SelectItem& item : items)
        key.child(item.entity == nullptr ? static_cast<const Node*>(item.expression.get()) : item.from.get());
}

void write_children(CacheKeyWriter& key, const ExpressionList& list) {
    for (const ExpressionPtr& expression : list) key.child(expression.get());
}

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

void write_scalars(CacheKeyWriter& key, const SelectNode& select) {
    write_scalars(key, select.items);
    key.word(select.from.size());
    key.word(select.joins.size());
    for (const JoinClause& join : select.joins) key.word(static_cast<std::uint64_t>(join.kind));
    key.word(select.where.size());
    key.word(select.group_by.size());
    key.word(select.having.size());
    key.word(select.order_by.size());
    for (const OrderItem& item : select.order_by)
        key.word(static_cast<std::uint64_t>(item.nulls) << 1 | (item.is_descending ? 1 : 0));
}

}  // namespace

void SelectNode::write_key(CacheKeyWriter& key) const {
    key.head(kind(), is_distinct ? 1 : 0);
    write_scalars(key, *this);
    write_children(key, items);
    for (const FromPtr& element : from) key.child(element.get());
    for (const JoinClause& join : joins) {
        key.child(join.left.get());
        key.child(join.target.get());
        key.child(join.on.get());
    }
    write_children(key, where);
    write_children(key, group_by);
    write_children(key, having);
    for (const OrderItem& item : order_by) key.child(item.expression.get());
    key.child(limit.get());
    key.child(offset.get());
}

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

TextNode::TextNode(std::string text) : StatementNode(NodeKind::Text), sql(std::move(text)) {
    TextBinds read = read_binds(sql);
    for (std::string& name : read.names) binds.push_back({std::move(name), nullptr});
    pieces = std::move(read.pieces);
    uses = std::move(read.uses);
}

void TextNode::write_key(CacheKeyWriter& key) const {
    key.head(kind());
    key.text(sql);
    key.word(columns.size());
    for (const FromColumn& column : columns) {
        key.text(column.name);
        key.word(static_cast<std::uint64_t>(column.type.kind));
    }
    for (const NamedBind& bind : binds) key.child(bind.value.get());
}

}  // namespace azoth::sql
