// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>

namespace azoth::orm {

/// Which thread is at work in a session.
using SessionUser = std::atomic<const void*>;

/// Marks a session as in use by this thread, for the life of the object; one within another is the same use.
class SessionUse {
public:
    /// Throws ArgumentError(`concurrent_use`) when another thread is at work.
    explicit SessionUse(SessionUser& user) : user_(user) {
        static thread_local const char token = 0;
        if (user_.load(std::memory_order_relaxed) == &token) return;  // nobody else can have put it there
        const void* expected = nullptr;
        is_outermost_ = user_.compare_exchange_strong(expected, &token, std::memory_order_acquire);
        if (!is_outermost_) throw_concurrent_use();
    }
    SessionUse(const SessionUse&) = delete;
    SessionUse& operator=(const SessionUse&) = delete;
    ~SessionUse() {
        if (is_outermost_) user_.store(nullptr, std::memory_order_release);
    }

private:
    [[noreturn]] static void throw_concurrent_use();

    SessionUser& user_;
    bool is_outermost_ = false;
};

}  // namespace azoth::orm
