// SPDX-License-Identifier: MIT
#include "azoth/sql/dml_core.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/entity.hpp"

namespace azoth::detail {
namespace {

template <class Node>
NodePtr<Node> change_of(const sql::Entity& entity) {
    const sql::TablePtr& table = entity.written_table();
    auto node = make_node<Node>(table);
    // Who writes several tables finds the rows first, by a query of the class.
    if (table->rows()) return node;
    if (ExpressionPtr criteria = entity.criteria(sql::FromPtr(table))) node->where.push_back(std::move(criteria));
    return node;
}

}  // namespace

NodePtr<sql::UpdateNode> update_of(const sql::Entity& entity) { return change_of<sql::UpdateNode>(entity); }
NodePtr<sql::DeleteNode> delete_of(const sql::Entity& entity) { return change_of<sql::DeleteNode>(entity); }

}  // namespace azoth::detail
