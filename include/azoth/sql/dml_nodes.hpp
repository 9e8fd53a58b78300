// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "azoth/sql/select_node.hpp"
#include "azoth/sql/statement_node.hpp"

namespace azoth::sql {

/// `column = value`; the column is a position in the table of the statement.
struct ColumnAssignment {
    std::uint32_t column;
    ExpressionPtr value;
    /// Instead of the whole column: an element of an array or document in it, or a column of another table. Of an
    /// UPDATE only; may be null.
    ExpressionPtr place = nullptr;
};

/// DEFAULT as a value of INSERT or UPDATE.
class DefaultNode final : public ExpressionNode {
public:
    DefaultNode() : ExpressionNode(NodeKind::Default, SqlType{}) {}
    void write_key(CacheKeyWriter& key) const override;
};

/// A statement that changes the rows of a table.
class DmlNode : public StatementNode {
public:
    TablePtr table;
    std::vector<DialectText> prefixes;  ///< words behind INSERT, UPDATE or DELETE: `OR REPLACE`
    std::vector<DialectText> hints;     ///< beside the table
    std::vector<FromPtr> ctes;          ///< written even when nothing names them
    std::vector<SelectItem> returning;

protected:
    DmlNode(NodeKind kind, TablePtr target);
};

/// What an INSERT does with a row that is there already.
struct ConflictClause {
    std::vector<std::uint32_t> columns;  ///< of the unique key; empty: any
    ExpressionList expressions;          ///< of the key, beside the columns
    std::string constraint;              ///< the key by its name, instead of by columns
    ExpressionList index_where;          ///< of a partial index
    bool updates = false;                ///< else it does nothing
    std::vector<ColumnAssignment> assignments;
    ExpressionList where;  ///< which of the rows that are there are updated
};

/// INSERT INTO table (columns) VALUES (...), (...).
class InsertNode final : public DmlNode {
public:
    explicit InsertNode(TablePtr target);
    InsertNode(const InsertNode&);
    InsertNode& operator=(const InsertNode&) = delete;
    ~InsertNode() override;
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    using Assignment = ColumnAssignment;

    std::vector<std::uint32_t> columns;  ///< empty: DEFAULT VALUES
    std::vector<ExpressionList> rows;    ///< as many expressions each as there are columns
    StatementPtr query;                  ///< instead of `rows`: INSERT ... SELECT
    /// The single row of `rows` holds ParameterNodes and is repeated this often, positions counted on. 1: as it stands.
    std::uint32_t row_count = 1;
    std::vector<ConflictClause> conflicts;
};

class UpdateNode final : public DmlNode {
public:
    explicit UpdateNode(TablePtr target);
    UpdateNode(const UpdateNode&);
    UpdateNode& operator=(const UpdateNode&) = delete;
    ~UpdateNode() override;
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    std::vector<ColumnAssignment> assignments;
    std::vector<FromPtr> from;  ///< other tables; the compiler adds what the columns name
    ExpressionList where;
    OrderList order_by;
    ExpressionPtr limit;
};

class DeleteNode final : public DmlNode {
public:
    explicit DeleteNode(TablePtr target);
    DeleteNode(const DeleteNode&);
    DeleteNode& operator=(const DeleteNode&) = delete;
    ~DeleteNode() override;
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    std::vector<FromPtr> using_;  ///< other tables; the compiler adds what the columns name
    ExpressionList where;
    OrderList order_by;
    ExpressionPtr limit;
};

/// MERGE INTO table USING source ON condition WHEN ...
class MergeNode final : public DmlNode {
public:
    enum class Action : std::uint8_t { DoNothing, Update, Delete, Insert };

    struct Clause {
        bool is_matched = true;
        ExpressionList condition;
        Action action = Action::DoNothing;
        std::vector<ColumnAssignment> assignments;  ///< of Update and Insert; an Insert without any: DEFAULT VALUES
    };

    explicit MergeNode(TablePtr target);
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    FromPtr source;
    ExpressionPtr on;
    std::vector<Clause> clauses;
};

}  // namespace azoth::sql
