// SPDX-License-Identifier: MIT
#pragma once

namespace azoth {

/// A number or a flag that threads share: those operations of std::atomic that public headers need. Reading <atomic>
/// costs every source file of every user 30 ms.
template <class T>
class SharedWord {
public:
    constexpr explicit SharedWord(T value) noexcept : value_(value) {}
    SharedWord(const SharedWord&) = delete;
    SharedWord& operator=(const SharedWord&) = delete;

    T load_relaxed() const noexcept { return __atomic_load_n(&value_, __ATOMIC_RELAXED); }
    T load_acquire() const noexcept { return __atomic_load_n(&value_, __ATOMIC_ACQUIRE); }
    void store_relaxed(T value) noexcept { __atomic_store_n(&value_, value, __ATOMIC_RELAXED); }
    void store_release(T value) noexcept { __atomic_store_n(&value_, value, __ATOMIC_RELEASE); }
    /// Both return the value before.
    T add_relaxed(T number) noexcept { return __atomic_fetch_add(&value_, number, __ATOMIC_RELAXED); }
    T subtract_acq_rel(T number) noexcept { return __atomic_fetch_sub(&value_, number, __ATOMIC_ACQ_REL); }

private:
    T value_;
};

}  // namespace azoth
