// SPDX-License-Identifier: MIT
#include "support/statement_tree.hpp"

#include "azoth/sql/expression_nodes.hpp"
#include "azoth/sql/from_nodes.hpp"
#include "azoth/sql/function_nodes.hpp"
#include "azoth/sql/operator_nodes.hpp"
#include "azoth/sql/time_nodes.hpp"

namespace azoth::test {
namespace {

using sql::NodeKind;
using sql::Operator;

std::string word(Operator op) {
    switch (op) {
        case Operator::Add: return "+";
        case Operator::Subtract: return "-";
        case Operator::Multiply: return "*";
        case Operator::Divide: return "/";
        case Operator::Modulo: return "%";
        case Operator::IntegerDivide: return "div";
        case Operator::BitwiseAnd: return "&";
        case Operator::BitwiseOr: return "|";
        case Operator::BitwiseXor: return "^";
        case Operator::LeftShift: return "<<";
        case Operator::RightShift: return ">>";
        case Operator::BitwiseNot: return "~";
        case Operator::Custom: return "custom";
        case Operator::Concat: return "||";
        case Operator::Equal: return "=";
        case Operator::NotEqual: return "<>";
        case Operator::Less: return "<";
        case Operator::LessEqual: return "<=";
        case Operator::Greater: return ">";
        case Operator::GreaterEqual: return ">=";
        case Operator::Is: return "is";
        case Operator::IsNot: return "is-not";
        case Operator::IsDistinctFrom: return "is-distinct-from";
        case Operator::IsNotDistinctFrom: return "is-not-distinct-from";
        case Operator::Like: return "like";
        case Operator::NotLike: return "not-like";
        case Operator::ILike: return "ilike";
        case Operator::NotILike: return "not-ilike";
        case Operator::In: return "in";
        case Operator::NotIn: return "not-in";
        case Operator::And: return "and";
        case Operator::Or: return "or";
        case Operator::Not: return "not";
        case Operator::Negate: return "negate";
    }
    return "?";
}

template <class List>
std::string list(std::string head, const List& operands) {
    for (const auto& operand : operands) head += " " + tree(*operand);
    return "(" + head + ")";
}

std::string tree_of(const sql::BinaryNode& node) {
    const std::string escape = node.escape == '\0' ? "" : std::string(" escape ") + node.escape;
    return "(" + word(node.op) + " " + tree(*node.left) + " " + tree(*node.right) + escape + ")";
}

std::string tree_of(const sql::BindListNode& node) {
    std::string text;
    for (const Value& value : node.values) text += (text.empty() ? "" : " ") + to_display_string(value.view());
    return "[" + text + "]";
}

std::string tree_of(const sql::ColumnNode& node) {
    return std::string(node.from->name()) + "." + node.name();
}

std::string tree_of(const sql::FunctionNode& node) {
    return list(node.name + (node.clauses.is_distinct ? " distinct" : ""), node.arguments);
}

}  // namespace

std::string tree(const sql::Node& node) {
    switch (node.kind()) {
        case NodeKind::Bind: return to_display_string(static_cast<const sql::BindNode&>(node).value.view());
        case NodeKind::BindList: return tree_of(static_cast<const sql::BindListNode&>(node));
        case NodeKind::Null: return "null";
        case NodeKind::Star: return "*";
        case NodeKind::Column: return tree_of(static_cast<const sql::ColumnNode&>(node));
        case NodeKind::Binary: return tree_of(static_cast<const sql::BinaryNode&>(node));
        case NodeKind::Function: return tree_of(static_cast<const sql::FunctionNode&>(node));
        case NodeKind::TextFragment: return static_cast<const sql::TextFragmentNode&>(node).sql;
        case NodeKind::Constant: return static_cast<const sql::ConstantNode&>(node).value ? "true" : "false";
        case NodeKind::Unary: {
            const auto& unary = static_cast<const sql::UnaryNode&>(node);
            return list(word(unary.op), std::vector{unary.operand});
        }
        case NodeKind::BooleanList: {
            const auto& terms = static_cast<const sql::BooleanListNode&>(node);
            return list(word(terms.op), terms.terms);
        }
        case NodeKind::Cast: {
            const auto& cast = static_cast<const sql::CastNode&>(node);
            return "(cast " + tree(*cast.expression) + " " + to_string(cast.type()) + ")";
        }
        case NodeKind::Label: {
            const auto& label = static_cast<const sql::LabelNode&>(node);
            return "(as " + tree(*label.expression) + " " + label.name + ")";
        }
        case NodeKind::Between: {
            const auto& between = static_cast<const sql::BetweenNode&>(node);
            return list(between.is_negated ? "not-between" : "between", between.operands());
        }
        case NodeKind::Tuple: return list("tuple", static_cast<const sql::TupleNode&>(node).operands());
        case NodeKind::TimeShift: return list("shift", static_cast<const sql::TimeShiftNode&>(node).operands());
        case NodeKind::TimeDifference:
            return list("difference", static_cast<const sql::TimeDifferenceNode&>(node).operands());
        case NodeKind::Quantified: {
            const auto& quantified = static_cast<const sql::QuantifiedNode&>(node);
            const bool is_any = quantified.quantifier == sql::QuantifiedNode::Quantifier::Any;
            return list(is_any ? "any" : "all", quantified.operands());
        }
        case NodeKind::Excluded: return "excluded." + static_cast<const sql::ExcludedNode&>(node).column->name();
        default: return "node " + std::to_string(static_cast<int>(node.kind()));
    }
}

}  // namespace azoth::test
