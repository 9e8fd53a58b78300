// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/expression_nodes.hpp"

namespace azoth::sql {

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
        case NodeKind::Function:
            for (const auto& argument : static_cast<const FunctionNode&>(node).arguments) visit(*argument);
            break;
        case NodeKind::Cast: visit(*static_cast<const CastNode&>(node).expression); break;
        case NodeKind::Case: {
            const auto& cases = static_cast<const CaseNode&>(node);
            for (const auto& [condition, result] : cases.branches) {
                visit(*condition);
                visit(*result);
            }
            if (cases.otherwise) visit(*cases.otherwise);
            break;
        }
        default: break;
    }
}

}  // namespace azoth::sql
