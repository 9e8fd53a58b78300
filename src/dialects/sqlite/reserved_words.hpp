// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace azoth::sqlite {

/// Whether a name must stand in quotes because it is a word of the language. `word` is in lower case.
bool is_reserved_word(std::string_view word);

}  // namespace azoth::sqlite
