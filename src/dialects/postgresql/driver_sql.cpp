// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_sql.hpp"

#include <algorithm>
#include <cctype>

#include "azoth/base/error.hpp"

namespace azoth::postgresql {

bool contains_word(std::string_view text, std::string_view lower_case_word) {
    const auto same_letter = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
    return std::search(text.begin(), text.end(), lower_case_word.begin(), lower_case_word.end(), same_letter) !=
           text.end();
}

bool starts_with_word(std::string_view sql, std::string_view lower_case_word) {
    sql.remove_prefix(std::min(sql.find_first_not_of(" \t\r\n("), sql.size()));
    const auto same_letter = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
    return std::ranges::equal(sql.substr(0, lower_case_word.size()), lower_case_word, same_letter);
}

std::string zero_terminated(std::string_view sql) {
    if (sql.find('\0') != std::string_view::npos)
        throw DataError("bad_value", "the SQL text contains the character U+0000, which PostgreSQL does not accept");
    return std::string(sql);
}

// A WITH may hold a change, for which there are no cursors: without these words it does not.
bool can_have_cursor(std::string_view sql) {
    if (starts_with_word(sql, "select") || starts_with_word(sql, "values") || starts_with_word(sql, "table"))
        return true;
    if (!starts_with_word(sql, "with")) return false;
    return !contains_word(sql, "insert") && !contains_word(sql, "update") && !contains_word(sql, "delete") &&
           !contains_word(sql, "merge");
}

// SET default_transaction_isolation, set_config('default_transaction_isolation', ...) and SET SESSION CHARACTERISTICS.
bool may_set_isolation(std::string_view sql) {
    return contains_word(sql, "transaction_isolation") || contains_word(sql, "characteristics");
}

}  // namespace azoth::postgresql
