// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "azoth/sql/expression_nodes.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

/// The value of an expression for the row that an object stands for, as its members have it. Empty where memory cannot
/// tell what the database would say: other tables, functions, texts that may be equal under a collation.
std::optional<Value> evaluate(const sql::ExpressionNode& expression, const ObjectHeader& object);

}  // namespace azoth::orm
