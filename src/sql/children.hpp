// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "azoth/sql/function_nodes.hpp"

namespace azoth::sql {

template <class Visit>
void for_each_child(const FunctionNode& function, Visit visit) {
    for (const auto& argument : function.arguments) visit(*argument);
    for (const OrderItem& item : function.clauses.order_by) visit(*item.expression);
    if (function.clauses.filter) visit(*function.clauses.filter);
}

template <class Visit>
void for_each_child(const WindowNode& window, Visit visit) {
    if (window.base) for_each_child(*window.base, visit);
    for (const auto& expression : window.partition_by) visit(*expression);
    for (const OrderItem& item : window.order_by) visit(*item.expression);
    if (window.frame.start.offset) visit(*window.frame.start.offset);
    if (window.frame.end.offset) visit(*window.frame.end.offset);
}

/// Calls `visit` with each direct operand of an expression. A subquery has none: what it names is its own affair.
template <class Visit>
void for_each_child(const ExpressionNode& node, Visit visit) {
    switch (node.kind()) {
        case NodeKind::Label: visit(*static_cast<const LabelNode&>(node).expression); break;
        case NodeKind::Unary: visit(*static_cast<const UnaryNode&>(node).operand); break;
        case NodeKind::Binary:
            visit(*static_cast<const BinaryNode&>(node).left);
            visit(*static_cast<const BinaryNode&>(node).right);
            break;
        case NodeKind::BooleanList:
            for (const auto& term : static_cast<const BooleanListNode&>(node).terms) visit(*term);
            break;
        case NodeKind::Function: for_each_child(static_cast<const FunctionNode&>(node), visit); break;
        case NodeKind::Over:
            visit(*static_cast<const OverNode&>(node).function);
            for_each_child(*static_cast<const OverNode&>(node).window, visit);
            break;
        case NodeKind::JsonTable: visit(*static_cast<const JsonTableNode&>(node).document); break;
        case NodeKind::Grouping:
            for (const auto& element : static_cast<const GroupingNode&>(node).elements) visit(*element);
            break;
        case NodeKind::Cast: visit(*static_cast<const CastNode&>(node).expression); break;
        case NodeKind::Case: {
            const auto& cases = static_cast<const CaseNode&>(node);
            if (cases.subject) visit(*cases.subject);
            for (const auto& [condition, result] : cases.branches) {
                visit(*condition);
                visit(*result);
            }
            if (cases.otherwise) visit(*cases.otherwise);
            break;
        }
        default:
            for (const ExpressionPtr& operand : node.operands()) visit(*operand);
            break;
    }
}

/// Calls `visit` with the expression and everything in it, from left to right. Deep trees need no stack.
template <class Visit>
void for_each_part(const ExpressionNode& root, Visit visit) {
    std::vector<const ExpressionNode*> waiting{&root};
    while (!waiting.empty()) {
        const ExpressionNode& node = *waiting.back();
        waiting.pop_back();
        visit(node);
        const auto first = static_cast<std::ptrdiff_t>(waiting.size());
        for_each_child(node, [&](const ExpressionNode& child) { waiting.push_back(&child); });
        std::reverse(waiting.begin() + first, waiting.end());
    }
}

}  // namespace azoth::sql
