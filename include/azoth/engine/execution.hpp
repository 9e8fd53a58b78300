// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "azoth/compile/compiled.hpp"
#include "azoth/driver/connection.hpp"

namespace azoth {

/// What running a statement gives to those who read rows themselves: the live cursor and what is known of its columns.
///
/// Lifetime: the cursor is empty once the connection is closed.
struct Execution {
    std::unique_ptr<driver::Cursor> cursor;
    std::shared_ptr<const Compiled> compiled;
};

}  // namespace azoth
