// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace azoth::engine {

/// How many times this process, its parent before it and so on were forked off: another number in a child than in its
/// parent. Costs one load.
std::uint64_t fork_count() noexcept;

}  // namespace azoth::engine
