// SPDX-License-Identifier: MIT
#pragma once

namespace azoth::postgresql {

/// libpq's numbers for the two ways in which a value travels.
inline constexpr int kTextFormat = 0;
inline constexpr int kBinaryFormat = 1;

}  // namespace azoth::postgresql
