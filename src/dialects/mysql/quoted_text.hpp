// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace azoth::mysql {

/// A string that is read alike whether the session's mode is NO_BACKSLASH_ESCAPES or not: `'it''s'`, or its bytes, as
/// `x'5c'`, when it holds a backslash. For labels of ENUM, separators and names of transactions.
std::string quoted_text(std::string_view text);

/// For where the server takes no bytes: COMMENT. `backslash_escapes`: a backslash is written as two.
std::string quoted_comment(std::string_view text, bool backslash_escapes);

}  // namespace azoth::mysql
