// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace azoth::mysql {

/// The INSERT of one row, taken apart to be written for several: what serves many rows of parameters where the server
/// does not take them in bulk.
///
/// Lifetime: of the SQL.
class MultiRowInsert {
public:
    /// Empty when the SQL is no INSERT or REPLACE with the values of one row, and when placeholders or anything that
    /// would take a parser stand elsewhere.
    static std::optional<MultiRowInsert> parse(std::string_view sql);

    std::string with_rows(std::size_t count) const;

private:
    std::string_view head_;
    std::string_view row_;  // with its parentheses
    std::string_view tail_;
};

/// How many of `row_count` rows of `width` parameters go into the next statement: a power of two, so that a few
/// statements, which stay prepared, serve any number.
std::size_t rows_of_next_statement(std::size_t row_count, std::size_t width);

}  // namespace azoth::mysql
