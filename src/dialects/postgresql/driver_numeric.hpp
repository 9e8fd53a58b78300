// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace azoth::postgresql {

/// Writes a number in NUMERIC's binary format as its plain decimal text, digit for digit as the server would.
/// Throws DataError(`bad_value`) for bytes that are no number.
void write_numeric(std::string_view binary, std::string& text);

/// The inverse, for a plain decimal text: see ValueKind::Decimal. Throws DataError(`value_out_of_range`).
void append_numeric(std::string& bytes, std::string_view decimal);

}  // namespace azoth::postgresql
