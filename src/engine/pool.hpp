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
#include "engine/fork_count.hpp"
#include "engine/fork_lock.hpp"
#include "engine/pooled_connection.hpp"

namespace azoth::engine {

struct PoolShortage;

/// The time to within some milliseconds, where the system has that: a connection is lent and given back in less time
/// than it takes to ask for the exact one.
std::chrono::steady_clock::time_point coarse_now();

/// Every kind of pool is a choice of these numbers.
struct PoolRules {
    using Clock = std::chrono::steady_clock;

    int keep = 5;              ///< free connections that stay open
    int most = 15;             ///< connections open at once; -1: any number
    int timeout_ms = 30'000;   ///< -1: for ever
    int recycle_seconds = -1;  ///< -1: never
    bool pre_ping = false;
    int ping_idle_ms = 0;  ///< a connection that was used more recently is taken to live
    bool use_lifo = false;
    bool is_per_thread = false;  ///< a thread gets back what it gave back, and nothing of another's
    Clock::time_point (*now)() = &coarse_now;
};

/// What happens to connections beside lending. Called without any lock of the pool.
class PoolWatcher {
public:
    virtual ~PoolWatcher() = default;

    /// It did not answer when the pool asked.
    virtual void was_lost(driver::Connection& connection) noexcept = 0;
    /// The pool has no use for it any more; it is closed right after.
    virtual void before_close(driver::Connection& connection) noexcept = 0;
};

/// What a pool has done since it was made.
struct PoolCounters {
    std::uint64_t opened = 0;
    std::uint64_t closed = 0;
    std::uint64_t waits = 0;        ///< how often a thread had to wait for a connection
    std::uint64_t wait_us = 0;      ///< how long all threads together have waited
    std::uint64_t timeouts = 0;     ///< how often in vain
    std::uint64_t invalidated = 0;  ///< how often a lost connection made all others suspect
};

/// Lends connections. Threads that have to wait are served in the order in which they came.
///
/// After a fork() the child leaves alone what the parent has opened, and opens its own.
/// Thread safety: all members may be called from several threads.
class Pool {
public:
    using ConnectionPtr = std::unique_ptr<PooledConnection>;

    Pool(PoolRules rules, std::function<ConnectionPtr()> open, PoolWatcher* watcher = nullptr);
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;
    ~Pool();

    /// Throws what opening throws, and OperationalError(`pool_timeout`) that tells where the connections are in use.
    ConnectionPtr take(std::source_location where);
    /// Takes back a connection that is ready for its next user.
    void give_back(ConnectionPtr connection) noexcept;
    /// Takes back a connection that is not to be used again, and closes it.
    void discard(ConnectionPtr connection) noexcept;
    /// The connection belongs to its user from now on; the pool may open another in its place.
    void detach(PooledConnection& connection) noexcept;
    /// A connection of this generation was lost: what else was opened in it is not used again.
    void invalidate(std::uint64_t generation) noexcept;
    /// Closes the free connections now and those in use when they come back. Logs where these were taken.
    void dispose() noexcept;
    /// Forgets all connections without closing them: they belong to the parent of this process.
    void abandon() noexcept;
    PoolStatus status() const;
    PoolCounters counters() const;
    std::vector<PoolLoan> loans() const;

private:
    struct Waiter;

    ConnectionPtr take_place(const std::source_location& where);
    ConnectionPtr take_free();
    bool has_free() const;
    std::deque<ConnectionPtr>::iterator find_free();
    ConnectionPtr wait_for_turn(std::unique_lock<std::mutex>& lock);
    ConnectionPtr open_in_place(const std::source_location& where);
    void leave_place(ConnectionPtr connection) noexcept;
    ConnectionPtr keep_free(ConnectionPtr connection);
    void close(ConnectionPtr connection) noexcept;
    void close_all_free() noexcept;
    void forget(const PooledConnection& connection) noexcept;
    void follow_fork();
    void abandon_locked();
    bool is_foreign(const PooledConnection& connection) const noexcept { return connection.fork != fork_count(); }
    bool is_fit(PooledConnection& connection);
    bool may_open_another() const { return rules_.most < 0 || places_in_use_ < rules_.most; }
    PoolShortage shortage() const;

    const PoolRules rules_;
    const std::function<ConnectionPtr()> open_;
    PoolWatcher* const watcher_;

    mutable std::mutex mutex_;
    const ForkLock fork_lock_{mutex_};
    std::deque<ConnectionPtr> free_;
    std::deque<Waiter*> waiters_;  // while there are any, nothing is free and no more may be opened
    std::vector<PooledConnection*> connections_;
    int places_in_use_ = 0;  // lent, or about to be opened for somebody
    std::uint64_t generation_ = 0;
    std::uint64_t fork_ = fork_count();
    PoolCounters counters_;
    std::thread::id last_taker_;
};

}  // namespace azoth::engine
