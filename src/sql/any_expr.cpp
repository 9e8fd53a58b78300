// SPDX-License-Identifier: MIT
#include "azoth/sql/any_expr.hpp"

namespace azoth::detail {

sql::ExpressionList to_nodes(const std::vector<AnyExpr>& list) {
    sql::ExpressionList nodes;
    nodes.reserve(list.size());
    for (const AnyExpr& each : list) nodes.push_back(each.node());
    return nodes;
}

}  // namespace azoth::detail
