// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

#include "azoth/sql/from_nodes.hpp"

namespace azoth::sql {

/// The column of `from` that is column `index` of `original`, or comes from it: through aliases, and through subqueries
/// and CTEs that select it.
std::optional<std::uint32_t> find_corresponding(const FromNode& from, const FromNode& original, std::uint32_t index);

/// The same. Throws ArgumentError(`no_such_column`) when there is none.
std::uint32_t require_corresponding(const FromNode& from, const FromNode& original, std::uint32_t index);

/// The same for any expression that `from` selects.
std::optional<std::uint32_t> find_corresponding(const FromNode& from, const ExpressionNode& expression);

}  // namespace azoth::sql
