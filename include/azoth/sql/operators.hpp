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
    Concat,
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
};

}  // namespace azoth::sql
