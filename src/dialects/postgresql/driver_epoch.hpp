// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace azoth::postgresql {

/// PostgreSQL counts dates and timestamps from 2000-01-01, azoth from 1970-01-01.
inline constexpr std::int64_t kEpochDays = 10'957;
inline constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
inline constexpr std::int64_t kMicrosecondsPerDay = 86'400 * kMicrosecondsPerSecond;
inline constexpr std::int64_t kEpochMicroseconds = kEpochDays * kMicrosecondsPerDay;

}  // namespace azoth::postgresql
