// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace azoth {

/// Writes `+01.25e1` as `12.5`. Empty when the text is not a decimal number, or one of more digits than a database
/// holds.
std::optional<std::string> plain_decimal(std::string_view text);

/// Compares the values of two plain decimal texts; other texts have some order, too.
std::strong_ordering compare_decimal_texts(std::string_view left, std::string_view right);

/// Texts that compare equal have equal hashes.
std::size_t hash_decimal_text(std::string_view text);

/// Whether digits other than 0 follow the point.
bool has_fraction(std::string_view text);

}  // namespace azoth
