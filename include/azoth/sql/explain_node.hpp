// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

#include "azoth/sql/statement_node.hpp"

namespace azoth::sql {

/// EXPLAIN of a statement.
class ExplainNode final : public StatementNode {
public:
    ExplainNode(StatementPtr explained, bool runs_it)
        : StatementNode(NodeKind::Explain), statement(std::move(explained)), analyze(runs_it) {}
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    const StatementPtr statement;
    const bool analyze;  ///< the statement is run, and times are measured
};

}  // namespace azoth::sql
