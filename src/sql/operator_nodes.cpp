// SPDX-License-Identifier: MIT
#include "azoth/sql/operator_nodes.hpp"

#include "azoth/sql/cache_key.hpp"

namespace azoth::sql {

void BetweenNode::write_scalars(CacheKeyWriter& key) const {
    key.word((is_negated ? 1U : 0U) | (is_symmetric ? 2U : 0U));
}

void CollateNode::write_scalars(CacheKeyWriter& key) const { key.text(collation); }

void QuantifiedNode::write_scalars(CacheKeyWriter& key) const { key.word(static_cast<std::uint64_t>(quantifier)); }

// The negation does not decide the SQL: it is used when the tree is built.
void CustomOperatorNode::write_scalars(CacheKeyWriter& key) const {
    key.word(static_cast<std::uint64_t>(sign.side) << 16 | static_cast<std::uint64_t>(sign.precedence) << 8 |
             (sign.is_associative ? 1U : 0U));
    key.text(sign.text);
}

}  // namespace azoth::sql
