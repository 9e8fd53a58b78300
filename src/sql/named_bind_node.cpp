// SPDX-License-Identifier: MIT
#include "azoth/sql/named_bind_node.hpp"

#include "azoth/sql/cache_key.hpp"
#include "sql/key_lists.hpp"

namespace azoth::sql {

void NamedBindNode::write_key(CacheKeyWriter& key) const {
    if (!key.bind(this)) return;
    write_head(key, static_cast<std::uint64_t>(form));
    key.text(name);
    write_type(key, type());
}

}  // namespace azoth::sql
