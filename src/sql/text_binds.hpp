// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace azoth::sql {

/// SQL text cut at its `:name` binds.
struct TextBinds {
    std::vector<std::string> names;   ///< each once, in the order of the text
    std::vector<std::string> pieces;  ///< the text between the binds: one more than `uses`
    std::vector<std::uint32_t> uses;  ///< which of `names` stands after each piece
};

/// Colons in quotes, `$tag$` quotes, comments and `::` are left alone, as are those behind a letter or digit
/// (`array[1:n]`); `\:` becomes a plain colon. A backslash in quotes has no meaning, as in standard SQL.
TextBinds read_binds(std::string_view sql);

}  // namespace azoth::sql
