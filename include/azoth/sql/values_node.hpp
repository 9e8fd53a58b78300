// SPDX-License-Identifier: MIT
#pragma once

#include <utility>
#include <vector>

#include "azoth/sql/statement_node.hpp"

namespace azoth::sql {

/// VALUES (...), (...) with names for its columns.
class ValuesNode final : public StatementNode {
public:
    explicit ValuesNode(std::vector<FromColumn> names);
    void write_key(CacheKeyWriter& key) const override;
    NodePtr<const Node> rebuilt(const Replacements& replaced) const override;

    std::vector<FromColumn> columns;
    std::vector<ExpressionList> rows;  ///< as many expressions each as there are columns
};

}  // namespace azoth::sql
