// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_error_codes.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace azoth::mysql {
namespace {

struct Meaning {
    unsigned number;
    std::string_view code;
    std::string_view advice = {};
};

constexpr std::string_view kLogin = "check user name and password in the URL";
constexpr std::string_view kReachable = "check host and port in the URL and that the server runs";
constexpr std::string_view kTryAgain = "roll back and try the transaction again";
constexpr std::string_view kLockWait =
    "another transaction holds the lock: make transactions shorter or raise innodb_lock_wait_timeout";
constexpr std::string_view kPacket = "raise max_allowed_packet on the server";

// Sources: https://mariadb.com/kb/en/mariadb-error-code-reference/ (1000 to 1999 and 4000 on),
// https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html (MySQL's own from 3000 on),
// https://dev.mysql.com/doc/mysql-errors/8.0/en/client-error-reference.html (2000 to 2999).
constexpr std::array kMeanings = {
    Meaning{1062, "unique_violation"},
    Meaning{1169, "unique_violation"},
    Meaning{1586, "unique_violation"},
    Meaning{1216, "foreign_key_violation"},
    Meaning{1217, "foreign_key_violation"},
    Meaning{1451, "foreign_key_violation"},
    Meaning{1452, "foreign_key_violation"},
    Meaning{1048, "not_null_violation"},
    Meaning{1364, "not_null_violation"},
    Meaning{3819, "check_violation"},
    Meaning{4025, "check_violation"},
    Meaning{1205, "lock_timeout", kLockWait},
    Meaning{3572, "lock_timeout"},
    Meaning{1213, "deadlock", kTryAgain},
    Meaning{1020, "serialization_failure", kTryAgain},
    Meaning{2002, "connection_failed", kReachable},
    Meaning{2003, "connection_failed", kReachable},
    Meaning{2005, "connection_failed", kReachable},
    Meaning{2026, "connection_failed", "check the options ssl and ssl_ca in the URL"},
    Meaning{1040, "connection_failed", "the server has no connection left: close some or raise max_connections"},
    Meaning{1203, "connection_failed", "the user has no connection left: close some or raise max_user_connections"},
    Meaning{1130, "connection_failed"},
    Meaning{1053, "connection_lost"},
    Meaning{1927, "connection_lost"},
    Meaning{2006, "connection_lost"},
    Meaning{2013, "connection_lost"},
    Meaning{2014, "connection_lost"},
    Meaning{2027, "connection_lost"},
    Meaning{2055, "connection_lost"},
    Meaning{4031, "connection_lost"},
    Meaning{1044, "authentication_failed", "check user name and database in the URL"},
    Meaning{1045, "authentication_failed", kLogin},
    Meaning{1698, "authentication_failed", kLogin},
    Meaning{1049, "unknown_database", "check the database in the URL or create it"},
    Meaning{1051, "no_such_table"},
    Meaning{1146, "no_such_table"},
    Meaning{1054, "no_such_column"},
    Meaning{1064, "syntax_error"},
    Meaning{1065, "syntax_error"},
    Meaning{1142, "permission_denied"},
    Meaning{1143, "permission_denied"},
    Meaning{1227, "permission_denied"},
    Meaning{1370, "permission_denied"},
    Meaning{1264, "value_out_of_range"},
    Meaning{1690, "value_out_of_range"},
    Meaning{1406, "value_too_long"},
    Meaning{1153, "value_too_long", kPacket},
    Meaning{2020, "value_too_long", kPacket},
    Meaning{1265, "bad_value"},
    Meaning{1292, "bad_value"},
    Meaning{1366, "bad_value"},
    Meaning{1411, "bad_value"},
    Meaning{1290, "read_only"},
    Meaning{1792, "read_only"},
    Meaning{1836, "read_only"},
    Meaning{1037, "resource_limit"},
    Meaning{1038, "resource_limit"},
    Meaning{1041, "resource_limit"},
    Meaning{1114, "resource_limit"},
    Meaning{1226, "resource_limit"},
    Meaning{1461, "resource_limit", "close prepared statements or raise max_prepared_stmt_count"},
    Meaning{2008, "resource_limit"},
    Meaning{1317, "canceled"},
    Meaning{1969, "statement_timeout", "it took longer than max_statement_time"},
    Meaning{3024, "statement_timeout", "it took longer than max_execution_time"},
};

/// Source: ISO/IEC 9075-2, subclause "SQLSTATE": the class is the first two characters.
std::string_view code_of_sqlstate(std::string_view sqlstate) {
    const std::string_view sqlstate_class = sqlstate.substr(0, 2);
    if (sqlstate_class == "23") return "integrity_violation";
    if (sqlstate_class == "22") return "bad_value";
    if (sqlstate_class == "40") return "serialization_failure";
    if (sqlstate_class == "08") return "connection_lost";
    if (sqlstate_class == "28") return "authentication_failed";
    return "sql_error";
}

/// The text between the last or first `open` and the next `close`; empty when there is none.
std::string_view between(std::string_view text, std::string_view open, std::string_view close) {
    const std::size_t start = text.find(open);
    if (start == std::string_view::npos) return {};
    text.remove_prefix(start + open.size());
    return text.substr(0, text.find(close));
}

std::string_view after_last_dot(std::string_view name) { return name.substr(name.rfind('.') + 1); }

std::string_view before_last_dot(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? std::string_view{} : name.substr(0, dot);
}

/// `Duplicate entry '1' for key 'name'`; MySQL 8 writes 'table.name'. The entry may contain anything, the key is last.
void read_unique_violation(std::string_view message, ErrorDetail& detail) {
    constexpr std::string_view kKey = " for key '";
    const std::size_t start = message.rfind(kKey);
    if (start == std::string_view::npos) return;
    std::string_view name = message.substr(start + kKey.size());
    name = name.substr(0, name.rfind('\''));
    detail.constraint = after_last_dot(name);
    detail.table = before_last_dot(name);
}

/// `... fails (`db`.`child`, CONSTRAINT `fk` FOREIGN KEY (`a`) REFERENCES ...`
void read_foreign_key_violation(std::string_view message, ErrorDetail& detail) {
    detail.constraint = between(message, "CONSTRAINT `", "`");
    detail.table = between(between(message, "(`", ","), "`.`", "`");
    detail.column = between(message, "FOREIGN KEY (`", "`)");
}

/// MariaDB: `CONSTRAINT `positive` failed for `db`.`t``; MySQL: `Check constraint 'positive' is violated.`
void read_check_violation(std::string_view message, ErrorDetail& detail) {
    detail.constraint = between(message, "CONSTRAINT `", "`");
    if (detail.constraint.empty()) detail.constraint = between(message, "'", "'");
    detail.table = between(between(message, " failed for `", "\n"), "`.`", "`");
}

/// `Column 'name' cannot be null`, `Data too long for column 'name' at row 1`, ... `for column `db`.`t`.`name` at row
/// 1`.
void read_column(std::string_view message, ErrorDetail& detail) {
    const std::string_view quoted = between(message, " column `", " at row");
    if (quoted.empty()) {
        detail.column = between(message, "olumn '", "'");
        if (detail.column.empty()) detail.column = between(message, "Field '", "'");
        return;
    }
    detail.column = between(quoted.substr(quoted.rfind('.') + 1), "`", "`");
    detail.table = between(quoted.substr(quoted.find('.') + 1), "`", "`");
}

void read_objects(std::string_view message, ErrorDetail& detail) {
    if (detail.code == "unique_violation")
        read_unique_violation(message, detail);
    else if (detail.code == "foreign_key_violation")
        read_foreign_key_violation(message, detail);
    else if (detail.code == "check_violation")
        read_check_violation(message, detail);
    else if (detail.code == "no_such_table")
        detail.table = after_last_dot(between(message, "able '", "'"));
    else
        read_column(message, detail);
}

}  // namespace

ErrorDetail describe_error(unsigned number, std::string_view sqlstate, std::string_view message) {
    const auto* meaning = std::ranges::find(kMeanings, number, &Meaning::number);
    const bool is_known = meaning != kMeanings.end();
    ErrorDetail detail;
    detail.code = is_known ? meaning->code : code_of_sqlstate(sqlstate);
    detail.message = message;
    detail.sqlstate = sqlstate;
    detail.native_code = static_cast<int>(number);
    read_objects(message, detail);
    if (is_known && !meaning->advice.empty()) detail.message.append("; ").append(meaning->advice);
    return detail;
}

/// A value may hold quotation marks and words of the message: what the server writes behind it is looked for from the
/// end, and all between the first mark and that is the value.
std::string message_without_values(const ErrorDetail& detail) {
    static constexpr std::array<std::string_view, 6> kShowValues = {
        "unique_violation", "value_out_of_range", "value_too_long", "bad_value", "sql_error", "integrity_violation"};
    if (std::ranges::find(kShowValues, detail.code) == kShowValues.end()) return detail.message;
    constexpr int kSignal = 1644;  // ER_SIGNAL_EXCEPTION
    if (detail.sqlstate == "45000" || detail.native_code == kSignal)
        return "a trigger or procedure has raised an error, whose text is hidden";
    const std::string& text = detail.message;
    const bool names_key = detail.code == "unique_violation";
    std::size_t end = text.rfind(names_key ? " for key '" : " for column ");
    if (!names_key && text.find(" at row ", std::min(end, text.size())) == std::string::npos) end = std::string::npos;
    const std::size_t first = text.find('\'');
    if (first == std::string::npos || first > end) return text;
    return text.substr(0, first) + "'***'" + (end == std::string::npos ? "" : text.substr(end));
}

}  // namespace azoth::mysql
