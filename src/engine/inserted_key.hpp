// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "azoth/engine/dml_result.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "engine/connection_state.hpp"

namespace azoth::engine {

/// Runs a statement that returns no rows. Where a database tells generated keys by RETURNING only, it is added to
/// inserts of a single row. An INSERT of more rows than the database takes goes out in several statements.
DmlResult execute_dml(ConnectionState& connection, const sql::StatementNode& statement, const Parameters& parameters);

/// The key of the row that an INSERT of one row has added: of the values given and the one generated. NULL where
/// nothing is known. Precondition: the table is a TableDefinition.
std::vector<Value> key_of(const sql::InsertNode& insert, const Parameters& parameters, std::int64_t last_insert_id);

}  // namespace azoth::engine
