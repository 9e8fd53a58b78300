// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_errors.hpp"

#include <utility>

#include "azoth/driver/database_error.hpp"
#include "dialects/mysql/driver_error_codes.hpp"

namespace azoth::mysql {
namespace {

/// What fails a login is only a wrong statement once there is a connection.
[[noreturn]] void throw_live(ErrorDetail detail) {
    if (detail.code == "authentication_failed") detail.code = "permission_denied";
    if (detail.code == "unknown_database") detail.code = "sql_error";
    driver::throw_database_error(std::move(detail));
}

}  // namespace

ErrorDetail describe_error(MYSQL* connection) {
    return describe_error(mysql_errno(connection), mysql_sqlstate(connection), mysql_error(connection));
}

ErrorDetail describe_error(MYSQL_STMT* statement) {
    return describe_error(mysql_stmt_errno(statement), mysql_stmt_sqlstate(statement), mysql_stmt_error(statement));
}

void throw_last_error(MYSQL* connection) { throw_live(describe_error(connection)); }

void throw_last_error(MYSQL_STMT* statement) { throw_live(describe_error(statement)); }

}  // namespace azoth::mysql
