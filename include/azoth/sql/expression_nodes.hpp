// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/sql/node.hpp"
#include "azoth/sql/operators.hpp"
#include "azoth/types/sql_type.hpp"
#include "azoth/types/value.hpp"

namespace azoth::sql {

class FromNode;
class SelectNode;

/// Anything that has a value within a statement.
class ExpressionNode : public Node {
public:
    const SqlType& type() const { return type_; }

protected:
    ExpressionNode(NodeKind kind, SqlType type) : Node(kind), type_(std::move(type)) {}

private:
    SqlType type_;
};

using ExpressionPtr = NodePtr<const ExpressionNode>;
using ExpressionList = std::vector<ExpressionPtr>;

/// One value that is sent apart from the SQL text.
class BindNode final : public ExpressionNode {
public:
    BindNode(Value value, SqlType type) : ExpressionNode(NodeKind::Bind, std::move(type)), value(std::move(value)) {}
    void write_key(CacheKeyWriter& key) const override;

    const Value value;
};

/// The values of an IN: one cached statement serves any number of them.
class BindListNode final : public ExpressionNode {
public:
    BindListNode(std::vector<Value> values, SqlType type)
        : ExpressionNode(NodeKind::BindList, std::move(type)), values(std::move(values)) {}
    void write_key(CacheKeyWriter& key) const override;

    const std::vector<Value> values;
};

/// A place for a value that is given at each execution, by position: how batches bind the fields of many objects.
class ParameterNode final : public ExpressionNode {
public:
    ParameterNode(std::uint32_t position, SqlType type)
        : ExpressionNode(NodeKind::Parameter, std::move(type)), position(position) {}
    void write_key(CacheKeyWriter& key) const override;

    const std::uint32_t position;  ///< within the row of parameters, from 0
};

class NullNode final : public ExpressionNode {
public:
    NullNode() : ExpressionNode(NodeKind::Null, SqlType{}) {}
    void write_key(CacheKeyWriter& key) const override;
};

/// A column of a table, an alias, a subquery or a CTE. It keeps that alive.
class ColumnNode final : public ExpressionNode {
public:
    ColumnNode(NodePtr<const FromNode> from, std::uint32_t index);
    void write_key(CacheKeyWriter& key) const override;
    const std::string& name() const;

    const NodePtr<const FromNode> from;
    const std::uint32_t index;
};

using ColumnPtr = NodePtr<const ColumnNode>;

/// An expression with a name in the result: `expression AS name`.
class LabelNode final : public ExpressionNode {
public:
    LabelNode(ExpressionPtr expression, std::string name)
        : ExpressionNode(NodeKind::Label, expression->type()), expression(std::move(expression)), name(std::move(name)) {}
    void write_key(CacheKeyWriter& key) const override;

    const ExpressionPtr expression;
    const std::string name;
};

/// NOT and the minus sign.
class UnaryNode final : public ExpressionNode {
public:
    UnaryNode(Operator op, ExpressionPtr operand, SqlType type)
        : ExpressionNode(NodeKind::Unary, std::move(type)), op(op), operand(std::move(operand)) {}
    void write_key(CacheKeyWriter& key) const override;

    const Operator op;
    const ExpressionPtr operand;
};

class BinaryNode final : public ExpressionNode {
public:
    BinaryNode(Operator op, ExpressionPtr left, ExpressionPtr right, SqlType type)
        : ExpressionNode(NodeKind::Binary, std::move(type)), op(op), left(std::move(left)), right(std::move(right)) {}
    void write_key(CacheKeyWriter& key) const override;

    const Operator op;
    const ExpressionPtr left;
    const ExpressionPtr right;
    /// LIKE ... ESCAPE; 0: none.
    char escape = 0;
};

/// `a AND b AND c`, `a OR b OR c`: flat, so that a thousand terms are not a thousand levels.
class BooleanListNode final : public ExpressionNode {
public:
    BooleanListNode(Operator op, ExpressionList terms)
        : ExpressionNode(NodeKind::BooleanList, Boolean{}), op(op), terms(std::move(terms)) {}
    void write_key(CacheKeyWriter& key) const override;

    const Operator op;  ///< And or Or
    const ExpressionList terms;
};

/// `name(arguments)`. A name given by azoth is rendered by the dialect; others as they are.
class FunctionNode final : public ExpressionNode {
public:
    FunctionNode(std::string name, ExpressionList arguments, SqlType type, bool is_distinct = false)
        : ExpressionNode(NodeKind::Function, std::move(type)),
          name(std::move(name)),
          arguments(std::move(arguments)),
          is_distinct(is_distinct) {}
    void write_key(CacheKeyWriter& key) const override;

    const std::string name;  ///< lower case
    const ExpressionList arguments;
    const bool is_distinct;  ///< count(DISTINCT x)
};

/// CAST(expression AS type()).
class CastNode final : public ExpressionNode {
public:
    CastNode(ExpressionPtr expression, SqlType type)
        : ExpressionNode(NodeKind::Cast, std::move(type)), expression(std::move(expression)) {}
    void write_key(CacheKeyWriter& key) const override;

    const ExpressionPtr expression;
};

/// CASE WHEN condition THEN result ... ELSE otherwise END.
class CaseNode final : public ExpressionNode {
public:
    struct Branch {
        ExpressionPtr condition;
        ExpressionPtr result;
    };

    CaseNode(std::vector<Branch> branches, ExpressionPtr otherwise)
        : ExpressionNode(NodeKind::Case, branches.front().result->type()),
          branches(std::move(branches)),
          otherwise(std::move(otherwise)) {}
    void write_key(CacheKeyWriter& key) const override;

    const std::vector<Branch> branches;
    const ExpressionPtr otherwise;  ///< may be null
};

/// The `*` of count(*).
class StarNode final : public ExpressionNode {
public:
    StarNode() : ExpressionNode(NodeKind::Star, SqlType{}) {}
    void write_key(CacheKeyWriter& key) const override;
};

/// SQL written by the user, within an expression: literal_column().
class TextFragmentNode final : public ExpressionNode {
public:
    TextFragmentNode(std::string sql, SqlType type)
        : ExpressionNode(NodeKind::TextFragment, std::move(type)), sql(std::move(sql)) {}
    void write_key(CacheKeyWriter& key) const override;

    const std::string sql;
};

/// (SELECT ...) as a value, and EXISTS (SELECT ...).
class SubqueryExpressionNode final : public ExpressionNode {
public:
    SubqueryExpressionNode(NodeKind kind, NodePtr<const SelectNode> select, SqlType type);
    ~SubqueryExpressionNode() override;
    void write_key(CacheKeyWriter& key) const override;

    const NodePtr<const SelectNode> select;
};

/// In an upsert: the value that was to be inserted into `column`.
class ExcludedNode final : public ExpressionNode {
public:
    explicit ExcludedNode(ColumnPtr column)
        : ExpressionNode(NodeKind::Excluded, column->type()), column(std::move(column)) {}
    void write_key(CacheKeyWriter& key) const override;

    const ColumnPtr column;
};

}  // namespace azoth::sql
