// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "azoth/orm/class_map.hpp"
#include "azoth/sql/select_node.hpp"

namespace azoth::orm {

/// Joins the tables of subclasses whose columns a query of their base names in its conditions and its order: without
/// that each would be an element of FROM of its own, and bring all its rows. `entities`: the items of the query with
/// the classes that it returns.
///
/// Throws ArgumentError(`several_tables`) under a row lock, which rows that an outer join may miss cannot have.
void join_named_subclasses(sql::SelectNode& select, const std::vector<sql::SelectItem>& entities);
/// The same; the query itself when it names none.
NodePtr<const sql::SelectNode> with_named_subclasses(const sql::SelectNode& select);

/// A query that names columns of several tables of a class, of which its joins have but one: with the joins that nobody
/// has written. Where the user joins the table of a subclass, its other tables are joined to that within the same join;
/// in a query of columns alone, also those that it selects from: by a LEFT OUTER JOIN where outer joins of the user's
/// keep rows that would be lost. The query itself when there is no such thing.
NodePtr<const sql::SelectNode> with_joined_parts(const sql::SelectNode& select);

/// The conditions name columns of a subclass in a table that is none of the class's own.
bool names_tables_of_subclasses(const ClassMap& map, const sql::ExpressionList& conditions);

}  // namespace azoth::orm
