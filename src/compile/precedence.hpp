// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "azoth/sql/expression_nodes.hpp"

namespace azoth::compile {

/// How tightly an expression holds together. After the table of SQLAlchemy's `sql/operators.py`; where databases
/// disagree (`||` binds tighter than `*` in SQLite and looser than `+` in PostgreSQL) the order here is such that the
/// parentheses suit them all.
enum class Precedence : std::uint8_t {
    Unknown,  ///< SQL of the user's
    Or,
    And,
    Not,
    Comparison,
    Concat,
    Additive,
    Multiplicative,
    Negate,
    Primary,
};

Precedence precedence_of(sql::Operator op);
Precedence precedence_of(const sql::ExpressionNode& node);

enum class Side : std::uint8_t { Left, Right };

/// Whether `node` needs parentheses as an operand of `parent`.
bool needs_parentheses(const sql::ExpressionNode& node, sql::Operator parent, Side side);

}  // namespace azoth::compile
