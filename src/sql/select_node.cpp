// SPDX-License-Identifier: MIT
#include "azoth/sql/select_node.hpp"

#include "azoth/sql/cache_key.hpp"
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

}  // namespace azoth::sql
