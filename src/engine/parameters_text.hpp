// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "azoth/types/value_view.hpp"

namespace azoth::engine {

/// Bound values for logs and errors: `(1, 'x')`, of several rows `[(1, 'x'), (2, 'y')]`; what is too much is counted.
std::string parameters_text(std::span<const ValueView> values, std::size_t row_count);

}  // namespace azoth::engine
