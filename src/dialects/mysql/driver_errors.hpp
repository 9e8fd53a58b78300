// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <mysql.h>

#include "azoth/base/error.hpp"

namespace azoth::mysql {

/// What an error of the server or the client library means.
ErrorDetail describe_error(unsigned number, std::string_view sqlstate, std::string_view message);
ErrorDetail describe_error(MYSQL* connection);
ErrorDetail describe_error(MYSQL_STMT* statement);

/// Throws the error of the last call on an open connection.
[[noreturn]] void throw_last_error(MYSQL* connection);
[[noreturn]] void throw_last_error(MYSQL_STMT* statement);

}  // namespace azoth::mysql
