// SPDX-License-Identifier: MIT
#include "support/memory.hpp"

#ifdef __SANITIZE_ADDRESS__
#include <cstddef>

// GCC comes without the header of it.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();
#else
#include <unistd.h>

#include <fstream>
#endif

namespace azoth::test {

long memory_in_use_kb() {
#ifdef __SANITIZE_ADDRESS__
    return static_cast<long>(__sanitizer_get_current_allocated_bytes() / 1024);
#else
    std::ifstream file("/proc/self/statm");
    long total = 0;
    long resident = 0;
    file >> total >> resident;
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
#endif
}

}  // namespace azoth::test
