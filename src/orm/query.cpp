// SPDX-License-Identifier: MIT
#include "azoth/orm/query.hpp"

#include "azoth/sql/functions.hpp"

namespace azoth::orm {
namespace {

/// A query as a part of another one: loader options have no place there.
sql::FromPtr rows_of(const sql::SelectNode& query) {
    auto rows = make_node<sql::SelectNode>(query);
    rows->load_options.clear();
    return make_node<sql::QueryFromNode>(sql::NodeKind::Subquery, rows, "");
}

}  // namespace

NodePtr<sql::SelectNode> counting(const sql::SelectNode& query) {
    auto count = make_node<sql::SelectNode>();
    count->parameters = query.parameters;
    count->items.push_back({func::count().node()});
    count->from.push_back(rows_of(query));
    return count;
}

}  // namespace azoth::orm
