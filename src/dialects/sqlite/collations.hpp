// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace azoth::sqlite {

// Decimals are stored as texts, which keeps all their digits. Columns compare them by value because they are declared
// with the collation `decimal`; what is computed has no collation and may be a number, to which every text is greater.
inline constexpr std::string_view kDecimalCollation = " COLLATE decimal";

}  // namespace azoth::sqlite
