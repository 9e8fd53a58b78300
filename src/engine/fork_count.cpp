// SPDX-License-Identifier: MIT
#include "engine/fork_count.hpp"

#include <atomic>

#include <pthread.h>

namespace azoth::engine {
namespace {

std::atomic<std::uint64_t> forks = 0;

[[maybe_unused]] const int kIsWatching =
    pthread_atfork(nullptr, nullptr, [] { forks.fetch_add(1, std::memory_order_relaxed); });

}  // namespace

std::uint64_t fork_count() noexcept { return forks.load(std::memory_order_relaxed); }

}  // namespace azoth::engine
