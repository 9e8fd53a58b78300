// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace azoth::sql {

enum class Operator : std::uint8_t {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    IntegerDivide,  ///< of whole numbers, towards zero
    Concat,
    BitwiseAnd,
    BitwiseOr,
    BitwiseXor,
    LeftShift,
    RightShift,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Is,
    IsNot,
    IsDistinctFrom,
    IsNotDistinctFrom,
    Like,
    NotLike,
    ILike,
    NotILike,
    In,
    NotIn,
    And,
    Or,
    Not,
    Negate,
    BitwiseNot,
    Custom,  ///< as the parent of operands: an operator of which nothing is known
};

}  // namespace azoth::sql
