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

}  // namespace azoth::compile
