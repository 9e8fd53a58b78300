// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <mutex>

#include <sqlite3.h>

#include "azoth/driver/connection.hpp"

namespace azoth::sqlite {

/// Interrupts steps of statements that take too long. Time in which the caller looks at rows does not count.
class TimeLimit {
public:
    explicit TimeLimit(sqlite3* database) : database_(database) {}
    TimeLimit(const TimeLimit&) = delete;
    TimeLimit& operator=(const TimeLimit&) = delete;

    /// 0: none.
    void set(int timeout_ms);
    /// To be called before each step.
    void start() {
        if (timeout_ms_ != 0) restart();
    }
    /// It has interrupted the last step.
    bool was_exceeded() const { return was_exceeded_; }
    int timeout_ms() const { return timeout_ms_; }

private:
    using Clock = std::chrono::steady_clock;

    void restart();

    sqlite3* const database_;
    int timeout_ms_ = 0;
    Clock::time_point deadline_;
    bool was_exceeded_ = false;
};

class InterruptCanceler final : public driver::Canceler {
public:
    explicit InterruptCanceler(sqlite3* database) : database_(database) {}

    void cancel() override;
    /// The connection is about to be closed.
    void let_go() noexcept;

private:
    std::mutex mutex_;
    sqlite3* database_;
};

}  // namespace azoth::sqlite
