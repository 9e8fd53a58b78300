// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/replacement.hpp"
#include "azoth/sql/statement_node.hpp"
#include "sql/corresponding_column.hpp"

namespace azoth::sql {

void CompositeNode::replace_operands(const Replacements& replaced) { operands_ = replaced(operands_); }

NodePtr<const Node> ColumnNode::rebuilt(const Replacements& replaced) const {
    const FromPtr new_from = replaced(from);
    if (!replaced.is_given(*from)) return make_node<const ColumnNode>(new_from, index);
    return make_node<const ColumnNode>(new_from, require_corresponding(*new_from, *from, index));
}

NodePtr<const Node> LabelNode::rebuilt(const Replacements& replaced) const {
    return make_node<const LabelNode>(replaced(expression), name);
}

NodePtr<const Node> UnaryNode::rebuilt(const Replacements& replaced) const {
    return make_node<const UnaryNode>(op, replaced(operand), type());
}

NodePtr<const Node> BinaryNode::rebuilt(const Replacements& replaced) const {
    return make_node<const BinaryNode>(op, replaced(left), replaced(right), type(), escape);
}

NodePtr<const Node> BooleanListNode::rebuilt(const Replacements& replaced) const {
    ExpressionList new_terms;
    new_terms.reserve(terms.size());
    for (const ExpressionPtr& term : terms) new_terms.push_back(replaced(term));
    return make_node<const BooleanListNode>(op, std::move(new_terms));
}

NodePtr<const Node> CastNode::rebuilt(const Replacements& replaced) const {
    return make_node<const CastNode>(replaced(expression), type(), is_try);
}

NodePtr<const Node> CaseNode::rebuilt(const Replacements& replaced) const {
    std::vector<Branch> new_branches;
    for (const Branch& branch : branches) new_branches.push_back({replaced(branch.condition), replaced(branch.result)});
    return make_node<const CaseNode>(std::move(new_branches), replaced(otherwise), replaced(subject), type());
}

NodePtr<const Node> SubqueryExpressionNode::rebuilt(const Replacements& replaced) const {
    return make_node<const SubqueryExpressionNode>(kind(), replaced(query), type());
}

NodePtr<const Node> ExcludedNode::rebuilt(const Replacements& replaced) const {
    const ExpressionPtr new_column = replaced(ExpressionPtr(column));
    if (new_column->kind() != NodeKind::Column)
        throw ArgumentError("not_replaceable", fmt::format("excluded() takes columns: {} can be replaced by another "
                                                           "column only",
                                                           column->name()));
    return make_node<const ExcludedNode>(ColumnPtr(static_cast<const ColumnNode*>(new_column.get())));
}

}  // namespace azoth::sql
