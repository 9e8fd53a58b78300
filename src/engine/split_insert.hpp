// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "azoth/compile/dialect.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "engine/connection_state.hpp"

namespace azoth::engine {

/// An INSERT of more values than a statement takes, as several. Empty when it is fine as it stands.
std::vector<NodePtr<sql::InsertNode>> split_insert(const sql::StatementNode& statement,
                                                   const Capabilities& capabilities);

/// Runs a statement that gives rows; those of the parts of a large INSERT come one after another.
Execution open_cursor(ConnectionState& connection, const sql::StatementNode& statement, const Parameters& parameters);

/// As the values of one execution.
inline ParameterRows as_rows(const Parameters& parameters) {
    ParameterRows rows;
    if (!parameters.empty()) rows.named = {&parameters, 1};
    return rows;
}

}  // namespace azoth::engine
