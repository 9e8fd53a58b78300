// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>

namespace azoth::engine {

/// Stands beside a mutex: while a thread calls fork(), it holds that mutex, so that the child finds it free and what it
/// guards whole. No such mutex is locked while another is held.
class ForkLock {
public:
    explicit ForkLock(std::mutex& mutex);
    ForkLock(const ForkLock&) = delete;
    ForkLock& operator=(const ForkLock&) = delete;
    ~ForkLock();

private:
    friend class ForkLocks;

    std::mutex& mutex_;
    ForkLock* next_ = nullptr;
    ForkLock* previous_ = nullptr;
};

}  // namespace azoth::engine
