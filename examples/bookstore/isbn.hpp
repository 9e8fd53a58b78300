// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bookstore {

/// The 13 digits of an ISBN of 13 or 10 digits, which may be grouped by hyphens or spaces. Nothing when there are more
/// or fewer digits, or the check digit is wrong.
std::optional<std::string> read_isbn(std::string_view text);

}  // namespace bookstore
