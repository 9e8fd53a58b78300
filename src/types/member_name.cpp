// SPDX-License-Identifier: MIT
#include "azoth/types/member_name.hpp"

namespace azoth::detail {

std::string_view member_name_in(std::string_view pretty_function) {
    // "... [with auto Member = &Book::title; ...]" (GCC) or "... [Member = &Book::title]" (Clang)
    constexpr std::string_view kMark = "Member = ";
    std::string_view text = pretty_function.substr(pretty_function.find(kMark) + kMark.size());
    text = text.substr(0, text.find_first_of(";]"));
    const auto colon = text.rfind("::");
    if (colon != std::string_view::npos) text.remove_prefix(colon + 2);
    while (!text.empty() && (text.back() == ')' || text.back() == ' ')) text.remove_suffix(1);
    return text;
}

}  // namespace azoth::detail
