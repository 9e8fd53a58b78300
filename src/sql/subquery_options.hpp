// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/sql/statement_node.hpp"

namespace azoth::sql {

/// Returns `rows`, which are to stand within another statement.
///
/// Throws ArgumentError(`option_without_entity`) when it has loader options, which nobody would follow there.
StatementPtr without_load_options(StatementPtr rows);

}  // namespace azoth::sql
