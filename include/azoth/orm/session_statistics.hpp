// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace azoth {

/// What a Session has done since it was made.
struct SessionStatistics {
    std::uint64_t lazy_loads = 0;          ///< relationships that were loaded by a query when they were looked at
    std::uint64_t lazily_loaded_for = 0;   ///< for how many objects in all
    std::uint64_t lazy_load_warnings = 0;  ///< see SessionOptions::lazy_load_warning
};

}  // namespace azoth
