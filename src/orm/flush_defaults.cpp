// SPDX-License-Identifier: MIT
// Unit of work: values that come from defaults and from the database, and how the objects get them.
#include <algorithm>
#include <unordered_map>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/select_node.hpp"
#include "orm/column_positions.hpp"
#include "orm/column_properties.hpp"
#include "orm/column_rules.hpp"
#include "orm/generated_key.hpp"
#include "orm/inheritance.hpp"
#include "orm/key_condition.hpp"
#include "orm/loose_object.hpp"
#include "orm/unit_of_work.hpp"

namespace azoth::orm {
namespace {

constexpr std::size_t kKeysPerQuery = 500;
constexpr std::size_t kCompositeKeysPerQuery = 100;

/// The row of an object as the function of a default sees it.
class ObjectContext final : public DefaultContext {
public:
    /// `changed`: of an UPDATE, the columns that it sets; null for an INSERT.
    ObjectContext(const ObjectHeader& header, const std::vector<std::uint32_t>* changed)
        : header_(header), changed_(changed) {}

    std::optional<Value> current_parameter(std::string_view column) const override {
        const ClassMap& map = *header_.map();
        for (std::uint32_t i = 0; i < map.columns().size(); ++i) {
            if (map.column_definition(i).name() != column) continue;
            if (!is_given(i)) return std::nullopt;
            Scratch scratch;
            return Value(map.columns()[i].type->view(map.field(header_.object(), map.columns()[i]), scratch));
        }
        return std::nullopt;
    }
    bool is_update() const override { return changed_ != nullptr; }

private:
    bool is_given(std::uint32_t position) const {
        if (changed_ != nullptr) return contains(*changed_, position);
        const ColumnRule& rule = header_.map()->rules()->columns[position];
        if (header_.map()->generated_column() == position) return !is_key_unset(*header_.map(), header_.object());
        return rule.is_written &&
               !(rule.may_be_left_out && counts_as_unset(*header_.map(), position, header_.object()));
    }

    const ObjectHeader& header_;
    const std::vector<std::uint32_t>* changed_;
};

std::vector<DecodeStep> decode_steps(const ClassMap& map, const std::vector<std::uint32_t>& columns) {
    std::vector<DecodeStep> steps;
    for (const std::uint32_t position : columns) {
        steps.push_back(map.decode_steps()[position]);
        steps.back().cell = static_cast<std::uint32_t>(steps.size() - 1);
    }
    return steps;
}

/// Objects by their keys, to find the one that a row belongs to.
class ObjectsByKey {
public:
    ObjectsByKey(const ClassMap& map, std::span<ObjectHeader* const> objects) : map_(map), missing_(objects.size()) {
        for (ObjectHeader* const header : objects) by_key_.emplace(key_bytes(map, map.key(), header->object()), header);
    }
    /// Null when there is none: the database may write a key otherwise than it was given (padded, or rounded).
    ObjectHeader* take(const void* row) {
        const auto found = by_key_.size() == 1 ? by_key_.begin() : by_key_.find(key_bytes(map_, map_.key(), row));
        if (found == by_key_.end()) return nullptr;
        --missing_;
        return found->second;
    }
    void require_all() const {
        if (missing_ != 0)
            throw DatabaseError("wrong_row_count",
                                fmt::format("{} rows of {} were written, but the database returned {} rows less",
                                            by_key_.size(), map_.name(), missing_));
    }

private:
    const ClassMap& map_;
    std::unordered_map<std::string, ObjectHeader*> by_key_;
    std::size_t missing_;
};

}  // namespace

void UnitOfWork::apply_defaults(ObjectHeader& header) {
    const ClassMap& map = *header.map();
    for (std::uint32_t i = 0; i < map.columns().size(); ++i) {
        const ColumnRule& rule = map.rules()->columns[i];
        const bool is_ours = rule.default_value != nullptr && rule.default_value->is_client_side();
        if (!is_ours || !rule.may_be_left_out || !counts_as_unset(map, i, header.object())) continue;
        set_field(header, i, rule.default_value->evaluate(ObjectContext(header, nullptr)).view());
    }
    if (map.rules()->version) set_first_version(header);
}

void UnitOfWork::apply_onupdate(ObjectHeader& header, std::vector<std::uint32_t>& changed) {
    const ClassMap& map = *header.map();
    if (!map.rules()->has_onupdate) return;
    for (std::uint32_t i = 0; i < map.columns().size(); ++i) {
        const ColumnDefault* const onupdate = map.rules()->columns[i].onupdate.get();
        if (onupdate == nullptr || !onupdate->is_client_side() || contains(changed, i)) continue;
        set_field(header, i, onupdate->evaluate(ObjectContext(header, &changed)).view());
        changed.insert(std::upper_bound(changed.begin(), changed.end(), i), i);
    }
}

void UnitOfWork::restore_unwritten(ObjectHeader& header) {
    const ClassMap& map = *header.map();
    const auto& version = map.rules()->version;
    for (std::uint32_t i = 0; i < map.columns().size(); ++i) {
        const MappedColumn& column = map.columns()[i];
        const bool is_ours = map.rules()->columns[i].is_written && !(version && version->column == i);
        if (is_ours || !map.differs(column, header.object(), header.snapshot())) continue;
        Scratch scratch;
        set_field(header, i, column.type->view(header.snapshot() + column.snapshot_offset, scratch));
    }
}

UnitOfWork::InsertGroup UnitOfWork::insert_group_of(const ClassMap& map, const ObjectHeader& header) const {
    InsertGroup group;
    group.map = &map;
    group.is_key_generated = is_key_unset(map, header.object());
    for (std::uint32_t i = 0; i < map.columns().size(); ++i) {
        if (group.is_key_generated && i == *map.generated_column()) continue;
        if (map.columns()[i].is_property()) break;
        if (map.rules() == nullptr || !is_left_out(map, i, header.object()))
            group.columns.push_back(i);
        else if (contains(map.key(), i))
            group.is_key_unknown = true;
        else
            (map.rules()->columns[i].has_trigger ? group.triggered : group.fetched).push_back(i);
    }
    return group;
}

std::vector<UnitOfWork::InsertGroup> UnitOfWork::insert_groups(const ClassMap& map,
                                                               const std::vector<ObjectHeader*>& objects) const {
    std::vector<InsertGroup> groups;
    const auto is_like = [&](const InsertGroup& group, const ClassMap& part, const ObjectHeader& header) {
        if (group.map != &part || group.is_key_generated != is_key_unset(part, header.object())) return false;
        return part.rules() == nullptr || group.columns == insert_group_of(part, header).columns;
    };
    std::size_t last = 0;
    for (ObjectHeader* const object : objects) {
        const ClassMap& part = part_of(*object, map);
        if (groups.empty() || !is_like(groups[last], part, *object)) {
            const auto found = std::find_if(groups.begin(), groups.end(),
                                            [&](const InsertGroup& group) { return is_like(group, part, *object); });
            last = static_cast<std::size_t>(found - groups.begin());
            if (found == groups.end()) groups.push_back(insert_group_of(part, *object));
        }
        groups[last].objects.push_back(object);
    }
    // A key that was given must not be one that the database has just given to another row.
    std::stable_partition(groups.begin(), groups.end(),
                          [](const InsertGroup& group) { return !group.is_key_generated; });
    return groups;
}

UnitOfWork::UpdateResults UnitOfWork::results_of(const UpdateGroup& group) {
    UpdateResults results;
    const ColumnRules* const rules = group.map->rules();
    if (rules == nullptr || !rules->is_read_after_update) return results;
    for (std::uint32_t i = 0; i < rules->columns.size(); ++i) {
        const ColumnRule& rule = rules->columns[i];
        const bool is_set = contains(group.columns, i);
        if (rule.has_trigger || (rule.changes_on_update && !is_set))
            results.triggered.push_back(i);
        else if (rule.is_computed || (rule.onupdate != nullptr && !is_set))
            results.told.push_back(i);
    }
    return results;
}

void UnitOfWork::take_fields(const ClassMap& map, ObjectHeader& header, const std::vector<std::uint32_t>& columns,
                             const void* row) {
    for (const std::uint32_t position : columns) {
        const MappedColumn& column = map.columns()[position];
        // Those of one table stand otherwise among those of the class.
        const std::uint32_t own = &map == header.map() ? position : *header.map()->find_column_at(column.member_offset);
        Scratch scratch;
        set_field(header, own, column.type->view(map.field(row, column), scratch));
    }
}

bool UnitOfWork::take_row(const ClassMap& map, ObjectHeader& header, const std::vector<std::uint32_t>& columns,
                          driver::Cursor& rows) {
    const ValueView* const cells = rows.next();
    if (cells == nullptr) return false;
    const LooseObject row(map);
    decode_row(cells, decode_steps(map, columns), row.get(), rows.columns());
    take_fields(map, header, columns, row.get());
    return true;
}

void UnitOfWork::take_inserted(const ClassMap& map, std::span<ObjectHeader* const> objects, const InsertGroup& group,
                               const std::vector<std::uint32_t>& returned, driver::Cursor& cursor) {
    const auto steps = decode_steps(map, returned);
    std::vector<std::unique_ptr<LooseObject>> rows;
    while (const ValueView* const cells = cursor.next()) {
        rows.push_back(std::make_unique<LooseObject>(map));
        decode_row(cells, steps, rows.back()->get(), cursor.columns());
    }
    if (rows.size() != objects.size())
        throw DatabaseError("wrong_row_count", fmt::format("{} rows were inserted, but the database returned {}",
                                                           objects.size(), rows.size()));
    if (group.is_key_generated) {
        // Keys are generated in the order of VALUES, but no database promises to return them in that order.
        const MappedColumn& key = map.columns()[*map.generated_column()];
        const auto number = [&](const std::unique_ptr<LooseObject>& row) {
            Scratch scratch;
            return key.type->view(map.field(row->get(), key), scratch).as_int64();
        };
        std::sort(rows.begin(), rows.end(),
                  [&](const auto& left, const auto& right) { return number(left) < number(right); });
        if (generated_order(map, session_.connection(map).dialect()) == GeneratedOrder::Descending)
            std::reverse(rows.begin(), rows.end());
    }
    if (group.is_key_generated || group.is_key_unknown) {
        for (std::size_t i = 0; i < rows.size(); ++i) take_fields(map, *objects[i], returned, rows[i]->get());
        return;
    }
    ObjectsByKey by_key(map, objects);
    for (const auto& row : rows) {
        ObjectHeader* const object = by_key.take(row->get());
        if (object == nullptr) return read_back_each(map, objects, group.fetched);
        take_fields(map, *object, group.fetched, row->get());
    }
}

void UnitOfWork::read_back_each(const ClassMap& map, std::span<ObjectHeader* const> objects,
                                const std::vector<std::uint32_t>& columns) {
    for (std::size_t i = 0; i < objects.size(); ++i) read_back(map, objects.subspan(i, 1), columns);
}

void UnitOfWork::read_back(const ClassMap& map, std::span<ObjectHeader* const> objects,
                           const std::vector<std::uint32_t>& columns) {
    std::vector<std::uint32_t> selected = map.key();
    selected.insert(selected.end(), columns.begin(), columns.end());
    for (const std::size_t largest = map.key().size() == 1 ? kKeysPerQuery : kCompositeKeysPerQuery;
         !objects.empty();) {
        const auto chunk = objects.first(std::min(objects.size(), largest));
        objects = objects.subspan(chunk.size());
        auto select = make_node<sql::SelectNode>();
        for (const std::uint32_t position : selected)
            select->items.push_back({value_expression(map, position), nullptr, nullptr});
        add_own_tables(map, *select, std::vector<bool>(map.columns().size(), false));
        select->where.push_back(matches_one_of(map, map.key(), chunk, chunk.front()->map()->key()));
        if (!read_back_by(*select, map, chunk, columns)) read_back_each(map, chunk, columns);
    }
}

bool UnitOfWork::read_back_by(const sql::SelectNode& select, const ClassMap& map,
                              std::span<ObjectHeader* const> objects, const std::vector<std::uint32_t>& columns) {
    std::vector<std::uint32_t> selected = map.key();
    selected.insert(selected.end(), columns.begin(), columns.end());
    const auto steps = decode_steps(map, selected);
    const LooseObject row(map);
    const Execution execution = session_.connection(map).run_statement(select);
    ObjectsByKey by_key(map, objects);
    while (const ValueView* const cells = execution.cursor->next()) {
        decode_row(cells, steps, row.get(), execution.cursor->columns());
        ObjectHeader* const object = by_key.take(row.get());
        if (object == nullptr) return false;
        take_fields(map, *object, columns, row.get());
    }
    by_key.require_all();
    return true;
}

}  // namespace azoth::orm
