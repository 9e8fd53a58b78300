// SPDX-License-Identifier: MIT
#pragma once

#include <mysql.h>

#include "azoth/base/error.hpp"

namespace azoth::mysql {

/// What the error of the last call means.
ErrorDetail describe_error(MYSQL* connection);
ErrorDetail describe_error(MYSQL_STMT* statement);

/// Throws the error of the last call on an open connection.
[[noreturn]] void throw_last_error(MYSQL* connection);
[[noreturn]] void throw_last_error(MYSQL_STMT* statement);

}  // namespace azoth::mysql
