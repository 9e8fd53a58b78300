// SPDX-License-Identifier: MIT
#include "azoth/sql/array_nodes.hpp"

#include "azoth/sql/cache_key.hpp"

namespace azoth::sql {

void ArrayNode::write_scalars(CacheKeyWriter& key) const { key.word(static_cast<std::uint64_t>(element_type.kind)); }

void ArrayTextNode::write_scalars(CacheKeyWriter& key) const {
    key.word(static_cast<std::uint64_t>(element_type.kind));
}

}  // namespace azoth::sql
