// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "azoth/sql/statement_node.hpp"

namespace azoth::sql {

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

}  // namespace azoth::sql
