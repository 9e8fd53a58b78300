// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <source_location>
#include <string>
#include <thread>
#include <vector>

#include "azoth/engine/statistics.hpp"
#include "engine/pooled_connection.hpp"

namespace azoth::engine {

/// Every kind of pool is a choice of these numbers.
struct PoolRules {
    using Clock = std::chrono::steady_clock;

    int keep = 5;              ///< free connections that stay open
    int most = 15;             ///< connections open at once; -1: any number
    int timeout_ms = 30'000;   ///< -1: for ever
    int recycle_seconds = -1;  ///< -1: never
    bool pre_ping = false;
    bool use_lifo = false;
    Clock::time_point (*now)() = &Clock::now;
};

/// Lends connections. Threads that have to wait are served in the order in which they came.
///
/// Thread safety: all members may be called from several threads.
class Pool {
public:
    using ConnectionPtr = std::unique_ptr<PooledConnection>;

    Pool(PoolRules rules, std::function<ConnectionPtr()> open);
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;
    ~Pool();

    /// Throws what opening throws, and OperationalError(`pool_timeout`) that tells where the connections are in use.
    ConnectionPtr take(std::source_location where);
    /// Takes back a connection that is ready for its next user.
    void give_back(ConnectionPtr connection) noexcept;
    /// Takes back a connection that is not to be used again, and closes it.
    void discard(ConnectionPtr connection) noexcept;
    /// A connection of this generation was lost: what else was opened in it is not used again.
    void invalidate(std::uint64_t generation) noexcept;
    /// Closes the free connections now and those in use when they come back.
    void dispose() noexcept;
    PoolStatus status() const;

private:
    struct Waiter;

    ConnectionPtr take_place(const std::source_location& where);
    ConnectionPtr take_free();
    ConnectionPtr wait_for_turn(std::unique_lock<std::mutex>& lock);
    ConnectionPtr open_in_place(const std::source_location& where);
    void leave_place(ConnectionPtr connection) noexcept;
    void close(ConnectionPtr connection) noexcept;
    bool is_fit(const PooledConnection& connection);
    bool may_open_another() const { return rules_.most < 0 || places_in_use_ < rules_.most; }
    [[noreturn]] void throw_timeout() const;

    const PoolRules rules_;
    const std::function<ConnectionPtr()> open_;

    mutable std::mutex mutex_;
    std::deque<ConnectionPtr> free_;
    std::deque<Waiter*> waiters_;  // while there are any, nothing is free and no more may be opened
    std::vector<PooledConnection*> connections_;
    int places_in_use_ = 0;  // lent, or about to be opened for somebody
    std::uint64_t generation_ = 0;
    std::thread::id last_taker_;
};

}  // namespace azoth::engine
