// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "azoth/sql/expression_nodes.hpp"

namespace azoth::detail {

/// Types that databases compare with each other.
enum class TypeFamily : std::uint8_t {
    Unknown,
    Boolean,
    Number,
    Text,
    Bytes,
    Date,
    Time,
    Moment,  ///< date and time
    Uuid,
    Json,
};

TypeFamily family_of(const SqlType& type);
/// Of a bound value, what it is itself: its type is that of the expression beside it.
TypeFamily family_of(const sql::ExpressionNode& node);
/// For messages: `books.title (String(100))`, `5 (Integer)`.
std::string described(const sql::ExpressionNode& node);

}  // namespace azoth::detail
