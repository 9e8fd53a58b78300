// SPDX-License-Identifier: MIT
#include "engine/fork_lock.hpp"

#include <pthread.h>

namespace azoth::engine {

/// All that there are, in a list that needs no memory of its own.
class ForkLocks {
public:
    static ForkLocks& all() {
        // Never destroyed: engines may be static, and a program may fork while it ends.
        static ForkLocks& locks = *new ForkLocks;
        return locks;
    }

    void add(ForkLock& lock) {
        const std::lock_guard guard(mutex_);
        lock.next_ = first_;
        if (first_ != nullptr) first_->previous_ = &lock;
        first_ = &lock;
    }

    void remove(ForkLock& lock) {
        const std::lock_guard guard(mutex_);
        (lock.previous_ != nullptr ? lock.previous_->next_ : first_) = lock.next_;
        if (lock.next_ != nullptr) lock.next_->previous_ = lock.previous_;
    }

private:
    ForkLocks() { pthread_atfork(&lock_all, &unlock_all, &unlock_all); }

    static void lock_all() {
        all().mutex_.lock();
        for (ForkLock* lock = all().first_; lock != nullptr; lock = lock->next_) lock->mutex_.lock();
    }

    static void unlock_all() {
        for (ForkLock* lock = all().first_; lock != nullptr; lock = lock->next_) lock->mutex_.unlock();
        all().mutex_.unlock();
    }

    std::mutex mutex_;
    ForkLock* first_ = nullptr;
};

ForkLock::ForkLock(std::mutex& mutex) : mutex_(mutex) { ForkLocks::all().add(*this); }

ForkLock::~ForkLock() { ForkLocks::all().remove(*this); }

}  // namespace azoth::engine
