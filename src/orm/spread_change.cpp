// SPDX-License-Identifier: MIT
// INSERT, UPDATE and DELETE of a class whose rows are in several tables: by a query, or by statements that name it.
#include "orm/spread_change.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_set>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/dialect.hpp"
#include "azoth/orm/nested_transaction.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/walk.hpp"
#include "orm/all_tables.hpp"
#include "orm/criteria_versions.hpp"
#include "orm/key_condition.hpp"
#include "orm/named_subclasses.hpp"
#include "sql/named_elements.hpp"

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

/// Those parameters that a statement names.
Parameters named_in(const sql::StatementNode& statement, const Parameters& all) {
    Parameters named;
    if (all.empty()) return named;
    for (sql::Walk walk(statement); const sql::Node* const node = walk.next();)
        if (node->kind() == sql::NodeKind::NamedBind)
            if (const Parameter* const found = all.find(static_cast<const sql::NamedBindNode*>(node)->name))
                named.set(*found);
    return named;
}

struct KeyHash {
    std::size_t operator()(const Key& key) const {
        std::size_t hash = 0;
        for (const Value& part : key) hash = hash * 31 + part.hash();
        return hash;
    }
};

/// The rows that a query finds, before any of them changes; each once, however many rows of other tables match it.
std::vector<Key> keys_of(Session& session, const sql::SelectNode& query, const ClassMap& map,
                         std::source_location where) {
    auto select = make_node<sql::SelectNode>(query);
    select->load_options.clear();
    select->items.clear();
    for (const std::uint32_t position : map.key()) select->items.push_back({map.column_expression(position)});
    join_named_subclasses(*select, query.items);
    select->parameters = named_in(*select, query.parameters);
    std::vector<Key> keys;
    std::unordered_set<Key, KeyHash> known;
    for (const Row& row : session.execute(Select<Row>(std::move(select)), where)) {
        Key key;
        for (std::size_t i = 0; i < map.key().size(); ++i) key.push_back(row[i]);
        if (known.insert(key).second) keys.push_back(std::move(key));
    }
    return keys;
}

ExpressionPtr has_one_of(const ClassMap& table, std::span<const Key> keys) {
    return matches_one_row(expressions_of(table, table.key()), keys,
                           [](const Key& key, std::size_t i) { return key[i]; });
}

/// A savepoint, so that several statements change all of their tables or none. Null in a flush, which can have none.
std::optional<NestedTransaction> begin_whole(Session& session, std::source_location where) {
    try {
        return session.begin_nested(where);
    } catch (const ArgumentError& error) {
        if (error.code() != "recursive_flush" && error.code() != "in_hook") throw;
        return std::nullopt;
    }
}

template <class Run>
auto run_whole(Session& session, std::source_location where, Run run) {
    std::optional<NestedTransaction> whole = begin_whole(session, where);
    auto result = run();
    if (whole) whole->commit(where);
    return result;
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

[[noreturn]] void refuse(const ClassMap& map, std::string_view what) {
    throw ArgumentError("several_tables", fmt::format("an UPDATE of {} {}", map.name(), what));
}

/// What an UPDATE does to one of the tables.
struct TableChange {
    const ClassMap* table;
    std::vector<Assignment> assignments;
    sql::ExpressionList links =
        {};  ///< that rows of other tables whose columns the values name are of the same objects
};

/// Throws ArgumentError(`several_tables`) for values that one of several statements cannot see.
void link_other_tables(TableChange& change, const ClassMap& map, std::span<const Assignment> all) {
    const auto tables = tables_of_family(map);
    std::vector<const sql::FromNode*> linked{node_of(*change.table)};
    for (const Assignment& assignment : change.assignments)
        for (const sql::FromNode* const named : sql::named_elements(*assignment.value)) {
            if (std::ranges::find(linked, named) != linked.end()) continue;
            linked.push_back(named);
            const auto other = std::ranges::find_if(tables, [&](const auto* each) { return node_of(*each) == named; });
            if (other == tables.end())
                refuse(map, fmt::format("sets a column to a value of '{}', which is none of its tables; select the "
                                        "value: select(...).where(...).scalar_subquery()",
                                        named->name()));
            if (std::ranges::any_of(all, [&](const Assignment& each) { return each.column->from.get() == named; }))
                refuse(map, fmt::format("sets columns of '{}', and a column of '{}' to a value of that; each table has "
                                        "an UPDATE of its own, so write two statements",
                                        named->name(), change.table->definition().name()));
            change.links.push_back(same_key(*change.table, sql::FromPtr(change.table->definition_ptr()), **other,
                                            sql::FromPtr((*other)->definition_ptr())));
        }
}

/// Where it is all that changes in its table, and others take values from there, these see it as it was.
void add_version(std::vector<TableChange>& changes, const ClassMap& map, const Assignment& version) {
    const sql::FromNode* const place = version.column->from.get();
    const auto same = std::ranges::find_if(changes, [&](const auto& each) { return node_of(*each.table) == place; });
    if (same != changes.end()) return same->assignments.push_back(version);
    const auto tables = tables_of_family(map);
    const auto table = std::ranges::find_if(tables, [&](const auto* each) { return node_of(*each) == place; });
    const bool is_read = std::ranges::any_of(changes, [](const TableChange& each) { return !each.links.empty(); });
    changes.insert(is_read ? changes.end() : changes.begin(), {*table, {version}});
}

std::vector<TableChange> changes_of(const ClassMap& map, const std::vector<Assignment>& assignments) {
    std::vector<TableChange> changes;
    std::vector<Assignment> rest = assignments;
    for (const ClassMap* const table : tables_of_family(map)) {
        const auto others = std::ranges::stable_partition(
            rest, [&](const Assignment& each) { return each.column->from.get() != node_of(*table); });
        if (!others.empty()) {
            changes.push_back({table, {others.begin(), others.end()}});
            link_other_tables(changes.back(), map, assignments);
        }
        rest.erase(others.begin(), others.end());
    }
    if (!rest.empty())  // which says what is wrong with it
        azoth::detail::to_assignments(*map.table(), rest);
    if (const auto version = next_version(map, assignments)) add_version(changes, map, *version);
    return changes;
}

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
    if (keys.empty()) return 0;
    return run_whole(session, where, [&] {
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
    });
}

std::int64_t update_spread(Session& session, const sql::SelectNode& query, const ClassMap& map,
                           const std::vector<Assignment>& assignments, std::source_location where) {
    require_no_key(map, assignments);
    const std::vector<TableChange> changes = changes_of(map, assignments);
    const std::vector<Key> keys = keys_of(session, query, map, where);
    const auto update_all = [&] {
        for (const TableChange& each : changes)
            run_by_keys(
                session, *each.table, keys,
                [&](ExpressionPtr condition) {
                    auto change = make_node<sql::UpdateNode>(sql::TablePtr(each.table->definition_ptr()));
                    change->where.push_back(std::move(condition));
                    change->where.insert(change->where.end(), each.links.begin(), each.links.end());
                    Update<> update = Update<>(std::move(change)).set(each.assignments);
                    update.node()->parameters = named_in(*update.node(), query.parameters);
                    return update;
                },
                where);
        return static_cast<std::int64_t>(keys.size());
    };
    const bool is_one_statement = keys.size() <= kKeysPerStatement && changes.size() == 1;
    return keys.empty() || is_one_statement ? update_all() : run_whole(session, where, update_all);
}

namespace {

void require_plain(const sql::DmlNode& change, const ClassMap& map) {
    if (!change.ctes.empty() || !change.hints.empty() || !change.prefixes.empty())
        throw ArgumentError("several_tables",
                            fmt::format("a statement for {}, whose rows are in several tables, has add_cte(), "
                                        "with_hint() or prefix_with(), which are for one; name the table",
                                        map.name()));
    const Parameters known = named_in(change, change.parameters);
    for (const Parameter& parameter : change.parameters)
        if (known.find(parameter.name()) == nullptr)
            throw ArgumentError("no_such_bind", fmt::format("the statement for {} has no parameter ':{}'", map.name(),
                                                            parameter.name()));
}

/// The query that finds the rows of an UPDATE or DELETE.
template <class Change>
NodePtr<sql::SelectNode> rows_of(const Change& change, const std::vector<sql::FromPtr>& others, const ClassMap& map) {
    require_plain(change, map);
    auto select = make_node<sql::SelectNode>();
    const sql::FromPtr table(map.table());
    select->items.push_back({nullptr, &map, table});
    select->from.push_back(table);
    select->from.insert(select->from.end(), others.begin(), others.end());
    map.complete(*select, table);
    select->where.insert(select->where.end(), change.where.begin(), change.where.end());
    select->order_by = change.order_by;
    select->limit = change.limit;
    select->parameters = change.parameters;
    return select;
}

std::vector<Assignment> assignments_of(const sql::UpdateNode& update, const ClassMap& map) {
    std::vector<Assignment> all;
    for (const sql::ColumnAssignment& assignment : update.assignments) {
        if (assignment.place) refuse(map, "sets a part of a column, which is for one table; name the table");
        all.push_back({map.column_expression(assignment.column), assignment.value});
    }
    if (all.empty())
        throw CompileError("nothing_to_set", fmt::format("an UPDATE of {} sets no column; call set()", map.name()));
    return all;
}

/// The tables of an INSERT, row by row where their key is known only behind the first.
class InsertOfAll {
public:
    InsertOfAll(Session& session, const sql::InsertNode& insert, const ClassMap& map, std::source_location where)
        : session_(session), insert_(insert), map_(map), where_(where) {}

    DmlResult run() {
        check();
        if (!has_keys()) require_known_key();
        DmlResult result = run_whole(session_, where_, [&] { return has_keys() ? add_by_table() : add_row_by_row(); });
        result.rowcount = static_cast<std::int64_t>(insert_.rows.size());
        if (insert_.rows.size() != 1) result.inserted_primary_key.clear();
        return result;
    }

private:
    std::span<const ClassMap* const> further_tables() const { return std::span(map_.inheritance()->tables).subspan(1); }
    void check() const {
        require_concrete(map_);
        require_plain(insert_, map_);
        if (insert_.rows.empty() || insert_.query || !insert_.conflicts.empty())
            throw ArgumentError("several_tables",
                                fmt::format("an INSERT of {}, whose rows are in several tables, takes values(); it can "
                                            "have no query and no on_conflict(): name the tables one by one",
                                            map_.name()));
    }
    std::optional<std::size_t> place_of(std::uint32_t position) const {
        const auto found = std::ranges::find(insert_.columns, position);
        if (found == insert_.columns.end()) return std::nullopt;
        return static_cast<std::size_t>(found - insert_.columns.begin());
    }
    /// A value that is the same in each table, not an expression that the database computes, nor the NULL that some
    /// replace by a number.
    bool is_given(std::uint32_t position) const {
        const auto place = place_of(position);
        return place && std::ranges::all_of(insert_.rows, [&](const sql::ExpressionList& row) {
                   const sql::ExpressionNode& value = *row[*place];
                   if (value.kind() == sql::NodeKind::NamedBind) return true;
                   return value.kind() == sql::NodeKind::Bind &&
                          !static_cast<const sql::BindNode&>(value).value.is_null();
               });
    }
    bool has_keys() const {
        return std::ranges::all_of(map_.key(), [&](std::uint32_t position) { return is_given(position); });
    }
    /// Every database tells it behind the INSERT.
    bool is_told(std::uint32_t position) const {
        if (is_given(position)) return true;
        if (place_of(position)) return false;
        const ColumnDefault& made = map_.column_definition(position).default_();
        return made.is_client_side() || (map_.generated_column() == position && !made.sequence());
    }
    bool tells_key() const {
        return std::ranges::all_of(map_.key(), [&](std::uint32_t position) { return is_told(position); });
    }
    void require_known_key() const {
        const Dialect& dialect = session_.connection().dialect();
        if (tells_key() || dialect.capabilities().insert_returning) return;
        throw ArgumentError("several_tables",
                            fmt::format("an INSERT of {}, whose rows are in several tables, needs the key for each, "
                                        "and {} does not tell the one that it computes; give the key",
                                        map_.name(), dialect.name()));
    }
    DmlResult add_by_table() {
        DmlResult result;
        for (const ClassMap* const table : map_.inheritance()->tables)
            result = session_.execute(Insert<>(insert_into(*table, insert_.rows, {})), where_);
        return result;
    }
    DmlResult add_row_by_row() {
        DmlResult result;
        for (const sql::ExpressionList& row : insert_.rows) {
            result = add_first({&row, 1});
            for (const ClassMap* const table : further_tables())
                session_.execute(Insert<>(insert_into(*table, {&row, 1}, result.inserted_primary_key)), where_);
        }
        return result;
    }
    /// With the key that the row has then.
    DmlResult add_first(std::span<const sql::ExpressionList> row) {
        const ClassMap& table = first_table(map_);
        auto node = insert_into(table, row, {});
        if (tells_key()) return session_.execute(Insert<>(std::move(node)), where_);
        for (const std::uint32_t position : table.key())
            node->returning.push_back({table.column_expression(position), nullptr, nullptr});
        DmlResult result;
        for (const Row& key : session_.execute(Insert<Row>(std::move(node)), where_))
            for (std::size_t i = 0; i < table.key().size(); ++i) result.inserted_primary_key.push_back(key[i]);
        return result;
    }
    /// `key`: of a row that the first table has already; empty: it is among the values.
    NodePtr<sql::InsertNode> insert_into(const ClassMap& table, std::span<const sql::ExpressionList> rows,
                                         std::span<const Value> key) const {
        auto node = make_node<sql::InsertNode>(sql::TablePtr(table.definition_ptr()));
        node->rows.resize(rows.size());
        for (std::uint32_t i = 0; i < table_column_count(table); ++i) {
            const auto in_key = std::ranges::find(table.key(), i);
            const std::uint32_t position = *map_.find_column_at(table.columns()[i].member_offset);
            const auto place = place_of(position);
            const bool tells_class = position == map_.inheritance()->discriminator && &table == &first_table(map_);
            const bool is_known_key = in_key != table.key().end() && !key.empty();
            if (!place && !tells_class && !is_known_key) continue;
            node->columns.push_back(table.columns()[i].table_column);
            for (std::size_t row = 0; row < rows.size(); ++row) {
                const SqlType& type = table.column_expression(i)->type();
                if (is_known_key)
                    node->rows[row].push_back(
                        azoth::detail::make_bind(key[static_cast<std::size_t>(in_key - table.key().begin())], type));
                else
                    node->rows[row].push_back(tells_class
                                                  ? azoth::detail::make_bind(*map_.inheritance()->identity, type)
                                                  : rows[row][*place]);
            }
        }
        node->parameters = named_in(*node, insert_.parameters);
        return node;
    }

    Session& session_;
    const sql::InsertNode& insert_;
    const ClassMap& map_;
    const std::source_location where_;
};

}  // namespace

DmlResult change_all_tables(Session& session, const sql::StatementNode& change, const ClassMap& map,
                            std::source_location where) {
    DmlResult result;
    if (change.kind() == sql::NodeKind::Insert)
        return InsertOfAll(session, static_cast<const sql::InsertNode&>(change), map, where).run();
    if (change.kind() == sql::NodeKind::Delete) {
        const auto& removal = static_cast<const sql::DeleteNode&>(change);
        result.rowcount = delete_spread(session, *rows_of(removal, removal.using_, map), map, where);
    } else {
        const auto& update = static_cast<const sql::UpdateNode&>(change);
        const auto assignments = assignments_of(update, map);
        result.rowcount = update_spread(session, *rows_of(update, update.from, map), map, assignments, where);
    }
    return result;
}

}  // namespace azoth::orm
