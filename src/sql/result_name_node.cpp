// SPDX-License-Identifier: MIT
#include "azoth/sql/result_name_node.hpp"

#include "azoth/sql/cache_key.hpp"

namespace azoth::sql {

void ResultNameNode::write_key(CacheKeyWriter& key) const {
    write_head(key);
    key.text(name);
}

}  // namespace azoth::sql
