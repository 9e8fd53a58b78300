// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <source_location>
#include <vector>

#include "azoth/base/node_ptr.hpp"
#include "azoth/engine/connection.hpp"
#include "azoth/sql/statement_node.hpp"

namespace azoth {

/// Statements that are sent together: on PostgreSQL none waits for the answer to the one before, so that all of them
/// cost one round trip. Elsewhere, and while an engine has listeners, they are run one by one.
///
///     Pipeline pipeline(connection);
///     pipeline.add(insert(orders).values(...)).add(update(stock).set(...));
///     std::vector<std::int64_t> changed = pipeline.run();
///
/// They run in the connection's transaction, and fail together: the error is that of the first that failed. Rows that
/// they return are dropped.
/// Lifetime: of the connection.
class Pipeline {
public:
    explicit Pipeline(Connection& connection) : connection_(connection) {}

    template <class Statement>
    Pipeline& add(const Statement& statement) {
        statements_.emplace_back(statement.node());
        return *this;
    }
    std::size_t size() const { return statements_.size(); }
    /// Runs what was added, and forgets it. Returns the rows changed by each.
    std::vector<std::int64_t> run(std::source_location where = std::source_location::current());

private:
    Connection& connection_;
    std::vector<NodePtr<const sql::StatementNode>> statements_;
};

}  // namespace azoth
