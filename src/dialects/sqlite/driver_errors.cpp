// SPDX-License-Identifier: MIT
#include "dialects/sqlite/driver_errors.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "azoth/driver/database_error.hpp"

namespace azoth::sqlite {
namespace {

struct Meaning {
    int result;
    std::string_view code;
    std::string_view advice = {};
};

constexpr std::string_view kWaitLonger =
    "another connection holds the lock: make transactions shorter or raise the URL option busy_timeout";
constexpr std::string_view kTryAgain =
    "another connection has written since this transaction began to read: roll back and try the transaction again";
constexpr std::string_view kNotOpened = "check that the path is right and that its folder can be read and written";

// Source: https://www.sqlite.org/rescode.html. An extended code that is missing here counts as its primary code.
constexpr std::array kMeanings = {
    Meaning{SQLITE_CONSTRAINT_UNIQUE, "unique_violation"},
    Meaning{SQLITE_CONSTRAINT_PRIMARYKEY, "unique_violation"},
    Meaning{SQLITE_CONSTRAINT_ROWID, "unique_violation"},
    Meaning{SQLITE_CONSTRAINT_FOREIGNKEY, "foreign_key_violation"},
    Meaning{SQLITE_CONSTRAINT_NOTNULL, "not_null_violation"},
    Meaning{SQLITE_CONSTRAINT_CHECK, "check_violation"},
    Meaning{SQLITE_CONSTRAINT_DATATYPE, "bad_value"},
    Meaning{SQLITE_CONSTRAINT, "integrity_violation"},
    Meaning{SQLITE_BUSY_SNAPSHOT, "serialization_failure", kTryAgain},
    Meaning{SQLITE_BUSY, "lock_timeout", kWaitLonger},
    Meaning{SQLITE_LOCKED, "lock_timeout", "close open results of this connection and of those that share its cache"},
    Meaning{SQLITE_PROTOCOL, "lock_timeout", kWaitLonger},
    Meaning{SQLITE_CANTOPEN, "connection_failed", kNotOpened},
    Meaning{SQLITE_NOTADB, "connection_failed", "the file is something else, or encrypted"},
    Meaning{SQLITE_CORRUPT, "corrupt_database", "restore the file from a backup"},
    Meaning{SQLITE_READONLY, "read_only", "the file or its folder is write-protected, or the URL says mode=ro"},
    Meaning{SQLITE_PERM, "permission_denied"},
    Meaning{SQLITE_AUTH, "permission_denied"},
    Meaning{SQLITE_TOOBIG, "value_too_long"},
    Meaning{SQLITE_MISMATCH, "bad_value"},
    Meaning{SQLITE_RANGE, "bad_value"},
    Meaning{SQLITE_FULL, "resource_limit", "free some space on the disk"},
    Meaning{SQLITE_NOMEM, "resource_limit"},
    Meaning{SQLITE_NOLFS, "resource_limit"},
    Meaning{SQLITE_IOERR, "io_error"},
    Meaning{SQLITE_INTERRUPT, "canceled"},
    Meaning{SQLITE_ABORT, "canceled", "the transaction was rolled back while the result was being read"},
};

const Meaning* find_meaning(int result) {
    const auto* found = std::ranges::find(kMeanings, result, &Meaning::result);
    return found == kMeanings.end() ? nullptr : found;
}

/// Cuts `prefix` off; false when the text does not begin with it.
bool skip(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// Reads `t.a, t.b`.
void read_columns(std::string_view list, ErrorDetail& detail) {
    while (!list.empty()) {
        const std::string_view item = list.substr(0, list.find(", "));
        list.remove_prefix(std::min(list.size(), item.size() + 2));
        const std::size_t dot = item.find('.');
        if (dot == std::string_view::npos) return;
        detail.table = item.substr(0, dot);
        if (!detail.column.empty()) detail.column += ", ";
        detail.column += item.substr(dot + 1);
    }
}

void read_constraint(std::string_view message, ErrorDetail& detail) {
    if (skip(message, "UNIQUE constraint failed: index '"))
        detail.constraint = message.substr(0, message.find('\''));
    else if (skip(message, "UNIQUE constraint failed: ") || skip(message, "NOT NULL constraint failed: "))
        read_columns(message, detail);
    else if (skip(message, "CHECK constraint failed: "))
        detail.constraint = message;
}

/// SQLITE_ERROR has no finer code: only the message tells.
void read_sql_error(std::string_view message, ErrorDetail& detail) {
    const auto contains = [message](std::string_view part) { return message.find(part) != std::string_view::npos; };
    std::string_view rest = message;
    if (skip(rest, "no such table: ")) {
        detail.code = "no_such_table";
        detail.table = rest;
    } else if (skip(rest, "no such column: ")) {
        detail.code = "no_such_column";
        detail.column = rest;
    } else if (contains(" has no column named ")) {
        detail.code = "no_such_column";
        detail.column = message.substr(message.rfind(' ') + 1);
    } else if (contains("syntax error") || contains("unrecognized token") || contains("incomplete input")) {
        detail.code = "syntax_error";
    } else {
        detail.code = "sql_error";
    }
}

}  // namespace

ErrorDetail describe_error(int extended_code, std::string_view message) {
    ErrorDetail detail;
    detail.native_code = extended_code;
    detail.message = message;
    const Meaning* meaning = find_meaning(extended_code);
    if (meaning == nullptr) meaning = find_meaning(extended_code & 0xff);
    if (meaning == nullptr) {
        read_sql_error(message, detail);
    } else {
        detail.code = meaning->code;
        if (!meaning->advice.empty()) detail.message.append("; ").append(meaning->advice);
        read_constraint(message, detail);
    }
    return detail;
}

ErrorDetail describe_error(sqlite3* database) {
    return describe_error(sqlite3_extended_errcode(database), sqlite3_errmsg(database));
}

void throw_last_error(sqlite3* database) { driver::throw_database_error(describe_error(database)); }

}  // namespace azoth::sqlite
