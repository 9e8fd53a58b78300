// SPDX-License-Identifier: MIT
#include "azoth/sql/text_node.hpp"

#include "azoth/sql/cache_key.hpp"
#include "sql/text_binds.hpp"

namespace azoth::sql {

TextNode::TextNode(std::string text) : StatementNode(NodeKind::Text), sql(std::move(text)) {
    TextBinds read = read_binds(sql);
    for (std::string& name : read.names) binds.push_back({std::move(name), nullptr});
    pieces = std::move(read.pieces);
    uses = std::move(read.uses);
}

void TextNode::write_key(CacheKeyWriter& key) const {
    key.head(kind());
    key.text(sql);
    key.word(columns.size());
    for (const FromColumn& column : columns) {
        key.text(column.name);
        key.word(static_cast<std::uint64_t>(column.type.kind));
    }
    for (const NamedBind& bind : binds) key.child(bind.value.get());
}

}  // namespace azoth::sql
