// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

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

/// What is to be logged before a wait that will most likely end in throw_pool_timeout(); empty when another thread has
/// the connection.
std::string warning_of_waiting_for_itself(const PoolShortage& shortage);

/// Call it without locks: what the program does with its log may ask the pool.
void log_warning(const std::string& warning) noexcept;

/// Logs where the connections that are in use were taken; nothing when there are none.
void log_loans(std::span<PooledConnection* const> connections, PoolRules::Clock::time_point now) noexcept;

}  // namespace azoth::engine
