// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "azoth/types/value_view.hpp"

namespace azoth::postgresql {

/// Rows of values as the data of COPY in its text format, which the server reads as it reads literals: every type of a
/// column takes what an INSERT of the same text would.
///
/// Source: PostgreSQL's documentation, COPY, "File Formats".
class CopyText {
public:
    /// Lifetime: `values` outlive it. Throws: ProgrammingError(`wrong_parameter_count`).
    CopyText(std::size_t width, std::span<const ValueView> values);

    /// Replaces `chunk` by some more of the text; false at its end. Throws: DataError(`bad_value`).
    bool read(std::string& chunk);

private:
    std::size_t width_;
    std::span<const ValueView> values_;
};

}  // namespace azoth::postgresql
