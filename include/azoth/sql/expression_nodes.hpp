// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
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
class StatementNode;

/// Anything that has a value within a statement.
class ExpressionNode : public Node {
public:
    const SqlType& type() const { return type_; }
    /// What a CompositeNode is made of.
    virtual std::span<const NodePtr<const ExpressionNode>> operands() const { return {}; }

protected:
    ExpressionNode(NodeKind kind, const SqlType& type) : Node(kind), type_(type) {}
    ExpressionNode(NodeKind kind, SqlType&& type) : Node(kind), type_(std::move(type)) {}
    /// The word that starts the node in a cache key: its kind, the kind of its type, and up to 48 bits of its own.
    void write_head(CacheKeyWriter& key, std::uint64_t scalar = 0) const;

private:
    SqlType type_;
};

using ExpressionPtr = NodePtr<const ExpressionNode>;
using ExpressionList = std::vector<ExpressionPtr>;

/// An expression made of others. Whoever walks over a statement need not know more of it.
class CompositeNode : public ExpressionNode {
public:
    std::span<const ExpressionPtr> operands() const final;
    void write_key(CacheKeyWriter& key) const final;

protected:
    /// Precondition: no operand is null.
    CompositeNode(NodeKind kind, ExpressionList operands, SqlType type);
    /// Writes what decides the SQL text beside the operands and the kind of the type.
    virtual void write_scalars(CacheKeyWriter&) const {}
    /// For a copy that nobody else knows yet.
    void replace_operands(const Replacements& replaced);

private:
    ExpressionList operands_;
};

/// The base of `Derived`, which is to be copied when its operands are replaced.
template <class Derived>
class CompositeNodeOf : public CompositeNode {
public:
    NodePtr<const Node> rebuilt(const Replacements& replaced) const final {
        auto copy = make_node<Derived>(static_cast<const Derived&>(*this));
        copy->CompositeNodeOf::replace_operands(replaced);
        return copy;
    }

protected:
    using CompositeNode::CompositeNode;
};

/// One value that is sent apart from the SQL text: see make_bind().
class BindNode final : public ExpressionNode {
public:
    BindNode(Value&& bound, SqlType&& type)
        : ExpressionNode(NodeKind::Bind, std::move(type)), value(std::move(bound)) {}
    void write_key(CacheKeyWriter& key) const override;

    const Value value;
};

/// The values of an IN: one cached statement serves any number of them.
class BindListNode final : public ExpressionNode {
public:
    BindListNode(std::vector<Value> bound, SqlType type);
    /// Of tuples: the values of all of them, one after the other, and the types within a tuple.
    BindListNode(std::vector<Value> bound, std::vector<SqlType> types);
    void write_key(CacheKeyWriter& key) const override;

    const std::vector<Value> values;
    const std::vector<SqlType> tuple_types;  ///< empty unless the list is one of tuples
};

/// A place for a value that is given at each execution, by position: how batches bind the fields of many objects.
class ParameterNode final : public ExpressionNode {
public:
    ParameterNode(std::uint32_t place, SqlType type)
        : ExpressionNode(NodeKind::Parameter, std::move(type)), position(place) {}
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
    /// Precondition: `position` is one of the columns of `element`.
    ColumnNode(NodePtr<const FromNode> element, std::uint32_t position);
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;
    const std::string& name() const;

    const NodePtr<const FromNode> from;
    const std::uint32_t index;
};

using ColumnPtr = NodePtr<const ColumnNode>;

/// An expression with a name in the result: `expression AS name`.
class LabelNode final : public ExpressionNode {
public:
    LabelNode(ExpressionPtr labelled, std::string label)
        : ExpressionNode(NodeKind::Label, labelled->type()), expression(std::move(labelled)), name(std::move(label)) {}
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    const ExpressionPtr expression;
    const std::string name;
};

/// NOT, the minus sign and `~`.
class UnaryNode final : public ExpressionNode {
public:
    UnaryNode(Operator sign, ExpressionPtr right, SqlType type)
        : ExpressionNode(NodeKind::Unary, std::move(type)), op(sign), operand(std::move(right)) {}
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    const Operator op;
    const ExpressionPtr operand;
};

class BinaryNode final : public ExpressionNode {
public:
    BinaryNode(Operator sign, ExpressionPtr first, ExpressionPtr second, SqlType type, char like_escape = '\0')
        : ExpressionNode(NodeKind::Binary, std::move(type)),
          op(sign),
          left(std::move(first)),
          right(std::move(second)),
          escape(like_escape) {}
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    const Operator op;
    const ExpressionPtr left;
    const ExpressionPtr right;
    const char escape;  ///< LIKE ... ESCAPE; 0: none
};

/// `a AND b AND c`, `a OR b OR c`: flat, so that a thousand terms are not a thousand levels.
class BooleanListNode final : public ExpressionNode {
public:
    BooleanListNode(Operator word, ExpressionList parts);
    ~BooleanListNode() override;
    /// The list with more terms at its end.
    ///
    /// Complexity: amortised linear in `more` when each list extends the one made before it; the terms are shared.
    NodePtr<const BooleanListNode> extended(std::span<const ExpressionPtr> more) const;
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

private:
    struct Storage;

    BooleanListNode(Operator word, NodePtr<Storage> storage, std::size_t size);

    const NodePtr<Storage> storage_;

public:
    const Operator op;  ///< And or Or
    const std::span<const ExpressionPtr> terms;
};

/// CAST(expression AS type()), and TRY_CAST, which gives NULL for what cannot be converted.
class CastNode final : public ExpressionNode {
public:
    CastNode(ExpressionPtr source, SqlType type, bool tries = false)
        : ExpressionNode(NodeKind::Cast, std::move(type)), expression(std::move(source)), is_try(tries) {}
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    const ExpressionPtr expression;
    const bool is_try;
};

/// CASE WHEN condition THEN result ... ELSE otherwise END; with a subject, CASE subject WHEN value THEN ...
class CaseNode final : public ExpressionNode {
public:
    struct Branch {
        ExpressionPtr condition;
        ExpressionPtr result;
    };

    /// Precondition: one branch at least.
    CaseNode(std::vector<Branch> cases, ExpressionPtr last, ExpressionPtr compared, SqlType type);
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    const ExpressionPtr subject;  ///< may be null
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
    TextFragmentNode(std::string text, SqlType type)
        : ExpressionNode(NodeKind::TextFragment, std::move(type)), sql(std::move(text)) {}
    void write_key(CacheKeyWriter& key) const override;

    const std::string sql;
};

/// True or false, as each database writes them within a condition.
class ConstantNode final : public ExpressionNode {
public:
    explicit ConstantNode(bool is_true) : ExpressionNode(NodeKind::Constant, Boolean{}), value(is_true) {}
    void write_key(CacheKeyWriter& key) const override;

    const bool value;
};

/// (SELECT ...) as a value, and EXISTS (SELECT ...).
class SubqueryExpressionNode final : public ExpressionNode {
public:
    SubqueryExpressionNode(NodeKind kind, NodePtr<const StatementNode> rows, SqlType type);
    ~SubqueryExpressionNode() override;
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    const NodePtr<const StatementNode> query;
};

/// In an upsert: the value that was to be inserted into `column`.
class ExcludedNode final : public ExpressionNode {
public:
    explicit ExcludedNode(ColumnPtr inserted)
        : ExpressionNode(NodeKind::Excluded, inserted->type()), column(std::move(inserted)) {}
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    const ColumnPtr column;
};

}  // namespace azoth::sql
