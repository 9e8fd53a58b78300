// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "azoth/sql/statement_node.hpp"

namespace azoth::sql {

enum class JoinKind : std::uint8_t { Inner, LeftOuter, FullOuter, Cross };

struct JoinClause {
    JoinKind kind = JoinKind::Inner;
    FromPtr left;  ///< which element of FROM is joined; null: the first one
    FromPtr target;
    ExpressionPtr on;  ///< null for a cross join
};

enum class NullsOrder : std::uint8_t { Default, First, Last };

struct OrderItem {
    ExpressionPtr expression;
    bool is_descending = false;
    NullsOrder nulls = NullsOrder::Default;
};

class SelectNode final : public StatementNode {
public:
    SelectNode() : StatementNode(NodeKind::Select) {}
    void write_key(CacheKeyWriter& key) const override;

    std::vector<SelectItem> items;
    std::vector<FromPtr> from;  ///< given by select_from(); the compiler adds what the columns name
    std::vector<JoinClause> joins;
    ExpressionList where;  ///< joined by AND
    ExpressionList group_by;
    ExpressionList having;  ///< joined by AND
    std::vector<OrderItem> order_by;
    ExpressionPtr limit;
    ExpressionPtr offset;
    bool is_distinct = false;
};

}  // namespace azoth::sql
