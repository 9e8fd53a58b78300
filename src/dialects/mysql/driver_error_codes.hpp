// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "azoth/base/error.hpp"

namespace azoth::mysql {

/// What an error of the server or the client library means: its code, and the objects that its message names.
ErrorDetail describe_error(unsigned number, std::string_view sqlstate, std::string_view message);

}  // namespace azoth::mysql
