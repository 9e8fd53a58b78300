// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "azoth/base/error.hpp"

namespace azoth::mysql {

/// What an error of the server or the client library means: its code, and the objects that its message names.
ErrorDetail describe_error(unsigned number, std::string_view sqlstate, std::string_view message);

/// The message without the values that the server shows in it; constraint, table and column stay.
std::string message_without_values(const ErrorDetail& detail);

}  // namespace azoth::mysql
