// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/query_clauses.hpp"

namespace azoth::detail {
namespace {

sql::Materialization materialization(const std::optional<bool>& wanted) {
    if (!wanted) return sql::Materialization::Default;
    return *wanted ? sql::Materialization::Materialized : sql::Materialization::NotMaterialized;
}

NodePtr<const sql::CteNode> require_recursive(const sql::FromPtr& cte, const std::vector<std::string>& columns = {}) {
    NodePtr<const sql::CteNode> base(static_cast<const sql::CteNode*>(cte.get()));
    if (!base->shape.is_recursive)
        throw ArgumentError("not_recursive", fmt::format("the CTE {0} cannot be extended, because it is not recursive; "
                                                         "make it by cte(\"{0}\", Recursive)",
                                                         base->name()));
    for (const std::string& column : columns) static_cast<void>(base->column(column));
    return base;
}

}  // namespace

sql::FromPtr make_cte(sql::StatementPtr query, std::string name, CteOptions options) {
    return make_node<sql::CteNode>(std::move(query), std::move(name),
                                   sql::CteShape{std::move(options.columns), options.recursive, options.nesting,
                                                 materialization(options.materialized)});
}

sql::FromPtr extended_cte(const sql::FromPtr& cte, sql::SetOperator op, sql::StatementPtr member) {
    const NodePtr<const sql::CteNode> base = require_recursive(cte);
    return make_node<sql::CteNode>(make_compound(op, {base->query, std::move(member)}), std::string(base->name()),
                                   base->shape, base);
}

sql::FromPtr searched_cte(const sql::FromPtr& cte, sql::CteSearch search) {
    const NodePtr<const sql::CteNode> base = require_recursive(cte, search.columns);
    sql::CteShape shape = base->shape;
    shape.search = std::move(search);
    return make_node<sql::CteNode>(base->query, std::string(base->name()), std::move(shape), base);
}

sql::FromPtr cycle_cte(const sql::FromPtr& cte, sql::CteCycle cycle) {
    const NodePtr<const sql::CteNode> base = require_recursive(cte, cycle.columns);
    sql::CteShape shape = base->shape;
    shape.cycle = std::move(cycle);
    return make_node<sql::CteNode>(base->query, std::string(base->name()), std::move(shape), base);
}

}  // namespace azoth::detail
