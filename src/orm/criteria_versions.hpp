// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "azoth/orm/class_map.hpp"
#include "azoth/sql/expr.hpp"
#include "azoth/sql/statement_node.hpp"

namespace azoth::orm {

/// An UPDATE by criteria of a class that counts versions, which counts them on as a flush does; any other statement,
/// and one that sets the version itself, as it is.
///
/// Throws ArgumentError(`uncounted_version`).
sql::StatementPtr with_next_version(const sql::StatementNode& statement);

/// What an UPDATE by criteria of the class adds to its assignments to count versions; empty when it sets the version
/// itself, or there is nothing to count.
std::optional<Assignment> next_version(const ClassMap& map, const std::vector<Assignment>& assignments);

}  // namespace azoth::orm
