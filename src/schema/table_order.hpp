// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

namespace azoth {

/// `targets[i]` are what `i` needs.
using Dependencies = std::vector<std::vector<std::uint32_t>>;

/// All positions, each behind what it needs; those of a cycle stand together, in ascending order.
std::vector<std::uint32_t> dependency_order(const Dependencies& targets);

}  // namespace azoth
