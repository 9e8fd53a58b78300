// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "azoth/engine/dml_result.hpp"
#include "engine/connection_state.hpp"

namespace azoth::engine {

/// Runs a statement once for each row of named values, as one batch. An INSERT that has no values yet gets a column for
/// each name of the first row.
///
/// Throws: ArgumentError(`different_columns`) when a row of such an INSERT has other names.
DmlResult execute_batch(ConnectionState& connection, const sql::StatementNode& statement,
                        std::span<const Parameters> rows);

}  // namespace azoth::engine
