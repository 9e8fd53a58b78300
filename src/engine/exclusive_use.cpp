// SPDX-License-Identifier: MIT
#include "engine/exclusive_use.hpp"

#include "azoth/base/error.hpp"

namespace azoth::engine {

void throw_concurrent_use() {
    throw ArgumentError("concurrent_use",
                        "another thread is using this connection at the same time; give each thread its own "
                        "connection or session, the engine may be shared");
}

}  // namespace azoth::engine
