// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace azoth {

/// The connections of an Engine at one moment.
struct PoolStatus {
    int size = 0;         ///< connections that are kept open
    int checked_in = 0;   ///< open and free
    int checked_out = 0;  ///< in use
    int overflow = 0;     ///< open beyond `size`
    int waiting = 0;      ///< threads that wait for one
};

/// What an Engine has done since it was made.
struct EngineStatistics {
    std::uint64_t statements = 0;  ///< run, batches counted once
    std::uint64_t cache_hits = 0;  ///< statements whose compiled form was there already
    std::uint64_t cache_misses = 0;
    std::uint64_t connections_opened = 0;
};

}  // namespace azoth
