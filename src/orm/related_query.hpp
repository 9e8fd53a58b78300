// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/select_node.hpp"
#include "orm/load_step.hpp"

namespace azoth::orm {

/// The order in which related objects are loaded: that of the step, which may be null, or else of the relationship.
sql::OrderList order_of(const Relationship& relationship, const LoadStep* step);

/// An expression over the table of a class, over another element of FROM that has its columns.
ExpressionPtr moved_to(const sql::FromPtr& from, const ClassMap& map, const ExpressionPtr& expression);

/// Adds to a SELECT from the table of the related class what relationship and step (or null) say: conditions, order,
/// and the limit for each owner.
NodePtr<const sql::SelectNode> with_criteria(NodePtr<sql::SelectNode> select, const Relationship& relationship,
                                             const LoadStep* step);

/// SELECT of all related objects of those that `query` finds; they stand at `from` in it.
NodePtr<const sql::SelectNode> related_by_subquery(const sql::SelectNode& query, const sql::FromPtr& from,
                                                   const LoadStep& step);

}  // namespace azoth::orm
