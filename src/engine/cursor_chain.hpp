// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "azoth/compile/compiled.hpp"
#include "azoth/driver/connection.hpp"

namespace azoth::engine {

/// The rows of several cursors with the same columns, one after another. Precondition: there is one at least.
std::unique_ptr<driver::Cursor> chain_cursors(std::vector<std::unique_ptr<driver::Cursor>> cursors);

/// No rows, of these columns.
std::unique_ptr<driver::Cursor> make_empty_cursor(const std::vector<CompiledColumn>& columns);

}  // namespace azoth::engine
