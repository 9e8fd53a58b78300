// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "azoth/sql/cache_key.hpp"
#include "azoth/sql/order_item.hpp"
#include "azoth/sql/statement_node.hpp"

namespace azoth::sql {

// The lists of statements in their cache keys. The counts and scalars of all lists come before the first child: see
// CacheKeyWriter.

void write_scalars(CacheKeyWriter& key, const std::vector<SelectItem>& items);
void write_children(CacheKeyWriter& key, const std::vector<SelectItem>& items);
void write_children(CacheKeyWriter& key, const ExpressionList& list);
void write_scalars(CacheKeyWriter& key, const OrderList& list);
void write_children(CacheKeyWriter& key, const OrderList& list);
void write_children(CacheKeyWriter& key, const std::vector<FromPtr>& elements);
/// All that a CAST to the type may show.
void write_type(CacheKeyWriter& key, const SqlType& type);
/// Names and types.
void write_scalars(CacheKeyWriter& key, std::span<const FromColumn> columns);

}  // namespace azoth::sql
