// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "azoth/compile/dialect.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "engine/connection_state.hpp"

namespace azoth::engine {

/// An INSERT of more values than a statement takes, as several. Lifetime: the statement outlives it.
class InsertParts {
public:
    InsertParts(const sql::StatementNode& statement, const Capabilities& capabilities);

    /// The statement is fine as it stands.
    bool is_empty() const { return insert_ == nullptr; }
    /// Null behind the last.
    NodePtr<sql::InsertNode> next();

private:
    const sql::InsertNode* insert_ = nullptr;
    std::size_t first_ = 0;  // row of the next part
    std::size_t rows_at_once_ = 0;
};

/// Runs a statement that gives rows; those of the parts of a large INSERT come one after another.
Execution open_cursor(ConnectionState& connection, const sql::StatementNode& statement, const Parameters& parameters);

/// As the values of one execution.
inline ParameterRows as_rows(const Parameters& parameters) {
    ParameterRows rows;
    if (!parameters.empty()) rows.named = {&parameters, 1};
    return rows;
}

}  // namespace azoth::engine
