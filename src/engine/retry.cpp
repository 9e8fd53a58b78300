// SPDX-License-Identifier: MIT
#include "azoth/engine/retry.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>

#include <fmt/core.h>

namespace azoth::engine {
namespace {

int random_up_to(int most) {
    thread_local std::minstd_rand generator{std::random_device{}()};
    return std::uniform_int_distribution<int>(0, most)(generator);
}

}  // namespace

RetrySchedule::RetrySchedule(const RetryOptions& options) : options_(options) {
    if (options.attempts < 1 || options.first_delay_ms < 0 || options.longest_delay_ms < 0)
        throw ArgumentError("bad_option",
                            fmt::format("RetryOptions have {} attempts, {} and {} ms; there must be at "
                                        "least 1 attempt, and no time may be negative",
                                        options.attempts, options.first_delay_ms, options.longest_delay_ms));
}

bool RetrySchedule::wait_for_another(const Error& error) {
    constexpr int kDoublings = 20;
    if (error.retry() != Retry::Safe || ++done_ >= options_.attempts) return false;
    const double delay = options_.first_delay_ms * static_cast<double>(1 << std::min(done_ - 1, kDoublings));
    const int most = static_cast<int>(std::min(delay, static_cast<double>(options_.longest_delay_ms)));
    std::this_thread::sleep_for(std::chrono::milliseconds(random_up_to(most)));
    return true;
}

}  // namespace azoth::engine
