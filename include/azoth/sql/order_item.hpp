// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "azoth/sql/expression_nodes.hpp"

namespace azoth::sql {

enum class NullsOrder : std::uint8_t { Default, First, Last };

/// An element of ORDER BY.
struct OrderItem {
    ExpressionPtr expression;
    bool is_descending = false;
    NullsOrder nulls = NullsOrder::Default;
};

using OrderList = std::vector<OrderItem>;

}  // namespace azoth::sql
