// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace azoth {

/// Writes all but letters, digits and `-._~` as `%` and two hexadecimal digits (RFC 3986).
std::string percent_encode(std::string_view text);

/// The reverse. A `%` that no two hexadecimal digits follow stands for itself.
std::string percent_decode(std::string_view text);

}  // namespace azoth
