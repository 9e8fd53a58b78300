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
#include "azoth/sql/quoted_name.hpp"

namespace azoth::sql {

/// What a column is to those who select from it.
struct FromColumn {
    std::string name;
    SqlType type;
    std::string key = {};  ///< what programs call it, where that is not its name
    Quoting quoting = Quoting::Auto;
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

/// A foreign key as joins see it.
struct TableReference {
    std::string target;  ///< with its schema
    std::vector<std::uint32_t> columns;
    std::vector<std::string> target_columns;
};

/// A table of the database as statements see it, or a query that stands for one. The schema layer derives from it.
class TableNode : public FromNode {
public:
    TableNode(QuotedName name, std::string schema);
    ~TableNode() override;
    void write_key(CacheKeyWriter& key) const override;
    /// Itself: what is replaced around it is not meant within its query.
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;
    std::span<const FromColumn> columns() const override;
    std::string_view name() const override { return name_; }
    const std::string& schema() const { return schema_; }
    Quoting quoting() const { return quoting_; }
    /// Unique within the process and never used again.
    std::uint64_t id() const { return id_; }
    virtual std::vector<TableReference> references() const;
    /// The query that FROM has in its place: `(SELECT ...) AS name`. Null: it is in the database.
    const NodePtr<const StatementNode>& rows() const { return rows_; }

protected:
    void set_rows(NodePtr<const StatementNode> rows);
    std::uint32_t add_from_column(FromColumn column);
    /// Gives the table another id too: what was compiled for the old columns is not found any more.
    void set_from_column(std::uint32_t position, FromColumn column);
    void renew_id();
    void set_schema(std::string schema) { schema_ = std::move(schema); }

private:
    std::string name_;
    Quoting quoting_;
    std::string schema_;
    std::uint64_t id_;
    std::vector<FromColumn> columns_;
    NodePtr<const StatementNode> rows_;
};

using TablePtr = NodePtr<const TableNode>;

/// `element AS name`. An empty name lets the compiler choose one.
class AliasNode final : public FromNode {
public:
    AliasNode(FromPtr original, std::string name)
        : FromNode(NodeKind::Alias), element(std::move(original)), name_(std::move(name)) {}
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;
    std::span<const FromColumn> columns() const override { return element->columns(); }
    std::string_view name() const override { return name_; }

    const FromPtr element;

private:
    std::string name_;
};

/// `element AS name TABLESAMPLE method (size) REPEATABLE (seed)`.
class SampleNode final : public FromNode {
public:
    SampleNode(FromPtr original, std::string name, std::string method_name, ExpressionPtr size, ExpressionPtr seed)
        : FromNode(NodeKind::Sample),
          element(std::move(original)),
          method(std::move(method_name)),
          argument(std::move(size)),
          repeatable(std::move(seed)),
          name_(std::move(name)) {}
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;
    std::span<const FromColumn> columns() const override { return element->columns(); }
    std::string_view name() const override { return name_; }

    const FromPtr element;
    const std::string method;
    const ExpressionPtr argument;
    const ExpressionPtr repeatable;  ///< may be null

private:
    std::string name_;
};

enum class JoinKind : std::uint8_t { Inner, LeftOuter, FullOuter, Cross };

/// `left JOIN right ON condition` as one element of FROM. Columns are taken from its sides; it has none of its own.
class JoinNode final : public FromNode {
public:
    JoinNode(JoinKind join, FromPtr first, FromPtr second, ExpressionPtr condition)
        : FromNode(NodeKind::Join),
          kind_of_join(join),
          left(std::move(first)),
          right(std::move(second)),
          on(std::move(condition)) {}
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;
    std::span<const FromColumn> columns() const override { return {}; }
    std::string_view name() const override { return {}; }

    const JoinKind kind_of_join;
    const FromPtr left;
    const FromPtr right;
    const ExpressionPtr on;  ///< null for a cross join
};

/// `(SELECT ...) AS name` in FROM (Subquery, Lateral), or `WITH name AS (SELECT ...)` (CteNode). Any statement that
/// gives rows will do; its columns go by the names of returned_columns().
class QueryFromNode : public FromNode {
public:
    QueryFromNode(NodeKind kind, NodePtr<const StatementNode> rows, std::string name);
    ~QueryFromNode() override;
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;
    std::span<const FromColumn> columns() const override;
    std::string_view name() const override { return name_; }

    const NodePtr<const StatementNode> query;

protected:
    /// Throws ArgumentError(`wrong_column_count`) unless there are as many names as columns.
    void rename_columns(std::span<const std::string> names);
    void add_column(FromColumn column);

private:
    std::string name_;
    std::vector<FromColumn> columns_;
};

/// Whether a database is to compute a CTE once and keep its rows.
enum class Materialization : std::uint8_t { Default, Materialized, NotMaterialized };

/// `SEARCH DEPTH FIRST BY columns SET sequence`; no columns: none.
struct CteSearch {
    bool is_breadth_first = false;
    std::vector<std::string> columns;
    std::string sequence;
};

/// `CYCLE columns SET mark USING path`; no columns: none.
struct CteCycle {
    std::vector<std::string> columns;
    std::string mark;
    std::string path;
};

/// How a CTE is written.
struct CteShape {
    std::vector<std::string> columns;  ///< their names; empty: those of the query
    bool is_recursive = false;
    bool is_nesting = false;  ///< within the query that uses it, not before the whole statement
    Materialization materialization = Materialization::Default;
    CteSearch search = {};
    CteCycle cycle = {};
};

/// `WITH name AS (SELECT ...)`, written once before the statement that uses it.
class CteNode final : public QueryFromNode {
public:
    /// `base`: the CTE of this name that the query selects from, when it is recursive; it is the same one.
    CteNode(NodePtr<const StatementNode> rows, std::string name, CteShape how, NodePtr<const CteNode> base = nullptr);
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;
    /// Those of the query, without what SEARCH and CYCLE add.
    std::span<const FromColumn> own_columns() const;
    /// Itself, or the first of those that were extended to it.
    const CteNode& origin() const { return restated ? restated->origin() : *this; }

    const CteShape shape;
    const NodePtr<const CteNode> restated;  ///< may be null
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
                     Columns written_columns = Columns::Named, bool with_ordinality = false);
    ~FunctionFromNode() override;
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;
    std::span<const FromColumn> columns() const override;
    std::string_view name() const override { return name_; }

    const ExpressionPtr function;  ///< it may use columns of what stands before it in FROM
    const Columns written;
    const bool has_ordinality;  ///< WITH ORDINALITY: the last column counts the rows

private:
    std::string name_;
    std::vector<FromColumn> columns_;
};

}  // namespace azoth::sql
