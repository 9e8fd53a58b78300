// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace azoth::postgresql {

/// Writes a number in NUMERIC's binary format as its plain decimal text, digit for digit as the server would.
void write_numeric(std::string_view binary, std::string& text);

}  // namespace azoth::postgresql
