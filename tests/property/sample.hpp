// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "azoth/sql/expr.hpp"

namespace azoth::test {

/// What SQLite computes with here: NULL, a whole number (also true and false) or a text.
using Cell = std::variant<std::monostate, std::int64_t, std::string>;

inline bool is_null(const Cell& cell) {
    return cell.index() == 0;
}

/// A row of the table that the expressions are about.
struct SampleRow {
    std::int64_t id;
    Cell n;
    Cell m;
    Cell s;
    Cell t;
};

/// An expression in two forms, which must mean the same, and the value that it must have in a row.
template <class T>
struct Sample {
    Expr<T> plain;
    Expr<T> parenthesised;  ///< with parentheses around every part
    std::function<Cell(const SampleRow&)> value;
};

using Number = std::optional<std::int64_t>;
using Words = std::optional<std::string>;

}  // namespace azoth::test
