// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/sql/expression_nodes.hpp"

namespace azoth::sql {

/// What a column is to those who select from it.
struct FromColumn {
    std::string name;
    SqlType type;
};

/// Something that has columns and may stand in FROM.
class FromNode : public Node {
public:
    virtual std::span<const FromColumn> columns() const = 0;
    /// The name by which columns are qualified, empty when the compiler is to choose one.
    virtual std::string_view name() const = 0;

    std::optional<std::uint32_t> find_column(std::string_view name) const;
    /// Throws ArgumentError(`no_such_column`) that lists the columns there are.
    ColumnPtr column(std::string_view name) const;

protected:
    using Node::Node;
};

using FromPtr = NodePtr<const FromNode>;

/// A table of the database as statements see it. The schema layer derives from it.
class TableNode : public FromNode {
public:
    TableNode(std::string name, std::string schema);
    void write_key(CacheKeyWriter& key) const override;
    std::span<const FromColumn> columns() const override { return columns_; }
    std::string_view name() const override { return name_; }
    const std::string& schema() const { return schema_; }
    /// Unique within the process and never used again.
    std::uint64_t id() const { return id_; }

protected:
    std::uint32_t add_from_column(FromColumn column);

private:
    std::string name_;
    std::string schema_;
    std::uint64_t id_;
    std::vector<FromColumn> columns_;
};

using TablePtr = NodePtr<const TableNode>;

/// `element AS name`. An empty name lets the compiler choose one.
class AliasNode final : public FromNode {
public:
    AliasNode(FromPtr original, std::string name)
        : FromNode(NodeKind::Alias), element(std::move(original)), name_(std::move(name)) {}
    void write_key(CacheKeyWriter& key) const override;
    std::span<const FromColumn> columns() const override { return element->columns(); }
    std::string_view name() const override { return name_; }

    const FromPtr element;

private:
    std::string name_;
};

/// `(SELECT ...) AS name` in FROM (Subquery), or `WITH name AS (SELECT ...)` (Cte). Any statement that gives rows will
/// do; its columns go by the names of returned_columns().
class QueryFromNode final : public FromNode {
public:
    QueryFromNode(NodeKind kind, NodePtr<const StatementNode> rows, std::string name);
    ~QueryFromNode() override;
    void write_key(CacheKeyWriter& key) const override;
    std::span<const FromColumn> columns() const override { return columns_; }
    std::string_view name() const override { return name_; }

    const NodePtr<const StatementNode> query;

private:
    std::string name_;
    std::vector<FromColumn> columns_;
};

/// `function(...) AS name (columns)`: a function that gives rows.
class FunctionFromNode final : public FromNode {
public:
    /// What stands behind the function.
    enum class Columns : std::uint8_t {
        Unnamed,  ///< `AS name`: the function names its columns
        Named,    ///< `AS name (a, b)`
        Typed,    ///< `AS name (a INTEGER, b TEXT)`: the function returns records
    };

    FunctionFromNode(ExpressionPtr call, std::string name, std::vector<FromColumn> columns,
                     Columns written_columns = Columns::Named, bool with_ordinality = false)
        : FromNode(NodeKind::FunctionFrom),
          function(std::move(call)),
          written(written_columns),
          has_ordinality(with_ordinality),
          name_(std::move(name)),
          columns_(std::move(columns)) {}
    void write_key(CacheKeyWriter& key) const override;
    std::span<const FromColumn> columns() const override { return columns_; }
    std::string_view name() const override { return name_; }

    const ExpressionPtr function;  ///< it may use columns of what stands before it in FROM
    const Columns written;
    const bool has_ordinality;  ///< WITH ORDINALITY: the last column counts the rows

private:
    std::string name_;
    std::vector<FromColumn> columns_;
};

}  // namespace azoth::sql
