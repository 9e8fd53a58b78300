// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace azoth::mysql {

/// A text between quotes, for the places that take nothing else: labels of ENUM, comments, separators. Backslashes are
/// escaped, as they are to be unless the mode of the session is NO_BACKSLASH_ESCAPES.
std::string quoted_text(std::string_view text);

}  // namespace azoth::mysql
