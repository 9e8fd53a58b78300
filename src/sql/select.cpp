// SPDX-License-Identifier: MIT
#include "azoth/sql/select.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/entity.hpp"
#include "sql/foreign_key_join.hpp"
#include "sql/named_elements.hpp"

namespace azoth::detail {
namespace {

bool is_alias_of(const sql::FromPtr& element, const sql::TablePtr& table) {
    return element->kind() == sql::NodeKind::Alias &&
           static_cast<const sql::AliasNode&>(*element).element.get() == table.get();
}

/// The table, or its alias when the statement selects from one alias of it and not from the table itself.
sql::FromPtr left_side(const sql::SelectNode& select, const sql::TablePtr& table) {
    sql::FromPtr alias;
    for (const sql::FromNode* element : sql::selected_elements(select)) {
        if (element == table.get()) return table;
        if (!is_alias_of(sql::FromPtr(element), table)) continue;
        if (alias) return table;
        alias = sql::FromPtr(element);
    }
    return alias ? alias : sql::FromPtr(table);
}

std::vector<sql::JoinClause> relationship_join(const sql::SelectNode& select, sql::JoinKind kind, JoinTarget join) {
    sql::FromPtr left = join.left ? join.left : left_side(select, join.entity->table());
    sql::RelationshipJoin found = join.entity->join_at(join.offset, left, join.target);
    std::vector<sql::JoinClause> more;
    for (auto& [table, on] : found.more) more.push_back({kind, found.target, std::move(table), std::move(on)});
    if (!found.link) {
        more.insert(more.begin(), {kind, std::move(left), std::move(found.target), std::move(found.on)});
        return more;
    }
    if (kind == sql::JoinKind::Inner) {
        more.insert(more.begin(), {{kind, std::move(left), found.link, std::move(found.link_on)},
                                   {kind, found.link, std::move(found.target), std::move(found.on)}});
        return more;
    }
    // As one element: a link whose other end is left out would otherwise give a row.
    sql::FromPtr both = make_node<sql::JoinNode>(sql::JoinKind::Inner, std::move(found.link), std::move(found.target),
                                                 std::move(found.on));
    more.insert(more.begin(), {kind, std::move(left), std::move(both), std::move(found.link_on)});
    return more;
}

std::vector<sql::JoinClause> foreign_key_join(const sql::SelectNode& select, sql::JoinKind kind, JoinTarget join) {
    std::vector<const sql::FromNode*> lefts{join.left.get()};
    if (!join.left) lefts = sql::joined_elements(select);
    if (!join.left && !sql::has_foreign_key(lefts, *join.target)) lefts = sql::selected_elements(select);
    sql::ForeignKeyJoin found = sql::only_foreign_key(lefts, *join.target);
    return {{kind, std::move(found.left), std::move(join.target), std::move(found.on)}};
}

bool has_target(const std::vector<sql::JoinClause>& clauses, const sql::FromPtr& element) {
    return std::any_of(clauses.begin(), clauses.end(), [&](const sql::JoinClause& clause) {
        const std::vector<const sql::FromNode*> leaves = sql::leaves_of(*clause.target);
        return std::find(leaves.begin(), leaves.end(), element.get()) != leaves.end();
    });
}

/// The clauses join the tables of a class, which are there already as what belongs to it: see Entity::complete().
bool brings(const std::vector<sql::JoinClause>& clauses, const sql::JoinClause& known) {
    return known.left && has_target(clauses, known.left) && has_target(clauses, known.target);
}

/// What a join brings: of one over a link table, the table behind it.
sql::FromPtr rightmost(sql::FromPtr element) {
    while (element->kind() == sql::NodeKind::Join) element = static_cast<const sql::JoinNode&>(*element).right;
    return element;
}

}  // namespace

ExpressionPtr row_count(std::int64_t rows, std::string_view clause) {
    if (rows < 0)
        throw ArgumentError("negative_row_count",
                            fmt::format("{}({}): a number of rows cannot be less than 0", clause, rows));
    return make_bind(Value(rows), BigInteger{});
}

sql::RareClauses& edit_rare(sql::QueryNode& query) {
    auto copy = query.rare ? make_node<sql::RareClauses>(*query.rare) : make_node<sql::RareClauses>();
    query.rare = copy;
    return *copy;
}

void add_equalities(sql::ExpressionList& conditions, const std::vector<Assignment>& equalities) {
    for (const Assignment& each : equalities)
        conditions.push_back(make_comparison(sql::Operator::Equal, each.column, each.value));
}

NodePtr<sql::SelectNode> with_items(NodePtr<sql::SelectNode> select, const std::vector<AnyExpr>& list) {
    for (const AnyExpr& each : list) select->items.push_back({each.node(), nullptr, nullptr});
    return select;
}

sql::ColumnPtr SelectCore::column_of_last(std::string_view name) const {
    if (!node()->joins.empty()) return rightmost(node()->joins.back().target)->column(name);
    if (!node()->from.empty()) return node()->from.front()->column(name);
    const std::vector<const sql::FromNode*> elements = sql::selected_elements(*node());
    if (elements.empty())
        throw ArgumentError("no_such_column", fmt::format("filter_by(\"{}\"): the SELECT has no table whose column it "
                                                          "could be; name one by select_from()",
                                                          name));
    return elements.front()->column(name);
}

void SelectCore::add_item(ExpressionPtr expression) {
    edit().items.push_back({std::move(expression), nullptr, nullptr});
}

void SelectCore::add_entity(const sql::Entity& entity, sql::FromPtr from) {
    sql::SelectNode& select = edit();
    select.items.push_back({nullptr, &entity, from});
    entity.complete(select, from);
}

void add_order(std::vector<sql::OrderItem>& list, const Ordering& ordering) { list.push_back(ordering.item); }

void add_order_key(std::vector<sql::OrderItem>& list, ExpressionPtr key) { list.push_back({std::move(key)}); }

void SelectCore::add_entity(const sql::Entity& entity) { add_entity(entity, sql::FromPtr(entity.table())); }

void SelectCore::add_condition(ExpressionPtr condition) {
    sql::ExpressionList& where = edit().where;
    if (where.empty()) where.reserve(4);  // what is built by steps would grow by steps
    where.push_back(std::move(condition));
}

void SelectCore::add_join(sql::JoinKind kind, JoinTarget join) {
    const bool is_complete = join.on || kind == sql::JoinKind::Cross;
    std::vector<sql::JoinClause> clauses;
    if (join.entity != nullptr)
        clauses = relationship_join(*node(), kind, std::move(join));
    else if (is_complete)
        clauses.push_back({kind, std::move(join.left), std::move(join.target), std::move(join.on)});
    else
        clauses = foreign_key_join(*node(), kind, std::move(join));
    std::vector<sql::JoinClause>& joins = edit().joins;
    if (clauses.size() > 1) std::erase_if(joins, [&](const auto& known) { return brings(clauses, known); });
    for (sql::JoinClause& clause : clauses) joins.push_back(std::move(clause));
}

void SelectCore::correlate(sql::Correlation kind, std::vector<FromArgument> elements) {
    sql::RareClauses& clauses = edit_rare(edit());
    if (clauses.correlation != kind) clauses.correlated.clear();
    clauses.correlation = kind;
    for (FromArgument& element : elements) clauses.correlated.push_back(std::move(element.node));
}

void SelectCore::set_lock(ForUpdate lock) {
    sql::RowLock& clause = edit_rare(edit()).lock.emplace();
    clause.read = lock.read;
    clause.key_share = lock.key_share;
    clause.nowait = lock.nowait;
    clause.skip_locked = lock.skip_locked;
    for (FromArgument& element : lock.of) clause.of.push_back(std::move(element.node));
}

NodePtr<sql::SelectNode> SelectCore::without_items() const {
    auto copy = make_node<sql::SelectNode>(*node());
    copy->items.clear();
    return copy;
}

}  // namespace azoth::detail
