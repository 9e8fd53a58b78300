// SPDX-License-Identifier: MIT
#include "compile/precedence.hpp"

#include <algorithm>
#include <cctype>

#include "azoth/sql/json_nodes.hpp"
#include "azoth/sql/operator_nodes.hpp"
#include "azoth/sql/text_node.hpp"

namespace azoth::compile {
namespace {

using sql::NodeKind;
using sql::Operator;

Precedence of_fragment(const std::string& sql) {
    const bool is_word = std::all_of(sql.begin(), sql.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '"' || c == '`';
    });
    return is_word ? Precedence::Primary : Precedence::Unknown;
}

/// What a user writes may be any expression.
Precedence of_function(const sql::FunctionNode& function) {
    return function.construct && !function.construct->is_call() ? Precedence::Unknown : Precedence::Primary;
}

Precedence of_custom(sql::OperatorPrecedence precedence) {
    switch (precedence) {
        case sql::OperatorPrecedence::Loosest: return Precedence::Unknown;
        case sql::OperatorPrecedence::Comparison: return Precedence::Comparison;
        case sql::OperatorPrecedence::Concat: return Precedence::Concat;
        case sql::OperatorPrecedence::Additive: return Precedence::Additive;
        case sql::OperatorPrecedence::Multiplicative: return Precedence::Multiplicative;
        case sql::OperatorPrecedence::Tightest: return Precedence::Tightest;
    }
    return Precedence::Unknown;
}

/// What stands for another expression and adds nothing around it.
const sql::ExpressionNode& bare(const sql::ExpressionNode& node) {
    const sql::ExpressionNode* inner = &node;
    while (true) {
        if (inner->kind() == NodeKind::Label) {
            inner = static_cast<const sql::LabelNode*>(inner)->expression.get();
        } else if (inner->kind() == NodeKind::TypeCoerce) {
            inner = &static_cast<const sql::TypeCoerceNode*>(inner)->expression();
        } else if (inner->kind() == NodeKind::BooleanList) {
            const auto& list = static_cast<const sql::BooleanListNode&>(*inner);
            if (list.terms.size() != 1) return *inner;
            inner = list.terms.front().get();
        } else {
            return *inner;
        }
    }
}

/// The operator of a binary expression; Custom for every other one.
Operator operator_of(const sql::ExpressionNode& node) {
    return node.kind() == NodeKind::Binary ? static_cast<const sql::BinaryNode&>(node).op : Operator::Custom;
}

/// `a + (b + c)` is `a + b + c`.
bool is_associative(Operator op) {
    return op == Operator::Add || op == Operator::Multiply || op == Operator::Concat || op == Operator::BitwiseAnd ||
           op == Operator::BitwiseOr;
}

bool needs_parentheses_in_bitwise(const sql::ExpressionNode& node, Operator parent, Side side) {
    const Precedence inner = precedence_of(node);
    if (inner == Precedence::Bitwise)
        return operator_of(node) != parent || (side == Side::Right && !is_associative(parent));
    if (parent == Operator::BitwiseXor) return inner < Precedence::Primary;
    return inner < Precedence::Additive;
}

}  // namespace

Precedence precedence_of(Operator op) {
    switch (op) {
        case Operator::Or: return Precedence::Or;
        case Operator::And: return Precedence::And;
        case Operator::Not: return Precedence::Not;
        case Operator::BitwiseAnd:
        case Operator::BitwiseOr:
        case Operator::BitwiseXor:
        case Operator::LeftShift:
        case Operator::RightShift: return Precedence::Bitwise;
        case Operator::Concat: return Precedence::Concat;
        case Operator::Add:
        case Operator::Subtract: return Precedence::Additive;
        case Operator::Multiply:
        case Operator::Divide:
        case Operator::IntegerDivide:
        case Operator::Modulo: return Precedence::Multiplicative;
        case Operator::Negate:
        case Operator::BitwiseNot: return Precedence::Negate;
        case Operator::Custom: return Precedence::Other;
        default: return Precedence::Comparison;
    }
}

Precedence precedence_of(const sql::ExpressionNode& expression) {
    const sql::ExpressionNode& node = bare(expression);
    switch (node.kind()) {
        case NodeKind::Function: return of_function(static_cast<const sql::FunctionNode&>(node));
        case NodeKind::Unary: return precedence_of(static_cast<const sql::UnaryNode&>(node).op);
        case NodeKind::Binary: return precedence_of(static_cast<const sql::BinaryNode&>(node).op);
        case NodeKind::BooleanList: {
            const auto& list = static_cast<const sql::BooleanListNode&>(node);
            return list.terms.empty() ? Precedence::Primary : precedence_of(list.op);
        }
        case NodeKind::TextFragment: return of_fragment(static_cast<const sql::TextFragmentNode&>(node).sql);
        case NodeKind::TextExpression: return of_fragment(static_cast<const sql::TextExpressionNode&>(node).text->sql);
        case NodeKind::CustomOperator:
            return of_custom(static_cast<const sql::CustomOperatorNode&>(node).sign.precedence);
        case NodeKind::Between:
        case NodeKind::Regexp:
        case NodeKind::JsonTest:
        case NodeKind::FullText: return Precedence::Comparison;
        case NodeKind::JsonRemove: return Precedence::Other;
        case NodeKind::JsonPath:
            return static_cast<const sql::JsonPathNode&>(node).is_cast() ? Precedence::Primary : Precedence::Other;
        case NodeKind::TimeShift:
        case NodeKind::TimeDifference: return Precedence::Additive;
        case NodeKind::Collate: return Precedence::Tightest;
        default: return Precedence::Primary;
    }
}

bool needs_parentheses(const sql::ExpressionNode& expression, Operator parent, Side side) {
    const sql::ExpressionNode& node = bare(expression);
    const Precedence inner = precedence_of(node);
    const Precedence outer = precedence_of(parent);
    switch (outer) {
        // `NOT a = b` is right everywhere and misread by everyone; `--` starts a comment.
        case Precedence::Not: return inner < Precedence::Primary;
        case Precedence::Negate: return inner < Precedence::Primary || node.kind() == NodeKind::Bind;
        case Precedence::Other: return inner < Precedence::Tightest;
        case Precedence::Bitwise: return needs_parentheses_in_bitwise(node, parent, side);
        case Precedence::Concat: return inner < Precedence::Tightest && inner != Precedence::Concat;
        // Comparisons of comparisons do not associate in PostgreSQL.
        case Precedence::Comparison: return inner <= outer;
        case Precedence::And:
        case Precedence::Or: return inner < outer;
        default:
            if (inner != outer || side == Side::Left) return inner < outer;
            return operator_of(node) != parent || !is_associative(parent);
    }
}

bool needs_parentheses(const sql::ExpressionNode& expression, const sql::CustomOperatorNode& parent, Side side) {
    const sql::ExpressionNode& node = bare(expression);
    const Precedence inner = precedence_of(node);
    const Precedence outer = of_custom(parent.sign.precedence);
    if (node.kind() == NodeKind::CustomOperator &&
        static_cast<const sql::CustomOperatorNode&>(node).sign.text == parent.sign.text &&
        parent.sign.side == sql::CustomOperatorNode::Side::Infix)
        return side == Side::Right && !parent.sign.is_associative;
    return outer == Precedence::Unknown ? inner < Precedence::Primary : inner <= outer;
}

}  // namespace azoth::compile
