// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "azoth/sql/select_node.hpp"

namespace azoth::sql {

/// The elements of FROM whose columns an expression names, in the order in which it does. Those of a subquery within it
/// are that one's own affair.
std::vector<const FromNode*> named_elements(const ExpressionNode& expression);

/// The tables and aliases that an element of FROM holds: the sides of joins, else itself.
std::vector<const FromNode*> leaves_of(const FromNode& element);

/// What select_from() and joins have put into the FROM of a statement.
std::vector<const FromNode*> joined_elements(const SelectNode& select);

/// What a statement selects from so far: joined_elements(), then those whose columns it selects.
std::vector<const FromNode*> selected_elements(const SelectNode& select);

}  // namespace azoth::sql
