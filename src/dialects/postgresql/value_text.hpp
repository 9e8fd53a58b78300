// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "azoth/types/value_view.hpp"

namespace azoth::postgresql {

/// The value as PostgreSQL reads it from a literal of its type, without the quotes: `0044-03-15 BC`, `{1,NULL,3}`,
/// `[1,5)`, `\x00ff`.
std::string value_text(const ValueView& value);

/// In double quotes, with backslashes before quotes and backslashes: an element of an array, a bound of a range, a part
/// of an hstore.
void append_quoted(std::string& text, std::string_view element);

/// `12:30:00.5` of `12:30:00.500000`.
std::string without_trailing_zeros(std::string time);

}  // namespace azoth::postgresql
