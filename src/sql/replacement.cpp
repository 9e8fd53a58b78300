// SPDX-License-Identifier: MIT
#include "azoth/sql/replacement.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/cache_key.hpp"
#include "azoth/sql/select_node.hpp"
#include "sql/corresponding_column.hpp"

namespace azoth::sql {
namespace {

using ResultPtr = NodePtr<const Node>;

ResultPtr rebuilt_column(const ColumnNode& column, const Replacements& replaced) {
    const FromPtr from = replaced(column.from);
    if (!replaced.is_given(*column.from)) return make_node<const ColumnNode>(from, column.index);
    const auto index = find_corresponding(*from, *column.from, column.index);
    if (!index)
        throw ArgumentError("no_such_column", fmt::format("the column {} has nothing that corresponds to it in {}",
                                                          column.name(), from->name()));
    return make_node<const ColumnNode>(from, *index);
}

ResultPtr rebuilt_list(const BooleanListNode& list, const Replacements& replaced) {
    ExpressionList terms;
    terms.reserve(list.terms.size());
    for (const ExpressionPtr& term : list.terms) terms.push_back(replaced(term));
    return make_node<const BooleanListNode>(list.op, std::move(terms));
}

ResultPtr rebuilt_case(const CaseNode& cases, const Replacements& replaced) {
    std::vector<CaseNode::Branch> branches;
    for (const CaseNode::Branch& branch : cases.branches)
        branches.push_back({replaced(branch.condition), replaced(branch.result)});
    return make_node<const CaseNode>(std::move(branches), replaced(cases.otherwise), replaced(cases.subject),
                                     cases.type());
}

ResultPtr rebuilt(const Node& node, const Replacements& replaced) {
    switch (node.kind()) {
        case NodeKind::Column: return rebuilt_column(static_cast<const ColumnNode&>(node), replaced);
        case NodeKind::Label: {
            const auto& label = static_cast<const LabelNode&>(node);
            return make_node<const LabelNode>(replaced(label.expression), label.name);
        }
        case NodeKind::Unary: {
            const auto& unary = static_cast<const UnaryNode&>(node);
            return make_node<const UnaryNode>(unary.op, replaced(unary.operand), unary.type());
        }
        case NodeKind::Binary: {
            const auto& binary = static_cast<const BinaryNode&>(node);
            return make_node<const BinaryNode>(binary.op, replaced(binary.left), replaced(binary.right), binary.type(),
                                               binary.escape);
        }
        case NodeKind::BooleanList: return rebuilt_list(static_cast<const BooleanListNode&>(node), replaced);
        case NodeKind::Cast:
            return make_node<const CastNode>(replaced(static_cast<const CastNode&>(node).expression),
                                             static_cast<const CastNode&>(node).type(),
                                             static_cast<const CastNode&>(node).is_try);
        case NodeKind::Case: return rebuilt_case(static_cast<const CaseNode&>(node), replaced);
        case NodeKind::ScalarSubquery:
        case NodeKind::Exists: {
            const auto& subquery = static_cast<const SubqueryExpressionNode&>(node);
            return make_node<const SubqueryExpressionNode>(subquery.kind(), replaced(subquery.query), subquery.type());
        }
        default: return node.rebuilt(replaced);
    }
}

}  // namespace

NodePtr<const Node> Node::rebuilt(const Replacements&) const {
    throw ArgumentError("not_replaceable", fmt::format("a node of kind {} holds something to be replaced, but does not "
                                                       "know how to be rebuilt; override Node::rebuilt()",
                                                       static_cast<int>(kind())));
}

Replacements::Replacements(std::span<const Pair> pairs) {
    for (const Pair& pair : pairs) {
        results_.emplace(pair.old_node.get(), pair.new_node);
        given_.insert(pair.old_node.get());
    }
}

const Node* Replacements::result_of(const Node* node) const {
    return node == nullptr ? nullptr : results_.at(node).get();
}

NodePtr<const Node> Replacements::apply(const Node& node) {
    if (const auto known = results_.find(&node); known != results_.end()) return known->second;
    CacheKeyWriter writer;
    const std::vector<const Node*> children = writer.children_of(node);
    bool is_changed = false;
    for (const Node* child : children) is_changed |= apply(*child).get() != child;
    const NodePtr<const Node> result = is_changed ? sql::rebuilt(node, *this) : NodePtr<const Node>(&node);
    return results_.emplace(&node, result).first->second;
}

}  // namespace azoth::sql
