// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace azoth::bench {

/// How often this thread has allocated memory by `new` so far. What the databases' clients take from malloc() is not
/// among it.
std::uint64_t allocation_count();

}  // namespace azoth::bench
