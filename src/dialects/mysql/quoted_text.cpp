// SPDX-License-Identifier: MIT
#include "dialects/mysql/quoted_text.hpp"

#include <iterator>

#include <fmt/core.h>
#include <fmt/format.h>

namespace azoth::mysql {

std::string quoted_text(std::string_view text) {
    if (text.find_first_of(std::string_view("\\\0", 2)) == std::string_view::npos) return quoted_comment(text, false);
    std::string sql = "x'";
    for (const char c : text) fmt::format_to(std::back_inserter(sql), "{:02x}", static_cast<unsigned char>(c));
    return sql + "'";
}

std::string quoted_comment(std::string_view text, bool backslash_escapes) {
    std::string sql = "'";
    for (const char c : text) {
        if (c == '\'' || (c == '\\' && backslash_escapes)) sql += c;
        sql += c;
    }
    return sql + "'";
}

}  // namespace azoth::mysql
