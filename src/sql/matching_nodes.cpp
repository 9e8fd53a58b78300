// SPDX-License-Identifier: MIT
#include "azoth/sql/matching_nodes.hpp"

#include "azoth/sql/cache_key.hpp"

namespace azoth::sql {

void RegexpNode::write_scalars(CacheKeyWriter& key) const {
    key.word(is_negated ? 1 : 0);
    key.text(flags);
}

void RegexpReplaceNode::write_scalars(CacheKeyWriter& key) const { key.text(flags); }

void FullTextNode::write_scalars(CacheKeyWriter& key) const {
    key.word(static_cast<std::uint64_t>(mode));
    key.text(config);
}

}  // namespace azoth::sql
