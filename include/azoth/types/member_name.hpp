// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace azoth::detail {

std::string_view member_name_in(std::string_view pretty_function);

/// The name of a member, read from the compiler's own text for it: `member_name<&Book::title>()`.
template <auto Member>
std::string_view member_name() {
    return member_name_in(__PRETTY_FUNCTION__);
}

}  // namespace azoth::detail
