// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "azoth/sql/expression_nodes.hpp"

namespace azoth::sql {

/// value BETWEEN low AND high.
class BetweenNode final : public CompositeNodeOf<BetweenNode> {
public:
    BetweenNode(ExpressionPtr value, ExpressionPtr low, ExpressionPtr high, bool negated, bool symmetric);

    const ExpressionNode& value() const { return *operands()[0]; }
    const ExpressionNode& low() const { return *operands()[1]; }
    const ExpressionNode& high() const { return *operands()[2]; }

    const bool is_negated;
    const bool is_symmetric;  ///< the ends may come in any order

private:
    void write_scalars(CacheKeyWriter& key) const override;
};

/// An expression of another type, without a word of SQL: type_coerce().
class TypeCoerceNode final : public CompositeNodeOf<TypeCoerceNode> {
public:
    TypeCoerceNode(ExpressionPtr expression, SqlType type);

    const ExpressionNode& expression() const { return *operands()[0]; }
};

/// text COLLATE collation.
class CollateNode final : public CompositeNodeOf<CollateNode> {
public:
    CollateNode(ExpressionPtr text, std::string name);

    const ExpressionNode& text() const { return *operands()[0]; }

    const std::string collation;

private:
    void write_scalars(CacheKeyWriter& key) const override;
};

/// `(a, b)`: a row of values in comparisons, and the right side of an IN with expressions.
class TupleNode final : public CompositeNodeOf<TupleNode> {
public:
    explicit TupleNode(ExpressionList elements);
};

/// ANY and ALL over a query or an array: the right side of a comparison.
class QuantifiedNode final : public CompositeNodeOf<QuantifiedNode> {
public:
    enum class Quantifier : std::uint8_t { Any, All };

    QuantifiedNode(Quantifier word, ExpressionPtr collection, SqlType element);

    const ExpressionNode& collection() const { return *operands()[0]; }
    const ExpressionPtr& collection_ptr() const { return operands()[0]; }

    const Quantifier quantifier;

private:
    void write_scalars(CacheKeyWriter& key) const override;
};

/// How tightly an operator of the user's holds its operands, from the loosest. An operand that is less tight than the
/// operator gets parentheses, and so does the operator within a tighter one.
enum class OperatorPrecedence : std::uint8_t { Loosest, Comparison, Concat, Additive, Multiplicative, Tightest };

/// An operator that azoth does not know: `left ->> right`, `@ right`, `left !`.
class CustomOperatorNode final : public CompositeNodeOf<CustomOperatorNode> {
public:
    enum class Side : std::uint8_t { Infix, Prefix, Postfix };

    struct Sign {
        std::string text;
        std::string negation;  ///< the operator that says the opposite; empty when there is none
        Side side = Side::Infix;
        OperatorPrecedence precedence = OperatorPrecedence::Loosest;
        bool is_associative = false;  ///< `a # (b # c)` is `(a # b) # c`
    };

    CustomOperatorNode(Sign custom, ExpressionList operands, SqlType type);

    const Sign sign;

private:
    void write_scalars(CacheKeyWriter& key) const override;
};

}  // namespace azoth::sql
