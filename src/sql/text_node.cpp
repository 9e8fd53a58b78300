// SPDX-License-Identifier: MIT
#include "azoth/sql/text_node.hpp"

#include "azoth/sql/cache_key.hpp"
#include "azoth/sql/named_bind_node.hpp"
#include "azoth/sql/replacement.hpp"
#include "sql/text_binds.hpp"

namespace azoth::sql {

TextNode::TextNode(std::string text) : StatementNode(NodeKind::Text), sql(std::move(text)) {
    TextBinds read = read_binds(sql);
    for (std::string& name : read.names) {
        auto place = make_node<NamedBindNode>(name, SqlType{});
        binds.push_back({std::move(name), std::move(place)});
    }
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

NodePtr<const Node> TextNode::rebuilt(const Replacements& replaced) const {
    auto copy = make_node<TextNode>(*this);
    for (NamedBind& bind : copy->binds) bind.value = replaced(bind.value);
    return copy;
}

NodePtr<const Node> TextExpressionNode::rebuilt(const Replacements& replaced) const {
    return make_node<const TextExpressionNode>(replaced(text), type());
}

void TextExpressionNode::write_key(CacheKeyWriter& key) const {
    write_head(key);
    key.child(text.get());
}

}  // namespace azoth::sql
