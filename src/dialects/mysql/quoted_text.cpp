// SPDX-License-Identifier: MIT
#include "dialects/mysql/quoted_text.hpp"

namespace azoth::mysql {

std::string quoted_text(std::string_view text) {
    std::string sql = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') sql += c;
        if (c == '\0')
            sql += "\\0";
        else
            sql += c;
    }
    return sql + "'";
}

}  // namespace azoth::mysql
