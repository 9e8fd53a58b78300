// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>

namespace azoth::engine {

/// ArgumentError(`concurrent_use`).
[[noreturn]] void throw_concurrent_use();

/// Marks a connection as in use by this thread, for the life of the object.
class ExclusiveUse {
public:
    /// Throws ArgumentError(`concurrent_use`) when another thread is at work.
    explicit ExclusiveUse(std::atomic<bool>& is_busy) : is_busy_(is_busy) {
        if (is_busy_.exchange(true, std::memory_order_acquire)) throw_concurrent_use();
    }
    ExclusiveUse(const ExclusiveUse&) = delete;
    ExclusiveUse& operator=(const ExclusiveUse&) = delete;
    ~ExclusiveUse() { is_busy_.store(false, std::memory_order_release); }

private:
    std::atomic<bool>& is_busy_;
};

/// The same for a session, which notes itself who is at work in it: without a locked instruction, so that somebody who
/// takes hold of the connection in the very same moment may be missed.
class WatchedUse {
public:
    explicit WatchedUse(std::atomic<bool>& is_busy) : is_busy_(is_busy) {
        if (is_busy_.load(std::memory_order_acquire)) throw_concurrent_use();
        is_busy_.store(true, std::memory_order_relaxed);
    }
    WatchedUse(const WatchedUse&) = delete;
    WatchedUse& operator=(const WatchedUse&) = delete;
    ~WatchedUse() { is_busy_.store(false, std::memory_order_release); }

private:
    std::atomic<bool>& is_busy_;
};

}  // namespace azoth::engine
