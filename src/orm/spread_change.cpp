// SPDX-License-Identifier: MIT
// UPDATE and DELETE by a query of a class whose rows are in several tables.
#include "orm/spread_change.hpp"

#include <algorithm>
#include <span>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "orm/named_subclasses.hpp"

namespace azoth::orm {
namespace {

using Key = std::vector<Value>;

constexpr std::size_t kKeysPerStatement = 500;

/// Those of the class and its subclasses, bases first.
std::vector<const ClassMap*> tables_of_family(const ClassMap& map) {
    std::vector<const ClassMap*> tables;
    for (const ClassMap* const known : map.inheritance()->family().classes)
        for (const ClassMap* const table : known->inheritance()->tables)
            if (std::ranges::none_of(tables,
                                     [&](const auto* each) { return &each->definition() == &table->definition(); }))
                tables.push_back(table);
    return tables;
}

/// The rows that a query finds, before any of them changes.
std::vector<Key> keys_of(Session& session, const sql::SelectNode& query, const ClassMap& map,
                         std::source_location where) {
    auto select = make_node<sql::SelectNode>(query);
    select->load_options.clear();
    select->items.clear();
    for (const std::uint32_t position : map.key()) select->items.push_back({map.column_expression(position)});
    join_named_subclasses(*select, query.items);
    std::vector<Key> keys;
    for (const Row& row : session.execute(Select<Row>(std::move(select)), where)) {
        Key& key = keys.emplace_back();
        for (std::size_t i = 0; i < map.key().size(); ++i) key.push_back(row[i]);
    }
    return keys;
}

ExpressionPtr has_key(const ClassMap& table, const Key& key) {
    ExpressionPtr all;
    for (std::size_t i = 0; i < key.size(); ++i) {
        const sql::ColumnPtr& column = table.column_expression(table.key()[i]);
        ExpressionPtr equal = azoth::detail::make_comparison(sql::Operator::Equal, column,
                                                             azoth::detail::make_bind(key[i], column->type()));
        all = all ? azoth::detail::make_boolean_list(sql::Operator::And, all, equal) : equal;
    }
    return all;
}

ExpressionPtr has_one_of(const ClassMap& table, std::span<const Key> keys) {
    if (table.key().size() == 1) {
        std::vector<Value> values;
        for (const Key& key : keys) values.push_back(key.front());
        return azoth::detail::make_in(table.column_expression(table.key().front()), std::move(values), false);
    }
    ExpressionPtr any;
    for (const Key& key : keys) {
        ExpressionPtr one = has_key(table, key);
        any = any ? azoth::detail::make_boolean_list(sql::Operator::Or, any, one) : one;
    }
    return any;
}

/// Runs a statement for each part of the keys. How many rows were concerned.
template <class Make>
std::int64_t run_by_keys(Session& session, const ClassMap& table, std::span<const Key> keys, Make make,
                         std::source_location where) {
    std::int64_t rows = 0;
    while (!keys.empty()) {
        const auto some = keys.first(std::min(keys.size(), kKeysPerStatement));
        rows += session.execute(make(has_one_of(table, some)), where).rowcount;
        keys = keys.subspan(some.size());
    }
    return rows;
}

const sql::FromNode* node_of(const ClassMap& table) { return sql::FromPtr(table.definition_ptr()).get(); }

/// A key is in each of the tables.
void require_no_key(const ClassMap& map, const std::vector<Assignment>& assignments) {
    for (const Assignment& assignment : assignments)
        for (const std::uint32_t position : map.key())
            if (assignment.column->from.get() == map.column_expression(position)->from.get() &&
                assignment.column->index == map.column_expression(position)->index)
                throw ArgumentError("several_tables",
                                    fmt::format("update() of a query of {} would change the key, which is in several "
                                                "tables; change the key of each object in the Session",
                                                map.name()));
}

}  // namespace

bool is_spread(const ClassMap& map) {
    if (map.inheritance() == nullptr) return false;
    return std::ranges::any_of(map.inheritance()->family().classes,
                               [](const ClassMap* known) { return known->inheritance()->has_several_tables(); });
}

bool names_other_tables(const ClassMap& map, const sql::SelectNode& query, const std::vector<Assignment>& assignments) {
    if (!is_spread(map)) return false;
    if (map.inheritance()->has_several_tables() || names_tables_of_subclasses(map, query.where)) return true;
    const auto tables = tables_of_family(map);
    return std::ranges::any_of(assignments, [&](const Assignment& assignment) {
        return std::any_of(tables.begin() + 1, tables.end(),
                           [&](const auto* table) { return assignment.column->from.get() == node_of(*table); });
    });
}

std::int64_t delete_spread(Session& session, const sql::SelectNode& query, const ClassMap& map,
                           std::source_location where) {
    const std::vector<Key> keys = keys_of(session, query, map, where);
    const auto tables = tables_of_family(map);
    std::int64_t rows = 0;
    for (auto table = tables.rbegin(); table != tables.rend(); ++table)
        rows = run_by_keys(
            session, **table, keys,
            [&](ExpressionPtr condition) {
                auto change = make_node<sql::DeleteNode>(sql::TablePtr((*table)->definition_ptr()));
                change->where.push_back(std::move(condition));
                return Delete<>(std::move(change));
            },
            where);
    return rows;  // of the first table, which all of them are in
}

std::int64_t update_spread(Session& session, const sql::SelectNode& query, const ClassMap& map,
                           const std::vector<Assignment>& assignments, std::source_location where) {
    require_no_key(map, assignments);
    const std::vector<Key> keys = keys_of(session, query, map, where);
    std::vector<Assignment> rest = assignments;
    for (const ClassMap* const table : tables_of_family(map)) {
        const auto others = std::ranges::stable_partition(
            rest, [&](const Assignment& each) { return each.column->from.get() != node_of(*table); });
        const std::vector<Assignment> here(others.begin(), others.end());
        rest.erase(others.begin(), others.end());
        if (here.empty()) continue;
        run_by_keys(
            session, *table, keys,
            [&](ExpressionPtr condition) {
                auto change = make_node<sql::UpdateNode>(sql::TablePtr(table->definition_ptr()));
                change->where.push_back(std::move(condition));
                return Update<>(std::move(change)).set(here);
            },
            where);
    }
    if (!rest.empty())  // which says what is wrong with it
        azoth::detail::to_assignments(*map.table(), rest);
    return static_cast<std::int64_t>(keys.size());
}

}  // namespace azoth::orm
