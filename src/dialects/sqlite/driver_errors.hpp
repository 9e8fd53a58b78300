// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <sqlite3.h>

#include "azoth/base/error.hpp"

namespace azoth::sqlite {

/// What went wrong in the connection's last call.
///
/// Precondition: that call has failed and no other was made since.
ErrorDetail describe_error(sqlite3* database);

/// What the result code and the message of a failed call mean. (Separate from SQLite's state, for tests.)
ErrorDetail describe_error(int extended_code, std::string_view message);

/// Throws the error of the connection's last call.
[[noreturn]] void throw_last_error(sqlite3* database);

}  // namespace azoth::sqlite
