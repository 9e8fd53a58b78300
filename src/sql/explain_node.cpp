// SPDX-License-Identifier: MIT
#include "azoth/sql/explain_node.hpp"

#include "azoth/sql/cache_key.hpp"
#include "azoth/sql/replacement.hpp"

namespace azoth::sql {

void ExplainNode::write_key(CacheKeyWriter& key) const {
    key.head(kind(), analyze ? 1 : 0);
    key.child(statement.get());
}

NodePtr<const Node> ExplainNode::rebuilt(const Replacements& replaced) const {
    auto copy = make_node<ExplainNode>(replaced(statement), analyze);
    copy->parameters = parameters;
    return copy;
}

}  // namespace azoth::sql
