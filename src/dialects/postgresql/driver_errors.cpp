// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_errors.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/driver/database_error.hpp"
#include "dialects/postgresql/driver_result.hpp"

namespace azoth::postgresql {
namespace {

struct Meaning {
    std::string_view sqlstate;  ///< the whole code, or the class: its first two characters
    std::string_view code;
};

// The first that fits counts. Errors that end the connection (57P01 and its like) are told by their severity.
// Source: PostgreSQL's documentation, appendix A, "PostgreSQL Error Codes".
constexpr std::array kMeanings = {
    Meaning{"08P01", "wrong_parameter_count"},
    Meaning{"0A", "not_supported"},
    Meaning{"22001", "value_too_long"},
    Meaning{"22003", "value_out_of_range"},
    Meaning{"22008", "value_out_of_range"},
    Meaning{"22", "bad_value"},
    Meaning{"23502", "not_null_violation"},
    Meaning{"23503", "foreign_key_violation"},
    Meaning{"23001", "foreign_key_violation"},
    Meaning{"23505", "unique_violation"},
    Meaning{"23514", "check_violation"},
    Meaning{"23P01", "exclusion_violation"},
    Meaning{"23", "integrity_violation"},
    Meaning{"25006", "read_only"},
    Meaning{"25P02", "transaction_aborted"},
    Meaning{"28", "authentication_failed"},
    Meaning{"3D000", "unknown_database"},
    Meaning{"40001", "serialization_failure"},
    Meaning{"40P01", "deadlock"},
    Meaning{"42501", "permission_denied"},
    Meaning{"42601", "syntax_error"},
    Meaning{"42703", "no_such_column"},
    Meaning{"42P01", "no_such_table"},
    Meaning{"44", "check_violation"},
    Meaning{"53", "resource_limit"},
    Meaning{"54", "resource_limit"},
    Meaning{"55P03", "lock_timeout"},
    Meaning{"57014", "canceled"},
    Meaning{"", "sql_error"},
};

std::string_view code_of(std::string_view sqlstate) {
    return std::ranges::find_if(kMeanings, [&](const Meaning& m) { return sqlstate.starts_with(m.sqlstate); })->code;
}

/// Errors without a code of their own that are not the statement's fault: foreign servers, rollbacks, object states,
/// interventions, the system, internal errors.
bool is_operational(std::string_view sqlstate) {
    static constexpr std::array<std::string_view, 6> kClasses = {"08", "40", "55", "57", "58", "XX"};
    return std::ranges::find(kClasses, sqlstate.substr(0, 2)) != kClasses.end();
}

std::string field(const PGresult* result, int code) {
    const char* text = PQresultErrorField(result, code);
    return text == nullptr ? std::string() : std::string(text);
}

std::string trimmed(std::string text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.pop_back();
    return text;
}

/// The server's words, which may show values.
struct ServerWords {
    std::string primary;
    std::string position;
    std::string more;
    std::string hint;
};

constexpr std::string_view kHidden = "***";

/// From the first quotation mark to the last: a value may itself have some. A server that speaks another language has
/// other marks: there, all behind the colon.
std::string without_quoted(std::string text) {
    const auto first = text.find('"');
    if (first == std::string::npos) return text.substr(0, text.find(": "));
    const auto last = std::max(text.rfind('"'), first + 1);
    return text.replace(first + 1, last - first - 1, kHidden);
}

/// `Key (email)=(ann@example.org) already exists.`, `Failing row contains (1, ann).`
std::string without_row(const std::string& text) {
    static constexpr std::array<std::string_view, 3> kTails = {" already exists.", " is not present in table",
                                                               " is still referenced from table"};
    constexpr std::string_view kKey = ")=(";
    const auto key = text.find(kKey);
    if (key == std::string::npos) return "";
    const std::string head = text.substr(0, key) + ")=(" + std::string(kHidden) + ")";
    for (const std::string_view tail : kTails)
        if (const auto at = text.rfind(")" + std::string(tail)); at != std::string::npos && at >= key + kKey.size())
            return head + text.substr(at + 1);
    return head;
}

/// Classes of errors whose messages are about values: what the database makes of data, and what functions raise.
void hide_values(const PGresult* result, ServerWords& words) {
    const std::string sqlstate = field(result, PG_DIAG_SQLSTATE);
    const std::string_view sqlstate_class = std::string_view(sqlstate).substr(0, 2);
    if (field(result, PG_DIAG_SOURCE_FUNCTION) == "exec_stmt_raise" || sqlstate_class == "P0" ||
        sqlstate_class == "38" || sqlstate_class == "39") {
        words = {.primary = "a function or trigger has raised an error, whose text is hidden"};
    } else if (sqlstate == "23502" || sqlstate == "23514" || sqlstate_class == "44") {
        words.more.clear();  // the whole row
    } else if (sqlstate_class == "23") {
        words.more = without_row(words.more);
    } else if (sqlstate_class == "22" || sqlstate_class == "XX" || sqlstate_class >= "58") {
        words.primary = without_quoted(std::move(words.primary));
        words.more.clear();
    }
}

std::string message_of(const PGresult* result, bool hides_values) {
    ServerWords words{.primary = field(result, PG_DIAG_MESSAGE_PRIMARY),
                      .position = field(result, PG_DIAG_STATEMENT_POSITION),
                      .more = field(result, PG_DIAG_MESSAGE_DETAIL),
                      .hint = field(result, PG_DIAG_MESSAGE_HINT)};
    if (words.primary.empty()) return trimmed(PQresultErrorMessage(result));
    if (hides_values) hide_values(result, words);
    std::string message = std::move(words.primary);
    if (!words.position.empty()) message += fmt::format(" (at character {} of the statement)", words.position);
    if (!words.more.empty()) message += ": " + words.more;
    if (!words.hint.empty()) message += " (" + words.hint + ")";
    return message;
}

ErrorDetail detail_of(const PGresult* result, bool hides_values = false) {
    ErrorDetail detail;
    detail.sqlstate = field(result, PG_DIAG_SQLSTATE);
    detail.message = message_of(result, hides_values);
    detail.constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
    detail.table = field(result, PG_DIAG_TABLE_NAME);
    detail.column = field(result, PG_DIAG_COLUMN_NAME);
    return detail;
}

ErrorDetail lost(std::string_view reason, std::string sqlstate = {}) {
    ErrorDetail detail;
    detail.sqlstate = std::move(sqlstate);
    detail.code = "connection_lost";
    detail.message = fmt::format("the connection to PostgreSQL was lost: {}", reason);
    return detail;
}

// What libpq writes before and after the reason of a failed connection attempt.
constexpr std::string_view kAttempt = "connection to server ";
constexpr std::string_view kFailed = " failed: ";
constexpr std::string_view kLocation = "\nLOCATION:";

/// Where the SQLSTATE stands in a verbose message such as `FATAL:  28P01: password ...`; npos when there is none.
std::size_t find_sqlstate(std::string_view message) {
    constexpr std::string_view kAfterSeverity = ":  ";
    constexpr std::size_t kLength = 5;
    const auto is_sqlstate_character = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); };
    for (auto at = message.find(kAfterSeverity); at != std::string_view::npos;
         at = message.find(kAfterSeverity, at + 1)) {
        const std::string_view candidate = message.substr(at + kAfterSeverity.size(), kLength + 1);
        if (candidate.size() == kLength + 1 && candidate.back() == ':' &&
            std::ranges::all_of(candidate.substr(0, kLength), is_sqlstate_character))
            return at + kAfterSeverity.size();
    }
    return std::string_view::npos;
}

struct ConnectFailure {
    std::string sqlstate;
    std::string reason;
};

/// Takes the reason of the last attempt (each host is one) out of libpq's report.
ConnectFailure read_report(std::string_view report) {
    if (const auto last = report.rfind(kAttempt); last != std::string_view::npos) {
        report.remove_prefix(last);
        if (const auto reason = report.find(kFailed); reason != std::string_view::npos)
            report.remove_prefix(reason + kFailed.size());
    }
    report = report.substr(0, report.find(kLocation));
    ConnectFailure failure;
    if (const auto at = find_sqlstate(report); at != std::string_view::npos) {
        failure.sqlstate = report.substr(at, 5);
        report.remove_prefix(at + 7);
    }
    failure.reason = trimmed(std::string(report.substr(0, report.find("\n\t"))));
    std::ranges::replace(failure.reason, '\n', ' ');
    return failure;
}

std::string_view connect_code(std::string_view sqlstate, const PGconn* connection) {
    if (PQconnectionNeedsPassword(connection) != 0) return "authentication_failed";
    const std::string_view code = code_of(sqlstate);
    return code == "sql_error" ? "connection_failed" : code;
}

std::string_view connect_advice(std::string_view code) {
    if (code == "authentication_failed") return "check the user name and the password, and the server's pg_hba.conf";
    if (code == "unknown_database") return "check the database name, or create the database";
    if (code == "resource_limit") return "close other connections or raise the server's max_connections";
    if (code == "permission_denied") return "grant the user CONNECT on the database";
    return "check that the server runs, listens on this address and can be reached";
}

}  // namespace

void throw_error(const PGresult* result, bool hides_values) {
    ErrorDetail detail = detail_of(result, hides_values);
    if (has_ended_connection(result)) throw ConnectionError(lost(detail.message, detail.sqlstate));
    detail.code = code_of(detail.sqlstate);
    if (detail.code == "transaction_aborted")
        detail.message += "; a statement in it has failed: roll back, and put what may fail behind a savepoint";
    if (detail.code == "sql_error" && is_operational(detail.sqlstate)) throw OperationalError(std::move(detail));
    if (driver::is_connection_error(detail.code)) throw ProgrammingError(std::move(detail));  // still connected
    driver::throw_database_error(std::move(detail));
}

void throw_statement_timeout(const PGresult* result, int timeout_ms) {
    ErrorDetail detail = detail_of(result);
    detail.code = "statement_timeout";
    detail.message =
        fmt::format("the statement took longer than {} ms; raise statement_timeout_ms, or make it do less", timeout_ms);
    throw OperationalError(std::move(detail));
}

void throw_outdated(const PGresult* result) {
    ErrorDetail detail = detail_of(result);
    detail.code = "statement_outdated";
    detail.message = fmt::format(
        "a prepared statement no longer fits the database ({}); it is prepared anew next time: roll back and run the "
        "transaction again",
        detail.message);
    throw OperationalError(std::move(detail));
}

void throw_aborted() {
    ErrorDetail detail;
    detail.code = "transaction_aborted";
    detail.sqlstate = "25P02";
    detail.message =
        "the transaction cannot be committed, because a statement in it has failed: roll it back and run it again, or "
        "put what may fail behind a savepoint";
    throw OperationalError(std::move(detail));
}

void throw_connection_lost(const PGconn* connection) {
    throw ConnectionError(lost(trimmed(PQerrorMessage(connection))));
}

void throw_connect_error(const PGconn* connection, std::string_view target) {
    const ConnectFailure failure = read_report(PQerrorMessage(connection));
    ErrorDetail detail;
    detail.code = connect_code(failure.sqlstate, connection);
    detail.sqlstate = failure.sqlstate;
    detail.message =
        fmt::format("cannot connect to PostgreSQL at {}: {}; {}", target, failure.reason, connect_advice(detail.code));
    throw ConnectionError(std::move(detail));
}

}  // namespace azoth::postgresql
