// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "azoth/sql/from_nodes.hpp"

namespace azoth::sql {

class Entity;

/// Something that can be executed.
class StatementNode : public Node {
protected:
    using Node::Node;
};

using StatementPtr = NodePtr<const StatementNode>;

/// One thing that a SELECT or RETURNING gives back: an expression, or all columns of a mapped class.
struct SelectItem {
    ExpressionPtr expression;        ///< null for an entity
    const Entity* entity = nullptr;  ///< null for an expression
    FromPtr from;                    ///< where the entity's columns are taken from: its table or an alias of it
};

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

/// INSERT INTO table (columns) VALUES (...), (...).
class InsertNode final : public StatementNode {
public:
    explicit InsertNode(TablePtr target) : StatementNode(NodeKind::Insert), table(std::move(target)) {}
    void write_key(CacheKeyWriter& key) const override;

    enum class OnConflict : std::uint8_t { Fail, DoNothing, DoUpdate };

    struct Assignment {
        std::uint32_t column;
        ExpressionPtr value;
    };

    TablePtr table;
    std::vector<std::uint32_t> columns;  ///< empty: DEFAULT VALUES
    std::vector<ExpressionList> rows;    ///< as many expressions each as there are columns
    /// The single row of `rows` holds ParameterNodes and is repeated this often, positions counted on. 1: as it stands.
    std::uint32_t row_count = 1;
    OnConflict on_conflict = OnConflict::Fail;
    std::vector<std::uint32_t> conflict_columns;
    std::vector<Assignment> conflict_assignments;
    std::vector<SelectItem> returning;
};

class UpdateNode final : public StatementNode {
public:
    explicit UpdateNode(TablePtr target) : StatementNode(NodeKind::Update), table(std::move(target)) {}
    void write_key(CacheKeyWriter& key) const override;

    TablePtr table;
    std::vector<InsertNode::Assignment> assignments;
    ExpressionList where;
    std::vector<SelectItem> returning;
};

class DeleteNode final : public StatementNode {
public:
    explicit DeleteNode(TablePtr target) : StatementNode(NodeKind::Delete), table(std::move(target)) {}
    void write_key(CacheKeyWriter& key) const override;

    TablePtr table;
    ExpressionList where;
    std::vector<SelectItem> returning;
};

/// SQL written by the user, with `:name` binds.
class TextNode final : public StatementNode {
public:
    struct NamedBind {
        std::string name;
        ExpressionPtr value;  ///< a BindNode or BindListNode
    };

    /// Reads the names in `sql`; what stands in quotes, comments and `::casts` is left alone.
    explicit TextNode(std::string text);
    void write_key(CacheKeyWriter& key) const override;

    std::string sql;
    std::vector<NamedBind> binds;     ///< one per name in the text; value is null until bound
    std::vector<FromColumn> columns;  ///< when the user has stated them
    std::vector<std::string> pieces;  ///< the text between the binds: one more than `uses`
    std::vector<std::uint32_t> uses;  ///< which of `binds` stands after each piece
};

}  // namespace azoth::sql
