// SPDX-License-Identifier: MIT
#pragma once

#include <unordered_set>
#include <vector>

#include "azoth/sql/cache_key.hpp"

namespace azoth::sql {

/// All nodes of a statement or expression, each once, parents before their children: expressions, what stands in FROM
/// (also what columns are taken from), subqueries.
///
///     for (Walk walk(*query.node()); const Node* node = walk.next();) ...
///
/// Complexity: linear in the number of nodes, on a stack of its own.
class Walk {
public:
    explicit Walk(const Node& root) : waiting_{&root} {}

    /// Null after the last one. Lifetime: that of the tree.
    const Node* next();
    /// Leaves out what stands below the node that came last, unless it stands elsewhere too.
    void skip_children() { last_ = nullptr; }

private:
    CacheKeyWriter writer_;
    std::vector<const Node*> waiting_;
    std::unordered_set<const Node*> seen_;
    const Node* last_ = nullptr;
};

}  // namespace azoth::sql
