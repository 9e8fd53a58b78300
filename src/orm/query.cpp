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
#include "orm/spread_change.hpp"

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

/// What the query says of the tables of its class itself.
std::size_t own_joins(const ClassMap& map) {
    return map.inheritance() == nullptr ? 0 : map.inheritance()->tables.size() - 1;
}

/// The class whose rows the query finds. It may be changed by where() alone.
const ClassMap& changed_class(const sql::SelectNode& query, std::string_view call) {
    const auto& map = static_cast<const ClassMap&>(*query.items.front().entity);
    const bool is_plain = query.joins.size() == own_joins(map) && query.from.empty() && query.group_by.empty() &&
                          query.having.empty() && query.order_by.empty() && !query.limit && !query.offset &&
                          !query.is_distinct && !query.rare;
    if (!is_plain || !query.load_options.empty())
        throw ArgumentError("query_not_changeable",
                            fmt::format("{}() of a query takes its where() alone, but the query says more; put what it "
                                        "needs into where(), as in where(c(&Book::id).in(select(...))), or execute a "
                                        "statement of its own",
                                        call));
    if (map.is_query()) map.require_writable();
    return map;
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
    const ClassMap& map = changed_class(query, "delete_");
    if (is_spread(map)) return delete_spread(session, query, map, where);
    auto change = make_node<sql::DeleteNode>(map.table());
    change->where = query.where;
    change->parameters = query.parameters;
    return session.execute(Delete<>(std::move(change)), where).rowcount;
}

std::int64_t update_rows(Session& session, const sql::SelectNode& query, const std::vector<Assignment>& assignments,
                         std::source_location where) {
    const ClassMap& map = changed_class(query, "update");
    if (names_other_tables(map, query, assignments)) return update_spread(session, query, map, assignments, where);
    auto change = make_node<sql::UpdateNode>(map.table());
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
