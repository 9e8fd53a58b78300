// SPDX-License-Identifier: MIT
#pragma once

namespace azoth {

struct SessionOptions {
    /// Write pending changes before each query, so that the query sees them.
    bool autoflush = true;
};

}  // namespace azoth
