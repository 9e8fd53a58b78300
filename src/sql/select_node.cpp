// SPDX-License-Identifier: MIT
#include "azoth/sql/select_node.hpp"

#include "azoth/sql/cache_key.hpp"
#include "azoth/sql/replacement.hpp"
#include "sql/key_lists.hpp"

namespace azoth::sql {
namespace {

void write_scalars(CacheKeyWriter& key, const SelectNode& select) {
    write_scalars(key, select.items);
    key.word(select.from.size());
    key.word(select.joins.size());
    for (const JoinClause& join : select.joins) key.word(static_cast<std::uint64_t>(join.kind));
    key.word(select.where.size());
    key.word(select.group_by.size());
    key.word(select.having.size());
}

NodePtr<const RareClauses> rebuilt_clauses(const RareClauses& clauses, const Replacements& replaced) {
    auto copy = make_node<RareClauses>(clauses);
    copy->distinct_on = replaced(clauses.distinct_on);
    if (copy->lock) copy->lock->of = replaced(clauses.lock->of);
    for (TableHint& hint : copy->table_hints) hint.table = replaced(hint.table);
    copy->correlated = replaced(clauses.correlated);
    copy->ctes = replaced(clauses.ctes);
    return copy;
}

void rebuild_tail(QueryNode& copy, const Replacements& replaced) {
    for (OrderItem& item : copy.order_by) item.expression = replaced(item.expression);
    copy.limit = replaced(copy.limit);
    copy.offset = replaced(copy.offset);
    if (copy.rare) copy.rare = rebuilt_clauses(*copy.rare, replaced);
}

}  // namespace

bool QueryNode::has_tail() const { return !order_by.empty() || limit || offset || (rare && rare->lock); }

SelectNode::SelectNode() : QueryNode(NodeKind::Select) {}
CompoundNode::CompoundNode(SetOperator word) : QueryNode(NodeKind::Compound), op(word) {}

// Compiled once, not in every program that builds a query.
SelectNode::SelectNode(const SelectNode&) = default;
SelectNode::~SelectNode() = default;
CompoundNode::CompoundNode(const CompoundNode&) = default;
CompoundNode::~CompoundNode() = default;

std::uint64_t QueryNode::head_bits() const {
    return (rare ? 2U : 0U) | (fetch.is_fetch ? 4U : 0U) | (fetch.is_percent ? 8U : 0U) | (fetch.with_ties ? 16U : 0U);
}

void QueryNode::write_tail_scalars(CacheKeyWriter& key) const {
    key.word(order_by.size());
    for (const OrderItem& item : order_by)
        key.word(static_cast<std::uint64_t>(item.nulls) << 1 | (item.is_descending ? 1 : 0));
    if (rare) rare->write_scalars(key);
}

void QueryNode::write_tail_children(CacheKeyWriter& key) const {
    for (const OrderItem& item : order_by) key.child(item.expression.get());
    key.child(limit.get());
    key.child(offset.get());
    if (rare) rare->write_children(key);
}

void SelectNode::write_key(CacheKeyWriter& key) const {
    key.head(kind(), head_bits() | (is_distinct ? 1 : 0));
    write_scalars(key, *this);
    write_tail_scalars(key);
    write_children(key, items);
    write_children(key, from);
    for (const JoinClause& join : joins) {
        key.child(join.left.get());
        key.child(join.target.get());
        key.child(join.on.get());
    }
    write_children(key, where);
    write_children(key, group_by);
    write_children(key, having);
    write_tail_children(key);
}

NodePtr<const Node> SelectNode::rebuilt(const Replacements& replaced) const {
    auto copy = make_node<SelectNode>(*this);
    for (SelectItem& item : copy->items) {
        item.expression = replaced(item.expression);
        item.from = replaced(item.from);
    }
    copy->from = replaced(from);
    for (JoinClause& join : copy->joins) {
        join.left = replaced(join.left);
        join.target = replaced(join.target);
        join.on = replaced(join.on);
    }
    copy->where = replaced(where);
    copy->group_by = replaced(group_by);
    copy->having = replaced(having);
    rebuild_tail(*copy, replaced);
    return copy;
}

void CompoundNode::write_key(CacheKeyWriter& key) const {
    key.head(kind(), head_bits() | static_cast<std::uint64_t>(op) << 8);
    key.word(members.size());
    write_tail_scalars(key);
    for (const StatementPtr& member : members) key.child(member.get());
    write_tail_children(key);
}

NodePtr<const Node> CompoundNode::rebuilt(const Replacements& replaced) const {
    auto copy = make_node<CompoundNode>(*this);
    copy->members = replaced(members);
    rebuild_tail(*copy, replaced);
    return copy;
}

}  // namespace azoth::sql
