// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

namespace azoth::compile {

/// Whether a sorted list has the word.
inline bool contains_word(std::span<const std::string_view> sorted_words, std::string_view word) {
    return std::binary_search(sorted_words.begin(), sorted_words.end(), word);
}

}  // namespace azoth::compile
