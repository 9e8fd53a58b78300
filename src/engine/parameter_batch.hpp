// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <source_location>
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

/// The same for a statement with RETURNING: its rows, in the order of `rows`.
Execution open_batch(ConnectionState& connection, const sql::StatementNode& statement,
                     std::span<const Parameters> rows);

/// An INSERT whose keys and other values that the database made are asked for: see BatchOptions::return_defaults.
DmlResult execute_batch_with_defaults(const std::shared_ptr<ConnectionState>& connection,
                                      const sql::StatementNode& statement, std::span<const Parameters> rows,
                                      const std::source_location& where);

}  // namespace azoth::engine
