// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/engine/dml_result.hpp"
#include "engine/connection_state.hpp"

namespace azoth::engine {

/// Runs a statement that returns no rows. Where a database tells generated keys by RETURNING only, it is added to
/// inserts of a single row. An INSERT of more rows than the database takes goes out in several statements.
DmlResult execute_dml(ConnectionState& connection, const sql::StatementNode& statement, const Parameters& parameters);

}  // namespace azoth::engine
