// SPDX-License-Identifier: MIT
#pragma once

namespace azoth::test {

/// The memory that the process holds, in kB: the resident one; under AddressSanitizer, which keeps for a while what was
/// freed, what is allocated.
long memory_in_use_kb();

}  // namespace azoth::test
