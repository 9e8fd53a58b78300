// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "engine/pool.hpp"

namespace azoth::engine {

/// What a thread sees that has waited in vain.
struct PoolShortage {
    const PoolRules& rules;
    int in_use = 0;
    int others_waiting = 0;
    bool holds_it_itself = false;  ///< the only connection was taken by the thread that waits for it
    std::span<PooledConnection* const> connections;
};

/// OperationalError(`pool_timeout`) that says who has the connections and what to do.
[[noreturn]] void throw_pool_timeout(const PoolShortage& shortage);

/// Logs before the wait what will most likely end in throw_pool_timeout(); nothing when another thread has it.
void warn_of_waiting_for_itself(const PoolShortage& shortage) noexcept;

/// Logs where the connections that are in use were taken; nothing when there are none.
void log_loans(std::span<PooledConnection* const> connections, PoolRules::Clock::time_point now) noexcept;

}  // namespace azoth::engine
