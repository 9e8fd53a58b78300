// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "azoth/sql/construct.hpp"
#include "azoth/sql/order_item.hpp"
#include "azoth/sql/standard_function.hpp"

namespace azoth::sql {

/// What an aggregate may have beside its arguments.
struct AggregateClauses {
    bool is_distinct = false;
    bool is_within_group = false;  ///< `order_by` is a WITHIN GROUP (ORDER BY ...), else it stands among the arguments
    OrderList order_by;
    ExpressionPtr filter;  ///< FILTER (WHERE ...); may be null
};

/// `name(arguments)`: a function that azoth knows, one of the user's, or any other by its name.
class FunctionNode final : public ExpressionNode {
public:
    FunctionNode(StandardFunction known, ExpressionList inputs, SqlType type, std::string more = {});
    FunctionNode(std::string function, ExpressionList inputs, SqlType type);
    /// One that few databases have: `known` is Special.
    FunctionNode(StandardFunction known, std::string function, ExpressionList inputs, SqlType type, std::string more);
    FunctionNode(ConstructPtr definition, ExpressionList inputs, SqlType type, std::string more);
    FunctionNode(const FunctionNode& call, AggregateClauses more);
    /// The same function with other arguments and clauses.
    FunctionNode(const FunctionNode& call, ExpressionList inputs, AggregateClauses more);
    ~FunctionNode() override;
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    const StandardFunction standard;
    const ConstructPtr construct;  ///< null unless it is one of the user's
    const std::string name;
    const ExpressionList arguments;
    const std::string options;  ///< no operand but a part of the SQL: the separator of an aggregate of texts
    AggregateClauses clauses;   ///< not changed once the node is shared

private:
    FunctionNode(StandardFunction known, ConstructPtr definition, std::string function, ExpressionList inputs,
                 SqlType type, std::string more);
};

/// Where the frame of a window begins or ends.
struct FrameBound {
    enum class Kind : std::uint8_t { UnboundedPreceding, Preceding, CurrentRow, Following, UnboundedFollowing };

    Kind kind = Kind::CurrentRow;
    ExpressionPtr offset = nullptr;  ///< for Preceding and Following
};

/// Which rows of its partition a window function looks at.
struct Frame {
    enum class Unit : std::uint8_t { None, Rows, Range, Groups };
    enum class Exclude : std::uint8_t { None, CurrentRow, Group, Ties };

    Unit unit = Unit::None;
    FrameBound start;
    FrameBound end;
    Exclude exclude = Exclude::None;
};

/// A window: what OVER is about. One with a name is written once, in the WINDOW clause.
class WindowNode final : public Node {
public:
    explicit WindowNode(std::string window_name = {});
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    std::string name;
    NodePtr<const WindowNode> base;  ///< the named window that this one adds to; may be null
    ExpressionList partition_by;
    OrderList order_by;
    Frame frame;
};

using WindowPtr = NodePtr<const WindowNode>;

/// `function OVER window`.
class OverNode final : public ExpressionNode {
public:
    OverNode(NodePtr<const FunctionNode> call, WindowPtr rows);
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    const NodePtr<const FunctionNode> function;
    const WindowPtr window;
};

/// An element of GROUP BY that makes several groupings of one: ROLLUP, CUBE, GROUPING SETS, and a set of the latter.
class GroupingNode final : public ExpressionNode {
public:
    enum class Form : std::uint8_t { Rollup, Cube, Sets, Set };

    GroupingNode(Form grouping, ExpressionList parts);
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    const Form form;
    const ExpressionList elements;
};

/// `JSON_TABLE(document, path COLUMNS (...))`.
class JsonTableNode final : public ExpressionNode {
public:
    struct Column {
        std::string name;
        SqlType type;
        std::string path;  ///< empty: FOR ORDINALITY
    };

    JsonTableNode(ExpressionPtr json, std::string rows, std::vector<Column> parts);
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    const ExpressionPtr document;
    const std::string path;
    const std::vector<Column> columns;
};

}  // namespace azoth::sql
