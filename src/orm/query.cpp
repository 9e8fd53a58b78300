// SPDX-License-Identifier: MIT
#include "azoth/orm/query.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/session.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/subquery.hpp"
#include "orm/load_step.hpp"
#include "orm/named_subclasses.hpp"

namespace azoth::orm {
namespace {

/// A query as a part of another one: loader options have no place there.
NodePtr<sql::SelectNode> without_options(const sql::SelectNode& query) {
    auto rows = make_node<sql::SelectNode>(query);
    rows->load_options.clear();
    join_named_subclasses(*rows, query.items);
    return rows;
}

/// What a query says of all that it reads counts for its subquery too.
void keep_criteria(sql::SelectNode& outer, const sql::SelectNode& query) {
    for (const auto& option : query.load_options)
        if (static_cast<const LoadStep&>(*option).is_global()) outer.load_options.push_back(option);
}

const sql::SelectNode& require_changeable(const sql::SelectNode& query, std::string_view call) {
    const bool is_plain = query.joins.empty() && query.from.empty() && query.group_by.empty() && query.having.empty() &&
                          query.order_by.empty() && !query.limit && !query.offset && !query.is_distinct && !query.rare;
    if (is_plain && query.load_options.empty()) return query;
    throw ArgumentError("query_not_changeable",
                        fmt::format("{}() of a query takes its where() alone, but the query says more; put what it "
                                    "needs into where(), as in where(c(&Book::id).in(select(...))), or execute a "
                                    "statement of its own",
                                    call));
}

const sql::TablePtr& changed_table(const sql::SelectNode& query, std::string_view call) {
    const auto& map = static_cast<const ClassMap&>(*require_changeable(query, call).items.front().entity);
    if (map.is_query()) map.require_writable();
    require_own_table(map, query.where, call);
    return map.table();
}

}  // namespace

bool has_limit(const sql::SelectNode& query) { return query.limit != nullptr; }

std::int64_t count_rows(Session& session, const sql::SelectNode& query, std::source_location where) {
    auto count = make_node<sql::SelectNode>();
    count->parameters = query.parameters;
    count->items.push_back({func::count().node()});
    count->from.push_back(make_node<sql::QueryFromNode>(sql::NodeKind::Subquery, without_options(query), ""));
    keep_criteria(*count, query);
    return *session.scalar(Select<std::int64_t>(std::move(count)), where);
}

bool has_rows(Session& session, const sql::SelectNode& query, std::source_location where) {
    auto test = make_node<sql::SelectNode>();
    test->parameters = query.parameters;
    test->items.push_back({Select<Row>(without_options(query)).exists().node()});
    keep_criteria(*test, query);
    return *session.scalar(Select<bool>(std::move(test)), where);
}

std::int64_t delete_rows(Session& session, const sql::SelectNode& query, std::source_location where) {
    auto change = make_node<sql::DeleteNode>(changed_table(query, "delete_"));
    change->where = query.where;
    change->parameters = query.parameters;
    return session.execute(Delete<>(std::move(change)), where).rowcount;
}

std::int64_t update_rows(Session& session, const sql::SelectNode& query, const std::vector<Assignment>& assignments,
                         std::source_location where) {
    auto change = make_node<sql::UpdateNode>(changed_table(query, "update"));
    change->where = query.where;
    change->parameters = query.parameters;
    return session.execute(Update<>(std::move(change)).set(assignments), where).rowcount;
}

void require_page(std::int64_t number, std::int64_t size) {
    if (number >= 1 && size >= 1) return;
    throw ArgumentError("bad_page", fmt::format("there is no page {} of {} objects: pages are counted from 1, and have "
                                                "one object at least",
                                                number, size));
}

}  // namespace azoth::orm
