// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>

#include "azoth/types/sql_type.hpp"

namespace azoth::compile {

/// How many characters the column of an enumeration needs at most; for the type names of dialects.
inline int longest_label(const SqlType& type) {
    std::size_t longest = 1;
    for (const std::string& label : type.enumeration->labels) longest = std::max(longest, label.size());
    return static_cast<int>(longest);
}

/// How many characters all of them take with commas between; for Set.
inline int length_of_all_labels(const SqlType& type) {
    std::size_t length = 0;
    for (const std::string& label : type.enumeration->labels) length += label.size() + 1;
    return static_cast<int>(length - 1);
}

}  // namespace azoth::compile
