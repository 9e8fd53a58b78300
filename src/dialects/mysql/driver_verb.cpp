// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_verb.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace azoth::mysql {
namespace {

void skip_until(std::string_view& sql, std::string_view mark) {
    const std::size_t found = sql.find(mark);
    sql.remove_prefix(found == std::string_view::npos ? sql.size() : found + mark.size());
}

/// Source: https://mariadb.com/kb/en/comment-syntax/. What stands in `/*! */` is no comment to the server.
bool skip_comment(std::string_view& sql) {
    if (sql.starts_with("/*") && !sql.starts_with("/*!") && !sql.starts_with("/*M!"))
        skip_until(sql, "*/");
    else if (sql.starts_with("#") || sql.starts_with("-- ") || sql.starts_with("--\n"))
        skip_until(sql, "\n");
    else
        return false;
    return true;
}

std::string_view first_word(std::string_view sql) {
    while (true) {
        sql.remove_prefix(std::min(sql.find_first_not_of(" \t\r\n"), sql.size()));
        if (skip_comment(sql)) continue;
        const auto is_letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
        return sql.substr(0, static_cast<std::size_t>(std::ranges::find_if_not(sql, is_letter) - sql.begin()));
    }
}

bool is_word(std::string_view text, std::string_view upper_case_word) {
    const auto same_letter = [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == b; };
    return std::ranges::equal(text, upper_case_word, same_letter);
}

}  // namespace

bool changes_rows(std::string_view sql) {
    const std::string_view word = first_word(sql);
    return is_word(word, "INSERT") || is_word(word, "UPDATE") || is_word(word, "DELETE") || is_word(word, "REPLACE");
}

}  // namespace azoth::mysql
