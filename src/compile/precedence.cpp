// SPDX-License-Identifier: MIT
#include "compile/precedence.hpp"

#include <algorithm>
#include <cctype>

namespace azoth::compile {
namespace {

using sql::Operator;

Precedence of_fragment(const std::string& sql) {
    const bool is_word = std::all_of(sql.begin(), sql.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '"' || c == '`';
    });
    return is_word ? Precedence::Primary : Precedence::Unknown;
}

Precedence of_list(const sql::BooleanListNode& list) {
    if (list.terms.empty()) return Precedence::Primary;
    return list.terms.size() == 1 ? precedence_of(*list.terms.front()) : precedence_of(list.op);
}

}  // namespace

Precedence precedence_of(Operator op) {
    switch (op) {
        case Operator::Or: return Precedence::Or;
        case Operator::And: return Precedence::And;
        case Operator::Not: return Precedence::Not;
        case Operator::Concat: return Precedence::Concat;
        case Operator::Add:
        case Operator::Subtract: return Precedence::Additive;
        case Operator::Multiply:
        case Operator::Divide:
        case Operator::Modulo: return Precedence::Multiplicative;
        case Operator::Negate: return Precedence::Negate;
        default: return Precedence::Comparison;
    }
}

Precedence precedence_of(const sql::ExpressionNode& node) {
    switch (node.kind()) {
        case sql::NodeKind::Unary: return precedence_of(static_cast<const sql::UnaryNode&>(node).op);
        case sql::NodeKind::Binary: return precedence_of(static_cast<const sql::BinaryNode&>(node).op);
        case sql::NodeKind::BooleanList: return of_list(static_cast<const sql::BooleanListNode&>(node));
        case sql::NodeKind::Label: return precedence_of(*static_cast<const sql::LabelNode&>(node).expression);
        case sql::NodeKind::TextFragment: return of_fragment(static_cast<const sql::TextFragmentNode&>(node).sql);
        default: return Precedence::Primary;
    }
}

bool needs_parentheses(const sql::ExpressionNode& node, Operator parent, Side side) {
    const Precedence inner = precedence_of(node);
    const Precedence outer = precedence_of(parent);
    switch (outer) {
        // `NOT a = b` is right everywhere and misread by everyone; `--` starts a comment.
        case Precedence::Not: return inner < Precedence::Primary;
        case Precedence::Negate: return inner < Precedence::Primary || node.kind() == sql::NodeKind::Bind;
        case Precedence::Concat: return inner < Precedence::Primary && inner != Precedence::Concat;
        // Comparisons of comparisons do not associate in PostgreSQL.
        case Precedence::Comparison: return inner <= outer;
        case Precedence::And:
        case Precedence::Or: return inner < outer;
        default: return inner < outer || (inner == outer && side == Side::Right);
    }
}

}  // namespace azoth::compile
