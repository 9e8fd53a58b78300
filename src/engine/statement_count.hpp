// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/fork_lock.hpp"

namespace azoth::engine {

/// How many statements the connections of an engine have run. Each of them counts for itself, so that threads do not
/// meet there, and without a locked instruction.
///
/// Thread safety: all members may be called from several threads.
class StatementCount {
public:
    /// Of one connection. Thread safety: one thread at a time counts, any may look.
    class Counter {
    public:
        void add(std::uint64_t more) noexcept { count_.store(count() + more, std::memory_order_relaxed); }
        std::uint64_t count() const noexcept { return count_.load(std::memory_order_relaxed); }

    private:
        friend class StatementCount;

        std::atomic<std::uint64_t> count_ = 0;
        std::atomic<bool> is_final_ = false;  // nobody counts any more
    };

    /// For a new connection, which keeps it as long as it lives.
    std::shared_ptr<Counter> add_counter();
    std::uint64_t sum() const;

private:
    mutable std::mutex mutex_;
    const ForkLock fork_lock_{mutex_};
    std::vector<std::shared_ptr<Counter>> counters_;
    std::uint64_t of_closed_ = 0;
};

}  // namespace azoth::engine
