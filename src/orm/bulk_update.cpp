// SPDX-License-Identifier: MIT
// UPDATE by key from plain values.
#include <algorithm>

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

namespace azoth::orm {
namespace {

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

void require_usable(const ClassMap& map) {
    map.require_writable();
    if (map.rules() != nullptr && map.rules()->version)
        throw ArgumentError(
            "versioned_bulk_update",
            fmt::format("{} counts its versions, which bulk_update() would pass over; change the objects "
                        "in the session, or use update<{}>()",
                        map.name(), map.name()));
}

/// The positions of members among the columns; without members all that the user writes, but for the key.
std::vector<std::uint32_t> changed_columns(const ClassMap& map, std::span<const std::size_t> members) {
    std::vector<std::uint32_t> changed;
    for (std::uint32_t i = 0; members.empty() && i < map.columns().size(); ++i) {
        const bool is_written = map.rules() == nullptr || map.rules()->columns[i].is_written;
        const bool tells_class = map.inheritance() != nullptr && map.inheritance()->discriminator == i;
        if (is_written && !tells_class && !contains(map.key(), i)) changed.push_back(i);
    }
    for (const std::size_t member : members) {
        const auto position = map.find_column_at(member);
        const auto composite = std::find_if(map.composites().begin(), map.composites().end(),
                                            [&](const Composite& known) { return known.offset == member; });
        if (composite != map.composites().end())
            changed.insert(changed.end(), composite->columns.begin(), composite->columns.end());
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
    TableUpdate(const ClassMap& map, const ClassMap& table, const std::vector<std::uint32_t>& changed)
        : map_(map), table_(table), changed_(changed), node_(make_node<sql::UpdateNode>(table.table())) {
        for (const std::uint32_t position : changed) add_assignment(position);
        add_defaults();
        ExpressionPtr condition;
        for (const std::uint32_t position : table.key()) {
            ExpressionPtr equal = azoth::detail::make_comparison(
                sql::Operator::Equal, table.column_expression(position), parameter(position));
            condition = condition ? azoth::detail::make_boolean_list(sql::Operator::And, condition, equal) : equal;
        }
        node_->where.push_back(std::move(condition));
    }

    /// How many rows were found.
    std::int64_t run(Connection& connection, std::span<const void* const> values) {
        Scratch scratch;
        std::vector<Value> made;  // none of them moves
        made.reserve(values.size() * defaults_.size());
        std::vector<ValueView> parameters;
        parameters.reserve(values.size() * (changed_.size() + defaults_.size() + table_.key().size()));
        for (const void* const value : values) {
            for (const std::uint32_t position : changed_) parameters.push_back(view(value, position, scratch));
            for (const std::uint32_t position : defaults_)
                parameters.push_back(
                    made.emplace_back(onupdate(position)->evaluate(ValueContext(table_, value, changed_))).view());
            for (const std::uint32_t position : table_.key()) parameters.push_back(view(value, position, scratch));
        }
        return connection.run_many(*node_, parameters, values.size(), {});
    }

private:
    ExpressionPtr parameter(std::uint32_t position) {
        return make_node<sql::ParameterNode>(
            count_++, table_.definition().columns()[table_.columns()[position].table_column].type);
    }
    void add_assignment(std::uint32_t position) {
        node_->assignments.push_back({table_.columns()[position].table_column, parameter(position)});
    }
    const ColumnDefault* onupdate(std::uint32_t position) const {
        return table_.rules() == nullptr ? nullptr : table_.rules()->columns[position].onupdate.get();
    }
    void add_defaults() {
        for (std::uint32_t i = 0; i < table_.columns().size(); ++i) {
            const ColumnDefault* const made = onupdate(i);
            if (made == nullptr || !made->is_client_side() || contains(changed_, i)) continue;
            defaults_.push_back(i);
            add_assignment(i);
        }
    }
    ValueView view(const void* value, std::uint32_t position, Scratch& scratch) const {
        const MappedColumn& column = table_.columns()[position];
        return column.type->view(table_.field(value, column), scratch);
    }

    const ClassMap& map_;
    const ClassMap& table_;
    const std::vector<std::uint32_t>& changed_;
    std::vector<std::uint32_t> defaults_;
    std::uint32_t count_ = 0;
    NodePtr<sql::UpdateNode> node_;
};

void update_tables(SessionCore& session, const ClassMap& map, std::span<const void* const> values,
                   const std::vector<std::uint32_t>& changed) {
    for_each_table(map, [&](const ClassMap& table) {
        std::vector<std::uint32_t> here;
        for (const std::uint32_t position : changed) {
            const Inheritance* const inheritance = map.inheritance();
            if (inheritance == nullptr)
                here.push_back(position);
            else if (inheritance->tables[inheritance->table_of_column[position]] == &table)
                here.push_back(*table.find_column_at(map.columns()[position].member_offset));
        }
        if (here.empty()) return;
        const std::int64_t found = TableUpdate(map, table, here).run(session.opened_to_write(map).get(), values);
        if (found != static_cast<std::int64_t>(values.size()))
            throw StaleDataError(
                "stale_row", fmt::format("bulk_update() was given {} values of class {}, but {} rows have their keys; "
                                         "those that were found are updated: rollback(), or a savepoint, undoes it",
                                         values.size(), map.name(), found));
    });
}

}  // namespace

void bulk_update(SessionCore& session, ClassMap& map, std::span<const void* const> values,
                 std::span<const std::size_t> members) {
    map.ensure_configured();
    require_usable(map);
    const std::vector<std::uint32_t> changed = changed_columns(map, members);
    if (values.empty() || changed.empty()) return;
    session.autoflush(map);
    session.opened_to_write(map);  // there is a transaction from here on
    // Also when it fails: some of the rows may have been changed.
    for (const void* const value : values) {
        ObjectHeader* const known = session.identity.find_like(map, value);
        if (known == nullptr) continue;
        session.frame().altered.push_back(known);
        known->epoch = kExpired;
    }
    update_tables(session, map, values, changed);
}

}  // namespace azoth::orm

namespace azoth {

void Session::bulk_update_values(orm::ClassMap& map, std::span<const void* const> values,
                                 std::initializer_list<std::size_t> members, const std::source_location& where) {
    orm::located(core(), where, [&] {
        const orm::SessionUse use(core().user);
        orm::bulk_update(core(), map, values, std::span(members.begin(), members.size()));
    });
}

}  // namespace azoth
