// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "azoth/compile/sql_writer.hpp"
#include "azoth/sql/order_item.hpp"

namespace azoth::compile {

/// `a`, `b DESC NULLS LAST`, for an expression that `item` names. `label`, unless null, is what to call it.
void write_order_item(SqlWriter& writer, const sql::OrderItem& item, const sql::ExpressionNode& expression,
                      const std::string* label);

/// `a, b DESC NULLS LAST` within an expression, where labels are not known.
void write_order_list(SqlWriter& writer, const sql::OrderList& items);

}  // namespace azoth::compile
