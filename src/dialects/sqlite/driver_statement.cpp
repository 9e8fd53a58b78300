// SPDX-License-Identifier: MIT
#include "dialects/sqlite/driver_statement.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <limits>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "dialects/sqlite/driver_errors.hpp"

namespace azoth::sqlite {
namespace {

bool contains_word(std::string_view text, std::string_view lower_case_word) {
    const auto same_letter = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
    return std::search(text.begin(), text.end(), lower_case_word.begin(), lower_case_word.end(), same_letter) !=
           text.end();
}

/// Compiles the first statement of `sql`, null when there is none, and moves `sql` behind it.
sqlite3_stmt* prepare_next(sqlite3* database, std::string_view& sql, unsigned flags) {
    if (sql.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw ProgrammingError("syntax_error", "the SQL text is longer than 2 GB");
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    if (sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), flags, &statement, &rest) != SQLITE_OK)
        throw_last_error(database);
    sql.remove_prefix(static_cast<std::size_t>(rest - sql.data()));
    return statement;
}

/// Running only the first of several statements would lose the others without a word.
void refuse_more(sqlite3* database, std::string_view rest) {
    while (!rest.empty()) {
        sqlite3_stmt* next = nullptr;
        const char* end = nullptr;
        const int result = sqlite3_prepare_v3(database, rest.data(), static_cast<int>(rest.size()), 0, &next, &end);
        sqlite3_finalize(next);
        if (result != SQLITE_OK || next != nullptr)
            throw ProgrammingError(
                "syntax_error", fmt::format("the SQL text holds more than one statement; the second begins with '{}'",
                                            rest.substr(rest.find_first_not_of(" \t\r\n;"), 20)));
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    }
}

}  // namespace

void refuse_nul(std::string_view sql) {
    const std::size_t position = sql.find('\0');
    if (position != std::string_view::npos)
        throw ProgrammingError(
            "syntax_error",
            fmt::format("the SQL text has a NUL character at position {}; pass it in a parameter", position));
}

PreparedStatement::PreparedStatement(sqlite3* database, TimeLimit& limit, std::string_view sql, bool is_reusable)
    : limit_(limit) {
    refuse_nul(sql);
    std::string_view rest = sql;
    while (handle_ == nullptr) {
        if (rest.empty()) throw ProgrammingError("syntax_error", "the SQL text holds no statement");
        handle_.reset(prepare_next(database, rest, is_reusable ? SQLITE_PREPARE_PERSISTENT : 0U));
    }
    refuse_more(database, rest);
    parameter_count_ = static_cast<std::size_t>(sqlite3_bind_parameter_count(handle_.get()));
    may_change_data_ = sqlite3_stmt_readonly(handle_.get()) == 0;
    asks_for_last_key_ = may_change_data_ && contains_word(sql, "last_insert_rowid");
    returns_rows_ = sqlite3_column_count(handle_.get()) > 0;
    columns_.push_back(std::make_unique<const ResultColumns>());
}

void PreparedStatement::refresh_columns() {
    const int recompilations = sqlite3_stmt_status(handle_.get(), SQLITE_STMTSTATUS_REPREPARE, 0);
    if (recompilations == recompilations_) return;
    recompilations_ = recompilations;
    ResultColumns columns(static_cast<std::size_t>(sqlite3_column_count(handle_.get())));
    int index = 0;
    for (driver::ResultColumn& column : columns) column.name = sqlite3_column_name(handle_.get(), index++);
    cells_.resize(columns.size());
    columns_.push_back(std::make_unique<const ResultColumns>(std::move(columns)));
}

}  // namespace azoth::sqlite
