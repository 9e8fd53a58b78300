// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace azoth {

/// A length of time as SQL has it: how long a month or a day is depends on where it begins, so the three parts stand
/// apart. Each part has a sign of its own, and intervals are equal only when all parts are.
struct Interval {
    std::int32_t months = 0;
    std::int32_t days = 0;
    std::int64_t microseconds = 0;

    friend bool operator==(const Interval&, const Interval&) = default;
};

}  // namespace azoth
