// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "azoth/compile/sql_writer.hpp"

namespace azoth::compile {

/// Of a chain without parentheses. Databases make a tree of it that is as deep as the chain is long, for which they
/// have a limit, or no more than the stack.
inline constexpr std::size_t kLongestChain = 250;

/// `a AND b AND c`; long chains as `(a AND b) AND (c AND d)`, which must mean the same. `write` is given the positions.
template <class Write>
void write_associative(SqlWriter& writer, std::size_t count, std::string_view separator, Write write,
                       std::size_t first = 0) {
    std::size_t group = 1;
    while (count > group * kLongestChain) group *= kLongestChain;
    for (std::size_t i = 0; i < count; i += group) {
        writer.text(i == 0 ? "" : separator);
        const std::size_t size = std::min(group, count - i);
        writer.text(size > 1 ? "(" : "");
        if (size > 1)
            write_associative(writer, size, separator, write, first + i);
        else
            write(first + i);
        writer.text(size > 1 ? ")" : "");
    }
}

}  // namespace azoth::compile
