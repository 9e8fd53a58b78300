// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <source_location>

namespace azoth {

/// The connections of an Engine at one moment.
struct PoolStatus {
    int size = 0;         ///< connections that are kept open
    int checked_in = 0;   ///< open and free
    int checked_out = 0;  ///< in use
    int overflow = 0;     ///< open beyond `size`
    int waiting = 0;      ///< threads that wait for one
};

/// A connection that is in use: Engine::loans().
struct PoolLoan {
    std::source_location place;  ///< the call that took it
    std::int64_t held_ms = 0;    ///< for how long
};

/// What an Engine has done since it was made.
struct EngineStatistics {
    std::uint64_t statements = 0;   ///< run, batches counted once
    std::uint64_t rows = 0;         ///< read by closed results and sessions
    std::uint64_t round_trips = 0;  ///< to the server, by connections that were given back; 0: the database has none
    std::uint64_t cache_hits = 0;   ///< statements whose compiled form was there already
    std::uint64_t cache_misses = 0;
    std::uint64_t connections_opened = 0;
    std::uint64_t connections_closed = 0;
    std::uint64_t invalidations = 0;  ///< how often a lost connection made the pool replace all others
    std::uint64_t pool_waits = 0;     ///< how often a thread had to wait for a connection
    std::uint64_t pool_wait_us = 0;   ///< how long all threads together have waited
    std::uint64_t pool_timeouts = 0;  ///< how often in vain
};

}  // namespace azoth
