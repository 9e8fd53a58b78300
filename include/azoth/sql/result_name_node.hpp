// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

#include "azoth/sql/expression_nodes.hpp"

namespace azoth::sql {

/// A column of the result by its name, in ORDER BY and GROUP BY.
class ResultNameNode final : public ExpressionNode {
public:
    explicit ResultNameNode(std::string result_name)
        : ExpressionNode(NodeKind::ResultName, SqlType{}), name(std::move(result_name)) {}
    void write_key(CacheKeyWriter& key) const override;

    const std::string name;
};

}  // namespace azoth::sql
