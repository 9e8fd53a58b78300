// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth::driver {

/// Opens the first of several hosts that answers and takes changes, or else the first that answers. Each gets its share
/// of the time that is left.
///
/// `open(index, timeout_ms)` returns a handle or throws ConnectionError; `takes_changes(handle)` tells a primary from a
/// replica. Precondition: `count` > 0. Throws: the last ConnectionError, with the messages of all.
template <class Open, class TakesChanges>
auto connect_to_one_of(std::size_t count, int timeout_ms, Open open, TakesChanges takes_changes) {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    const auto share_of = [&](std::size_t index) {
        if (timeout_ms <= 0) return timeout_ms;
        const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count();
        const auto left = std::max<std::int64_t>(timeout_ms - passed, 1);
        return static_cast<int>(std::max<std::int64_t>(left / static_cast<std::int64_t>(count - index), 1));
    };
    decltype(open(std::size_t{0}, 0)) second_best{};
    std::string messages;
    for (std::size_t i = 0; i < count; ++i) {
        try {
            auto handle = open(i, share_of(i));
            if (count == 1 || takes_changes(handle)) return handle;
            if (second_best == nullptr) second_best = std::move(handle);
        } catch (ConnectionError& error) {
            messages += (messages.empty() ? "" : "; ") + error.message();
            if (i + 1 < count || second_best != nullptr) continue;
            if (count > 1)
                error.annotate([&](ErrorDetail& detail) {
                    detail.message = fmt::format("none of the {} hosts can be used: {}", count, messages);
                });
            throw;
        }
    }
    return second_best;
}

}  // namespace azoth::driver
