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

}  // namespace azoth::engine
