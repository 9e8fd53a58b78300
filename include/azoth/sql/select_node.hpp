// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "azoth/sql/order_item.hpp"
#include "azoth/sql/rare_clauses.hpp"
#include "azoth/sql/statement_node.hpp"

namespace azoth::sql {

struct JoinClause {
    JoinKind kind = JoinKind::Inner;
    FromPtr left;  ///< which element of FROM is joined; null: the first one
    FromPtr target;
    ExpressionPtr on;  ///< null for a cross join
};

/// How the number of rows is given.
struct FetchMode {
    bool is_fetch = false;    ///< FETCH FIRST instead of LIMIT
    bool is_percent = false;  ///< of all rows
    bool with_ties = false;   ///< and those that sort like the last one
};

/// What SELECT and its combinations by UNION have in common.
class QueryNode : public StatementNode {
public:
    OrderList order_by;
    ExpressionPtr limit;
    ExpressionPtr offset;
    FetchMode fetch;
    NodePtr<const RareClauses> rare;  ///< may be null

    LabelStyle label_style() const { return rare ? rare->label_style : LabelStyle::Default; }
    /// It cannot stand beside UNION without parentheses.
    bool has_tail() const;

protected:
    using StatementNode::StatementNode;
    /// The bits that these clauses add to the head of the key, below bit 8.
    std::uint64_t head_bits() const;
    void write_tail_scalars(CacheKeyWriter& key) const;
    void write_tail_children(CacheKeyWriter& key) const;
};

/// Says how what a query returns is to be loaded. It changes nothing of the statement; only the ORM knows what it
/// means.
class LoadOption : public Counted {};

class SelectNode final : public QueryNode {
public:
    SelectNode();
    SelectNode(const SelectNode&);
    SelectNode& operator=(const SelectNode&) = delete;
    ~SelectNode() override;
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    std::vector<SelectItem> items;
    std::vector<FromPtr> from;  ///< given by select_from(); the compiler adds what the columns name
    std::vector<JoinClause> joins;
    ExpressionList where;  ///< joined by AND
    ExpressionList group_by;
    ExpressionList having;  ///< joined by AND
    bool is_distinct = false;
    std::vector<NodePtr<const LoadOption>> load_options;  ///< no part of the key
};

enum class SetOperator : std::uint8_t { Union, UnionAll, Intersect, IntersectAll, Except, ExceptAll };

/// `SELECT ... UNION SELECT ... UNION SELECT ...`: one operator between all members. Others are nested.
class CompoundNode final : public QueryNode {
public:
    explicit CompoundNode(SetOperator word);
    CompoundNode(const CompoundNode&);
    CompoundNode& operator=(const CompoundNode&) = delete;
    ~CompoundNode() override;
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    SetOperator op;
    std::vector<StatementPtr> members;  ///< the first one names the columns
};

}  // namespace azoth::sql
