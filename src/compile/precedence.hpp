// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "azoth/sql/function_nodes.hpp"

namespace azoth::sql {
class CustomOperatorNode;
}

namespace azoth::compile {

/// How tightly an expression holds together. After the table of SQLAlchemy's `sql/operators.py`; where databases
/// disagree (`||` binds tighter than `*` in SQLite and looser than `+` in PostgreSQL, `^` tighter than `*` in MariaDB)
/// the order and needs_parentheses() are such that the parentheses suit them all.
enum class Precedence : std::uint8_t {
    Unknown,  ///< SQL of the user's, and operators of whose precedence nothing is said
    Or,
    And,
    Not,
    Comparison,
    Other,    ///< what PostgreSQL calls "any other operator": `->`, `@>`
    Bitwise,  ///< and shifts
    Concat,
    Additive,
    Multiplicative,
    Negate,
    Tightest,  ///< operators of the user's
    Primary,
};

Precedence precedence_of(sql::Operator op);
Precedence precedence_of(const sql::ExpressionNode& node);

enum class Side : std::uint8_t { Left, Right };

/// Whether `node` needs parentheses as an operand of `parent`.
bool needs_parentheses(const sql::ExpressionNode& node, sql::Operator parent, Side side);
/// The same for an operator of the user's.
bool needs_parentheses(const sql::ExpressionNode& node, const sql::CustomOperatorNode& parent, Side side);

}  // namespace azoth::compile
