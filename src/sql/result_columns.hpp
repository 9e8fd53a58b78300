// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "azoth/sql/from_nodes.hpp"
#include "azoth/sql/rare_clauses.hpp"
#include "azoth/sql/statement_node.hpp"

namespace azoth::sql {

/// The names and types under which a subquery or CTE offers what it selects.
///
/// An expression goes by its label, a column by its name, anything else is `anon_1`, `anon_2`; an entity gives all its
/// loaded columns. A name that is there already gets `_1`, `_2` behind it, unless the style is None.
std::vector<FromColumn> result_columns(std::span<const SelectItem> items, LabelStyle style = LabelStyle::Default);

/// The same for any statement that gives rows; empty for one that gives none or whose columns nobody knows.
std::vector<FromColumn> returned_columns(const StatementNode& statement);

}  // namespace azoth::sql
