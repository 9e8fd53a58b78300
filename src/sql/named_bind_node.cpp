// SPDX-License-Identifier: MIT
#include "azoth/sql/named_bind_node.hpp"

#include "azoth/sql/cache_key.hpp"
#include "sql/key_lists.hpp"

namespace azoth::sql {

NamedBindNode::NamedBindNode(std::string place, SqlType type, Form way, std::optional<std::vector<Value>> without)
    : ExpressionNode(NodeKind::NamedBind, std::move(type)),
      name(std::move(place)),
      form(way),
      default_values(std::move(without)) {}

void NamedBindNode::write_key(CacheKeyWriter& key) const {
    if (!key.bind(this)) return;
    write_head(key, static_cast<std::uint64_t>(form));
    key.text(name);
    write_type(key, type());
}

}  // namespace azoth::sql
