// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "azoth/compile/compiled.hpp"

namespace azoth::compile {

/// What stands between the parentheses of an IN without values: it matches nothing, and NOT IN everything.
std::string empty_list(const BindSlot& slot);

}  // namespace azoth::compile
