// SPDX-License-Identifier: MIT
#include "azoth/sql/operator_nodes.hpp"

#include "azoth/sql/cache_key.hpp"

namespace azoth::sql {

BetweenNode::BetweenNode(ExpressionPtr value, ExpressionPtr low, ExpressionPtr high, bool negated, bool symmetric)
    : CompositeNodeOf(NodeKind::Between, {std::move(value), std::move(low), std::move(high)}, Boolean{}),
      is_negated(negated),
      is_symmetric(symmetric) {}

TypeCoerceNode::TypeCoerceNode(ExpressionPtr expression, SqlType type)
    : CompositeNodeOf(NodeKind::TypeCoerce, {std::move(expression)}, std::move(type)) {}

CollateNode::CollateNode(ExpressionPtr text, std::string name)
    : CompositeNodeOf(NodeKind::Collate, {text}, text->type()), collation(std::move(name)) {}

TupleNode::TupleNode(ExpressionList elements) : CompositeNodeOf(NodeKind::Tuple, std::move(elements), SqlType{}) {}

QuantifiedNode::QuantifiedNode(Quantifier word, ExpressionPtr collection, SqlType element)
    : CompositeNodeOf(NodeKind::Quantified, {std::move(collection)}, std::move(element)), quantifier(word) {}

CustomOperatorNode::CustomOperatorNode(Sign custom, ExpressionList operands, SqlType type)
    : CompositeNodeOf(NodeKind::CustomOperator, std::move(operands), std::move(type)), sign(std::move(custom)) {}

void BetweenNode::write_scalars(CacheKeyWriter& key) const {
    key.word((is_negated ? 1U : 0U) | (is_symmetric ? 2U : 0U));
}

void CollateNode::write_scalars(CacheKeyWriter& key) const { key.text(collation); }

void QuantifiedNode::write_scalars(CacheKeyWriter& key) const { key.word(static_cast<std::uint64_t>(quantifier)); }

// The negation does not decide the SQL: it is used when the tree is built.
void CustomOperatorNode::write_scalars(CacheKeyWriter& key) const {
    key.word(static_cast<std::uint64_t>(sign.side) << 16 | static_cast<std::uint64_t>(sign.precedence) << 8 |
             (sign.is_associative ? 1U : 0U));
    key.text(sign.text);
}

}  // namespace azoth::sql
