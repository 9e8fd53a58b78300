// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include "azoth/compile/dialect.hpp"

namespace azoth::compile {

/// What stands between the parentheses of an IN without values: it matches nothing, and NOT IN everything.
std::string empty_list(const BindSlot& slot);

/// The values of a slot as literals: `1, 2`, `(1, 'a'), (2, 'b')`.
void append_literals(std::string& sql, const BindSlot& slot, std::span<const Value> values, const Dialect& dialect);

}  // namespace azoth::compile
