// SPDX-License-Identifier: MIT
#include "orm/related_query.hpp"

#include <utility>

#include "azoth/sql/from_handle.hpp"
#include "azoth/sql/replacement.hpp"
#include "azoth/sql/window_functions.hpp"
#include "orm/named_subclasses.hpp"
#include "orm/relationship_criteria.hpp"

namespace azoth::orm {
namespace {

constexpr const char* kRank = "azoth_rank";

sql::OrderList key_order(const ClassMap& map) {
    sql::OrderList order;
    for (const std::uint32_t position : map.key()) order.push_back({map.column_expression(position)});
    return order;
}

/// The first so many rows for each value of the columns that lead to the owner.
NodePtr<const sql::SelectNode> limited(NodePtr<sql::SelectNode> select, const Relationship& relationship,
                                       std::int64_t rows) {
    const ClassMap& target = *relationship.target;
    auto window = make_node<sql::WindowNode>();
    for (const std::uint32_t position : relationship.remote_columns)
        window->partition_by.push_back(target.column_expression(position));
    window->order_by = select->order_by.empty() ? key_order(target) : std::exchange(select->order_by, {});
    select->items.push_back({azoth::detail::make_label(func::row_number().over(Window(window)).node(), kRank)});
    const sql::FromPtr ranked = make_node<sql::QueryFromNode>(sql::NodeKind::Subquery, select, "");
    const auto rank = ColumnExpr<std::int64_t>(ranked->column(kRank));
    auto first = make_node<sql::SelectNode>();
    first->items.push_back({nullptr, &target, ranked});
    target.complete(*first, ranked);
    first->where.push_back((rank <= rows).node());
    first->order_by.push_back({rank.node()});
    return first;
}

/// The keys by which a relationship is followed, instead of what a query selects.
NodePtr<sql::SelectNode> keys_of(const sql::SelectNode& query, const sql::FromPtr& from,
                                 const Relationship& relationship) {
    auto keys = make_node<sql::SelectNode>(query);
    keys->load_options.clear();
    keys->items.clear();
    // What was selected beside the objects is still selected from.
    if (query.items.size() > 1 && keys->from.empty() && query.items.front().entity != nullptr)
        keys->from.push_back(query.items.front().from);
    for (const std::uint32_t position : relationship.local_columns) {
        const sql::ColumnPtr& column = relationship.owner->column_expression(position);
        // Of a class in several tables, all are there.
        keys->items.push_back(
            {from->kind() == sql::NodeKind::Table ? column : azoth::detail::corresponding_column(from, column)});
    }
    if (query.rare && query.rare->lock) {
        auto rare = make_node<sql::RareClauses>(*query.rare);
        rare->lock.reset();
        keys->rare = rare;
    }
    join_named_subclasses(*keys, query.items);
    const bool is_ordered_choice = query.limit || query.offset || (query.rare && !query.rare->distinct_on.empty());
    if (is_ordered_choice) return keys;
    keys->order_by.clear();
    keys->is_distinct = true;
    return keys;
}

}  // namespace

sql::OrderList order_of(const Relationship& relationship, const LoadStep* step) {
    if (step != nullptr && !step->criteria.order_by.empty()) return step->criteria.order_by;
    sql::OrderList order;
    for (const MemberReference& member : relationship.order_by)
        order.push_back({member.map().column_at(member.offset, *member.type), member.is_descending});
    return order;
}

ExpressionPtr moved_to(const sql::FromPtr& from, const ClassMap& map, const ExpressionPtr& expression) {
    return sql::replaced(expression,
                         {{NodePtr<const sql::Node>(map.table().get()), NodePtr<const sql::Node>(from.get())}});
}

NodePtr<const sql::SelectNode> with_criteria(NodePtr<sql::SelectNode> select, const Relationship& relationship,
                                             const LoadStep* step) {
    if (ExpressionPtr criteria = criteria_of(relationship, sql::FromPtr(relationship.target->table())))
        select->where.push_back(std::move(criteria));
    select->order_by = order_of(relationship, step);
    if (step == nullptr) return select;
    for (const ExpressionPtr& condition : step->criteria.where) select->where.push_back(condition);
    return step->criteria.limit == 0 ? select : limited(std::move(select), relationship, step->criteria.limit);
}

NodePtr<const sql::SelectNode> related_by_subquery(const sql::SelectNode& query, const sql::FromPtr& from,
                                                   const LoadStep& step) {
    const Relationship& relationship = *step.relationship();
    const ClassMap& target = *relationship.target;
    const sql::FromPtr keys =
        make_node<sql::QueryFromNode>(sql::NodeKind::Subquery, keys_of(query, from, relationship), "");
    ExpressionPtr on;
    for (std::uint32_t i = 0; i < relationship.local_columns.size(); ++i) {
        ExpressionPtr equal = azoth::detail::make_comparison(sql::Operator::Equal, make_node<sql::ColumnNode>(keys, i),
                                                             target.column_expression(relationship.remote_columns[i]));
        on = on ? azoth::detail::make_boolean_list(sql::Operator::And, on, equal) : equal;
    }
    auto select = make_node<sql::SelectNode>();
    select->parameters = query.parameters;
    select->items.push_back({nullptr, &target, sql::FromPtr(target.table())});
    if (target.inheritance() == nullptr) {
        select->from.push_back(keys);
        select->joins.push_back({sql::JoinKind::Inner, keys, sql::FromPtr(target.table()), on});
    } else {  // which may bring more tables, on whose columns the keys depend
        select->from.push_back(sql::FromPtr(target.table()));
        target.complete(*select, sql::FromPtr(target.table()));
        select->joins.push_back({sql::JoinKind::Inner, sql::FromPtr(target.table()), keys, on});
    }
    return with_criteria(std::move(select), relationship, &step);
}

}  // namespace azoth::orm
