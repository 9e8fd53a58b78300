// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "orm/session_core.hpp"

namespace azoth::orm {

/// Gives fields the values that they had before; of one that is there more than once, the first value.
void restore_fields(const std::vector<const SavedField*>& saved);

}  // namespace azoth::orm
