// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/expression_nodes.hpp"

namespace azoth::compile {

/// Calls `visit` with each direct operand of an expression. A subquery has none: what it names is its own affair.
template <class Visit>
void for_each_child(const sql::ExpressionNode& node, Visit visit) {
    switch (node.kind()) {
        case sql::NodeKind::Label: visit(*static_cast<const sql::LabelNode&>(node).expression); break;
        case sql::NodeKind::Unary: visit(*static_cast<const sql::UnaryNode&>(node).operand); break;
        case sql::NodeKind::Binary:
            visit(*static_cast<const sql::BinaryNode&>(node).left);
            visit(*static_cast<const sql::BinaryNode&>(node).right);
            break;
        case sql::NodeKind::BooleanList:
            for (const auto& term : static_cast<const sql::BooleanListNode&>(node).terms) visit(*term);
            break;
        case sql::NodeKind::Function:
            for (const auto& argument : static_cast<const sql::FunctionNode&>(node).arguments) visit(*argument);
            break;
        case sql::NodeKind::Cast: visit(*static_cast<const sql::CastNode&>(node).expression); break;
        case sql::NodeKind::Case: {
            const auto& cases = static_cast<const sql::CaseNode&>(node);
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

}  // namespace azoth::compile
