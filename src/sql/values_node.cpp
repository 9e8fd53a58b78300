// SPDX-License-Identifier: MIT
#include "azoth/sql/values_node.hpp"

#include "azoth/sql/replacement.hpp"
#include "azoth/sql/result_name_node.hpp"
#include "sql/key_lists.hpp"

namespace azoth::sql {

ValuesNode::ValuesNode(std::vector<FromColumn> names) : StatementNode(NodeKind::Values), columns(std::move(names)) {}

void ValuesNode::write_key(CacheKeyWriter& key) const {
    key.head(kind());
    write_scalars(key, columns);
    key.word(rows.size());
    for (const ExpressionList& row : rows) write_children(key, row);
}

NodePtr<const Node> ValuesNode::rebuilt(const Replacements& replaced) const {
    auto copy = make_node<ValuesNode>(*this);
    for (ExpressionList& row : copy->rows) row = replaced(row);
    return copy;
}

}  // namespace azoth::sql
