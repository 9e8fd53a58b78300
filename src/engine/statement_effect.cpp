// SPDX-License-Identifier: MIT
#include "engine/statement_effect.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <string>

namespace azoth::engine {
namespace {

constexpr std::string_view kBlank = " \t\r\n(";

void skip_past(std::string_view& sql, std::string_view mark) {
    const std::size_t found = sql.find(mark);
    sql.remove_prefix(found == std::string_view::npos ? sql.size() : found + mark.size());
}

/// What stands in `/*! */` is no comment to MariaDB and MySQL.
bool skip_comment(std::string_view& sql) {
    if (sql.starts_with("--"))
        skip_past(sql, "\n");
    else if (sql.starts_with("/*") && !sql.starts_with("/*!") && !sql.starts_with("/*M!"))
        skip_past(sql, "*/");
    else
        return false;
    return true;
}

/// Takes the next word, in capitals, away from the front.
std::string take_word(std::string_view& sql) {
    do sql.remove_prefix(std::min(sql.find_first_not_of(kBlank), sql.size()));
    while (skip_comment(sql));
    std::string word;
    while (!sql.empty() && (std::isalpha(static_cast<unsigned char>(sql.front())) != 0 || sql.front() == '_')) {
        word += static_cast<char>(std::toupper(static_cast<unsigned char>(sql.front())));
        sql.remove_prefix(1);
    }
    return word;
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::ranges::find(words, word) != words.end();
}

/// Such a statement ends a transaction although all others, DDL too, belong to it.
bool ends_transaction(std::string_view first, std::string_view second) {
    static constexpr std::array<std::string_view, 5> kEnds = {"COMMIT", "END", "ABORT", "PREPARE", "ROLLBACK"};
    return is_one_of(first, kEnds) && !(first == "ROLLBACK" && second == "TO");
}

/// Such a statement leaves the transaction open where most others commit it.
bool stays_in_transaction(std::string_view first, std::string_view second) {
    static constexpr std::array<std::string_view, 15> kWords = {"SELECT", "INSERT", "UPDATE", "DELETE",    "REPLACE",
                                                                "WITH",   "VALUES", "TABLE",  "EXPLAIN",   "DESCRIBE",
                                                                "SHOW",   "DO",     "USE",    "SAVEPOINT", "RELEASE"};
    if (first == "ROLLBACK") return second == "TO";
    return is_one_of(first, kWords);
}

/// `SET @@session.autocommit = 1` commits; `SET STATEMENT ... FOR` may be followed by anything.
bool may_set_commit(std::string_view second, std::string_view rest) {
    std::string words;
    for (const char c : rest) words += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    words += second;
    return second == "STATEMENT" || words.find("AUTOCOMMIT") != std::string::npos ||
           words.find("PASSWORD") != std::string::npos;
}

/// Where comments stand between statements, or within each other, it takes the database's own eye to see what begins
/// where.
bool is_hard_to_read(std::string_view sql) {
    const std::size_t comment = sql.find("/*");
    if (comment == std::string_view::npos && sql.find("--") == std::string_view::npos) return false;
    if (sql.find(';') != std::string_view::npos) return true;
    return comment != std::string_view::npos && sql.find("/*", comment + 2) < sql.find("*/", comment + 2);
}

bool may_commit(std::string_view statement, bool has_transactional_ddl) {
    const std::string first = take_word(statement);
    if (first.empty() && statement.empty()) return false;
    const std::string second = take_word(statement);
    if (first == "SET") return !has_transactional_ddl && may_set_commit(second, statement);
    return has_transactional_ddl ? ends_transaction(first, second) : !stays_in_transaction(first, second);
}

}  // namespace

/// A semicolon within a string may lead to a wrong first word, but never hides one.
Effect effect_of(std::string_view sql, bool has_transactional_ddl) {
    if (is_hard_to_read(sql)) return Effect::MayPersist;
    while (true) {
        const std::size_t end = sql.find(';');
        if (may_commit(sql.substr(0, end), has_transactional_ddl)) return Effect::MayPersist;
        if (end == std::string_view::npos) return Effect::Undone;
        sql.remove_prefix(end + 1);
    }
}

}  // namespace azoth::engine
