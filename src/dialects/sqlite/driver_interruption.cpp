// SPDX-License-Identifier: MIT
#include "dialects/sqlite/driver_interruption.hpp"

namespace azoth::sqlite {

void TimeLimit::set(int timeout_ms) {
    constexpr int kInstructionsBetweenChecks = 2000;
    timeout_ms_ = timeout_ms;
    was_exceeded_ = false;
    const auto check = [](void* self) noexcept {
        auto& limit = *static_cast<TimeLimit*>(self);
        limit.was_exceeded_ = Clock::now() >= limit.deadline_;
        return limit.was_exceeded_ ? 1 : 0;
    };
    if (timeout_ms == 0)
        sqlite3_progress_handler(database_, 0, nullptr, nullptr);
    else
        sqlite3_progress_handler(database_, kInstructionsBetweenChecks, check, this);
    restart();
}

void TimeLimit::restart() {
    was_exceeded_ = false;
    deadline_ = Clock::now() + std::chrono::milliseconds(timeout_ms_);
}

void InterruptCanceler::cancel() {
    const std::lock_guard lock(mutex_);
    if (database_ != nullptr) sqlite3_interrupt(database_);
}

void InterruptCanceler::let_go() noexcept {
    const std::lock_guard lock(mutex_);
    database_ = nullptr;
}

}  // namespace azoth::sqlite
