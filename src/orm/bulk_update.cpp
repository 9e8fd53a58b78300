// SPDX-License-Identifier: MIT
// UPDATE by key from plain values.
#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/session.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/expr.hpp"
#include "orm/column_positions.hpp"
#include "orm/column_rules.hpp"
#include "orm/inheritance.hpp"
#include "orm/located.hpp"
#include "orm/session_core.hpp"
#include "orm/version_rows.hpp"

namespace azoth::orm {
namespace {

constexpr std::string_view kSavepoint = "azoth_bulk";

/// What a default of an UPDATE may look at.
class ValueContext final : public DefaultContext {
public:
    ValueContext(const ClassMap& map, const void* value, const std::vector<std::uint32_t>& changed)
        : map_(map), value_(value), changed_(changed) {}

    std::optional<Value> current_parameter(std::string_view column) const override {
        for (const std::uint32_t position : changed_) {
            if (map_.column_definition(position).name() != column) continue;
            const MappedColumn& mapped = map_.columns()[position];
            Scratch scratch;
            return Value(mapped.type->view(map_.field(value_, mapped), scratch));
        }
        return std::nullopt;
    }
    bool is_update() const override { return true; }

private:
    const ClassMap& map_;
    const void* const value_;
    const std::vector<std::uint32_t>& changed_;
};

const VersionRule* version_of(const ClassMap& map) {
    return map.rules() != nullptr && map.rules()->version ? &*map.rules()->version : nullptr;
}

bool is_version(const ClassMap& map, std::uint32_t position) {
    return version_of(map) != nullptr && version_of(map)->column == position;
}

std::string describe_value(const ClassMap& map, const void* value) {
    std::string text(map.name());
    Scratch scratch;
    for (const std::uint32_t position : map.key()) {
        const MappedColumn& column = map.columns()[position];
        text += " " + to_display_string(column.type->view(map.field(value, column), scratch));
    }
    return text;
}

/// The positions of members among the columns; without members all that the user writes, but for the key.
Positions changed_columns(const ClassMap& map, std::span<const std::size_t> members) {
    Positions changed;
    for (std::uint32_t i = 0; members.empty() && i < map.columns().size(); ++i) {
        const bool is_written = map.rules() == nullptr || map.rules()->columns[i].is_written;
        const bool tells_class = map.inheritance() != nullptr && map.inheritance()->discriminator == i;
        if (is_written && !tells_class && !contains(map.key(), i) && !is_version(map, i)) changed.push_back(i);
    }
    for (const std::size_t member : members) {
        const auto position = map.find_column_at(member);
        const auto composite = std::find_if(map.composites().begin(), map.composites().end(),
                                            [&](const Composite& known) { return known.offset == member; });
        if (composite != map.composites().end())
            changed.insert(changed.end(), composite->columns.begin(), composite->columns.end());
        else if (position && is_version(map, *position))
            continue;  // it is counted on
        else if (position && !contains(map.key(), *position))
            changed.push_back(*position);
        else
            throw ArgumentError("bad_bulk_update",
                                fmt::format("bulk_update() of {} finds rows by their key and sets other columns; a "
                                            "member that it was given is {}",
                                            map.name(), position ? "of the key" : "no column"));
    }
    return changed;
}

/// One UPDATE for one table.
class TableUpdate {
public:
    TableUpdate(const ClassMap& table, Positions changed)
        : table_(table), changed_(std::move(changed)), version_(version_of(table)) {
        for (std::uint32_t i = 0; i < table.columns().size(); ++i) {
            const ColumnDefault* const made = onupdate(i);
            if (made != nullptr && made->is_client_side() && !contains(changed_, i)) defaults_.push_back(i);
        }
    }

    bool is_needed() const { return !changed_.empty() || !defaults_.empty() || version_ != nullptr; }

    /// How many rows were found.
    std::int64_t run(Connection& connection, std::span<const void* const> values) const {
        auto node = make_node<sql::UpdateNode>(table_.table());
        std::uint32_t count = 0;
        Positions set = changed_;
        set.insert(set.end(), defaults_.begin(), defaults_.end());
        if (counts_version()) set.push_back(version_->column);
        for (const std::uint32_t position : set)
            node->assignments.push_back({table_.columns()[position].table_column, parameter(count++, position)});
        // The database makes the versions: there is nothing of the program's to write.
        if (set.empty()) return static_cast<std::int64_t>(values.size());
        add_condition(*node, count);
        Scratch scratch;
        std::vector<Value> made;  // none of them moves
        made.reserve(values.size() * (defaults_.size() + 1));
        std::vector<ValueView> parameters;
        parameters.reserve(values.size() * (set.size() + table_.key().size() + 1));
        for (const void* const value : values) {
            for (const std::uint32_t position : changed_) parameters.push_back(view(value, position, scratch));
            for (const std::uint32_t position : defaults_)
                parameters.push_back(
                    made.emplace_back(onupdate(position)->evaluate(ValueContext(table_, value, changed_))).view());
            if (counts_version()) parameters.push_back(made.emplace_back(next_version(value)).view());
            append_key(parameters, value, scratch);
            if (version_ != nullptr) parameters.push_back(view(value, version_->column, scratch));
        }
        return connection.run_many(*node, parameters, values.size(), {});
    }

    /// Those whose rows are not there as they were read. Precondition: versions are compared.
    std::vector<const void*> find_stale(Connection& connection, std::span<const void* const> values) const {
        std::unordered_map<std::string, const void*> by_key;
        for (const void* const value : values) by_key.emplace(key_bytes(table_, table_.key(), value), value);
        std::unordered_set<const void*> fresh;
        for (std::span<const void* const> rest = values; !rest.empty();) {
            const auto chunk = rest.first(std::min(rest.size(), kVersionsPerQuery));
            rest = rest.subspan(chunk.size());
            for_each_version(connection, table_, has_key_of(chunk), [&](const std::string& key, const void* row) {
                const auto found = by_key.find(key);
                const MappedColumn& column = table_.columns()[version_->column];
                if (found != by_key.end() &&
                    column.type->equal(table_.field(row, column), table_.field(found->second, column)))
                    fresh.insert(found->second);
            });
        }
        std::vector<const void*> stale;
        for (const void* const value : values)
            if (!fresh.contains(value)) stale.push_back(value);
        return stale;
    }
    bool is_versioned() const { return version_ != nullptr; }

private:
    bool counts_version() const { return version_ != nullptr && version_->function != nullptr; }
    Value next_version(const void* value) const {
        return version_->next(version_->function, table_.field(value, table_.columns()[version_->column]));
    }
    ExpressionPtr parameter(std::uint32_t number, std::uint32_t position) const {
        return make_node<sql::ParameterNode>(
            number, table_.definition().columns()[table_.columns()[position].table_column].type);
    }
    void add_condition(sql::UpdateNode& node, std::uint32_t first_parameter) const {
        Positions identifying = table_.key();
        if (version_ != nullptr) identifying.push_back(version_->column);
        for (const std::uint32_t position : identifying)
            node.where.push_back(azoth::detail::make_comparison(
                sql::Operator::Equal, table_.column_expression(position), parameter(first_parameter++, position)));
    }
    /// The condition by which a row has the key of one of them.
    ExpressionPtr has_key_of(std::span<const void* const> values) const {
        Scratch scratch;
        const auto key_column = [&](std::size_t i) { return table_.column_expression(table_.key()[i]); };
        if (table_.key().size() == 1) {
            std::vector<Value> keys;
            for (const void* const value : values) keys.emplace_back(view(value, table_.key().front(), scratch));
            return azoth::detail::make_in(key_column(0), std::move(keys), false);
        }
        ExpressionPtr any;
        for (const void* const value : values) {
            ExpressionPtr all;
            for (std::size_t i = 0; i < table_.key().size(); ++i) {
                Value part(view(value, table_.key()[i], scratch));
                ExpressionPtr equal =
                    azoth::detail::make_comparison(sql::Operator::Equal, key_column(i),
                                                   azoth::detail::make_bind(std::move(part), key_column(i)->type()));
                all = all ? azoth::detail::make_boolean_list(sql::Operator::And, all, equal) : equal;
            }
            any = any ? azoth::detail::make_boolean_list(sql::Operator::Or, any, all) : all;
        }
        return any;
    }
    void append_key(std::vector<ValueView>& parameters, const void* value, Scratch& scratch) const {
        for (const std::uint32_t position : table_.key()) parameters.push_back(view(value, position, scratch));
    }
    const ColumnDefault* onupdate(std::uint32_t position) const {
        return table_.rules() == nullptr ? nullptr : table_.rules()->columns[position].onupdate.get();
    }
    ValueView view(const void* value, std::uint32_t position, Scratch& scratch) const {
        const MappedColumn& column = table_.columns()[position];
        return column.type->view(table_.field(value, column), scratch);
    }

    const ClassMap& table_;
    Positions changed_;
    const VersionRule* version_;
    Positions defaults_;
};

/// The columns that are in a table of the class, as positions there.
Positions columns_in(const ClassMap& map, const ClassMap& table, const Positions& changed) {
    const Inheritance* const inheritance = map.inheritance();
    if (inheritance == nullptr) return changed;
    Positions here;
    for (const std::uint32_t position : changed)
        if (inheritance->tables[inheritance->table_of_column[position]] == &table)
            here.push_back(*table.find_column_at(map.columns()[position].member_offset));
    return here;
}

/// How many rows the first table has where it has not all of them.
std::optional<std::int64_t> update_tables(Connection& connection, const std::vector<TableUpdate>& tables,
                                          std::span<const void* const> values) {
    for (const TableUpdate& table : tables)
        if (const std::int64_t found = table.run(connection, values); found != static_cast<std::int64_t>(values.size()))
            return found;
    return std::nullopt;
}

void update_plainly(Connection& connection, const ClassMap& map, const std::vector<TableUpdate>& tables,
                    std::span<const void* const> values) {
    const auto found = update_tables(connection, tables, values);
    if (!found) return;
    throw StaleDataError(
        "stale_row", fmt::format("bulk_update() was given {} values of class {}, but {} rows have their keys; those "
                                 "that were found are updated: rollback(), or a savepoint, undoes it",
                                 values.size(), map.name(), *found));
}

/// The second UPDATE of a row would not find the version that the first has left.
void require_different_keys(const ClassMap& map, std::span<const void* const> values) {
    std::unordered_set<std::string> keys;
    for (const void* const value : values) {
        std::string key = key_bytes(map, map.key(), value);
        if (key.empty() || keys.insert(std::move(key)).second) continue;
        throw ArgumentError("bad_bulk_update",
                            fmt::format("bulk_update() was given {} twice, and {} counts versions: the second would "
                                        "not find the version that it was read with; give each row once",
                                        describe_value(map, value), map.name()));
    }
}

/// All or nothing, like a flush: what was updated could not be told from what somebody else has.
void update_versioned(Connection& connection, const ClassMap& map, const std::vector<TableUpdate>& tables,
                      std::span<const void* const> values) {
    connection.savepoint(kSavepoint);
    std::vector<const void*> stale;
    try {
        const auto found = update_tables(connection, tables, values);
        if (!found) return connection.release_savepoint(kSavepoint);
        connection.rollback_to_savepoint(kSavepoint);
        for (const TableUpdate& table : tables)
            if (stale.empty() && table.is_versioned()) stale = table.find_stale(connection, values);
    } catch (...) {
        connection.rollback_to_savepoint(kSavepoint);
        connection.release_savepoint(kSavepoint);
        throw;
    }
    connection.rollback_to_savepoint(kSavepoint);
    connection.release_savepoint(kSavepoint);
    // None: a row is there in one table alone, or this transaction does not see what somebody else has done.
    std::string what = stale.empty() ? fmt::format("one of {} values of class {}", values.size(), map.name())
                                     : describe_value(map, stale.front());
    if (stale.size() > 1) what += fmt::format(" (and {} more of its class)", stale.size() - 1);
    throw StaleDataError("stale_row", fmt::format("{} could not be updated: somebody else has changed or deleted its "
                                                  "row since it was read; nothing is updated: read it and do the work "
                                                  "again",
                                                  what));
}

void update_all(SessionCore& session, const ClassMap& map, std::span<const void* const> values,
                const Positions& changed) {
    std::vector<TableUpdate> tables;
    for_each_table(map, [&](const ClassMap& table) {
        TableUpdate update(table, columns_in(map, table, changed));
        if (update.is_needed()) tables.push_back(std::move(update));
    });
    Connection& connection = session.opened_to_write(map).get();
    const bool is_versioned = version_of(map) != nullptr;
    is_versioned ? update_versioned(connection, map, tables, values) : update_plainly(connection, map, tables, values);
}

}  // namespace

void bulk_update(SessionCore& session, ClassMap& map, std::span<const void* const> values,
                 std::span<const std::size_t> members) {
    map.ensure_configured();
    map.require_writable();
    const Positions changed = changed_columns(map, members);
    if (values.empty() || changed.empty()) return;
    if (version_of(map) != nullptr) require_different_keys(map, values);
    session.autoflush(map);
    session.opened_to_write(map);  // there is a transaction from here on
    // Also when it fails: some of the rows may have been changed.
    for (const void* const value : values) {
        ObjectHeader* const known = session.identity.find_like(map, value);
        if (known == nullptr) continue;
        session.frame().altered.push_back(known);
        known->epoch = kExpired;
    }
    update_all(session, map, values, changed);
}

}  // namespace azoth::orm

namespace azoth {

void Session::bulk_update_values(orm::ClassMap& map, ArrayView<const void*> values,
                                 std::initializer_list<std::size_t> members) {
    orm::located(core(), {}, [&] {
        const orm::SessionUse use(core().user);
        orm::bulk_update(core(), map, values, std::span(members.begin(), members.size()));
    });
}

}  // namespace azoth
