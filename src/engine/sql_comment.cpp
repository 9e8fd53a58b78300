// SPDX-License-Identifier: MIT
#include "azoth/engine/sql_comment.hpp"

#include <algorithm>

#include "engine/percent_encoding.hpp"

namespace azoth {

std::string sql_comment(SqlTags tags) {
    if (tags.empty()) return {};
    std::ranges::sort(tags);
    std::string text = "/*";
    for (const auto& [key, value] : tags) text += percent_encode(key) + "='" + percent_encode(value) + "',";
    text.back() = '*';
    return text + "/";
}

void SqlCommenter::rewrite(OutgoingStatement& statement) {
    const std::string comment = sql_comment(tags());
    if (comment.empty()) return;
    statement.set_sql(std::string(statement.sql()) + " " + comment, are_tags_lasting());
}

}  // namespace azoth
