// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "azoth/sql/cache_key.hpp"
#include "azoth/sql/statement_nodes.hpp"

namespace azoth::sql {

// The lists of statements in their cache keys. The counts and scalars of all lists come before the first child: see
// CacheKeyWriter.

void write_scalars(CacheKeyWriter& key, const std::vector<SelectItem>& items);
void write_children(CacheKeyWriter& key, const std::vector<SelectItem>& items);
void write_children(CacheKeyWriter& key, const ExpressionList& list);

}  // namespace azoth::sql
