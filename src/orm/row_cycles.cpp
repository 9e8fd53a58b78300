// SPDX-License-Identifier: MIT
// Unit of work: rows that refer to each other are deleted after their references are gone.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/expr.hpp"
#include "orm/column_positions.hpp"
#include "orm/inheritance.hpp"
#include "orm/key_condition.hpp"
#include "orm/link_table.hpp"
#include "orm/partial_object.hpp"
#include "orm/unit_of_work.hpp"

namespace azoth::orm {
namespace {

constexpr std::size_t kRowsPerStatement = 500;

/// Where the objects of several classes have the columns of a table.
class ColumnPlaces {
public:
    ColumnPlaces(const TableDefinition& table, const std::vector<std::string>& columns)
        : table_(table), columns_(columns) {}
    /// Positions among the columns of the object's class; empty when it has not all of them.
    const Positions& of(const ObjectHeader& object) {
        const auto [places, is_new] = known_.try_emplace(object.map());
        if (is_new) places->second = find(*object.map());
        return places->second;
    }

private:
    Positions find(const ClassMap& map) const {
        Positions positions;
        for (const std::string& column : columns_)
            if (const auto position = find_position(map, table_, column)) positions.push_back(*position);
        return positions.size() == columns_.size() ? positions : Positions{};
    }

    const TableDefinition& table_;
    const std::vector<std::string>& columns_;
    std::unordered_map<const ClassMap*, Positions> known_;
};

/// Those of the columns that may be NULL; setting one of them is enough.
std::vector<std::uint32_t> nullable_of(const ClassMap& map, const std::vector<std::uint32_t>& columns) {
    std::vector<std::uint32_t> result;
    for (const std::uint32_t column : columns)
        if (map.columns()[column].type->is_nullable) result.push_back(column);
    return result;
}

/// Those columns of a table that may be NULL, as positions in it.
Positions nullable_in(const TableDefinition& table, const std::vector<std::string>& columns) {
    Positions result;
    for (std::uint32_t i = 0; i < table.definitions().size(); ++i) {
        const Column& column = table.definitions()[i];
        const bool is_settable = column.is_nullable() && !column.is_primary_key() && !column.computed();
        if (is_settable && std::find(columns.begin(), columns.end(), column.name()) != columns.end())
            result.push_back(i);
    }
    return result;
}

NodePtr<sql::UpdateNode> nulled(const ClassMap& map, const Positions& table_columns,
                                std::span<ObjectHeader* const> objects) {
    auto node = make_node<sql::UpdateNode>(map.table());
    for (const std::uint32_t position : table_columns)
        node->assignments.push_back(
            {position, azoth::detail::make_bind(Value(), map.definition().columns()[position].type)});
    node->where.push_back(matches_row_of(map, map.key(), objects, objects.front()->map()->key()));
    return node;
}

template <class Run>
void in_parts(std::span<ObjectHeader* const> objects, Run run) {
    for (; !objects.empty(); objects = objects.subspan(std::min(objects.size(), kRowsPerStatement)))
        run(objects.first(std::min(objects.size(), kRowsPerStatement)));
}

/// One statement must reach all that belongs to the rows.
void require_one_table(const Relationship& relationship) {
    const Inheritance* const inheritance = relationship.target->inheritance();
    if (inheritance == nullptr) return;
    const auto& family = inheritance->family().classes;
    const bool is_deleted = has(relationship.cascade, Cascade::Delete);
    if (!inheritance->has_several_tables() &&
        !(is_deleted && std::any_of(family.begin(), family.end(),
                                    [](const ClassMap* known) { return known->inheritance()->has_several_tables(); })))
        return;
    throw ArgumentError("several_tables",
                        fmt::format("the objects of {}::{} are in several tables, which one statement cannot {} when a "
                                    "{} is deleted; let the database do it: add passive_deletes() to the relationship "
                                    "and a ReferentialAction to its foreign key",
                                    relationship.owner->name(), relationship.name,
                                    is_deleted ? "delete from" : "change", relationship.owner->name()));
}

/// Objects that are to be deleted on their own, and whose rows a statement for the owners would delete first.
std::vector<ObjectHeader*> deleted_among(const std::vector<ObjectHeader*>& to_delete, const Relationship& relationship,
                                         std::span<ObjectHeader* const> owners) {
    std::unordered_set<std::string> keys;
    for (const ObjectHeader* const owner : owners) keys.insert(row_bytes(*owner, relationship.local_columns));
    std::vector<ObjectHeader*> found;
    for (ObjectHeader* const object : to_delete) {
        if (!object->map()->is_kind_of(*relationship.target)) continue;
        const bool is_unknown = std::any_of(relationship.remote_columns.begin(), relationship.remote_columns.end(),
                                            [&](std::uint32_t position) { return is_unloaded(*object, position); });
        if (is_unknown || keys.contains(row_bytes(*object, relationship.remote_columns))) found.push_back(object);
    }
    return found;
}

/// The rows of a relationship, as far as they are known by their owners alone.
sql::ExpressionList rows_of(const Relationship& relationship, std::span<ObjectHeader* const> owners) {
    const ClassMap& target = *relationship.target;
    sql::ExpressionList conditions;
    conditions.push_back(matches_row_of(target, relationship.remote_columns, owners, relationship.local_columns));
    if (ExpressionPtr of_class = target.criteria(sql::FromPtr(target.table())))
        conditions.push_back(std::move(of_class));
    return conditions;
}

}  // namespace

void UnitOfWork::break_cycles() {
    // A class stands before those that refer to it, and goes after them: only other references can be in the way.
    std::unordered_map<std::string, std::size_t> by_table;
    for (std::size_t i = 0; i < batches_.size(); ++i)
        if (!batches_[i].deletes.empty()) by_table.emplace(batches_[i].map->definition().full_name(), i);
    for (std::size_t i = 0; i < batches_.size(); ++i) {
        if (batches_[i].deletes.empty()) continue;
        for (const ForeignKeyConstraint& key : batches_[i].map->definition().foreign_keys()) {
            const auto target = by_table.find(key.target_table());
            if (target != by_table.end() && target->second >= i) free_rows(batches_[i], batches_[target->second], key);
        }
    }
}

void UnitOfWork::free_rows(const Batch& batch, const Batch& targets, const ForeignKeyConstraint& key) {
    const ClassMap& map = *batch.map;
    const Positions nullable = nullable_in(map.definition(), key.columns());
    if (nullable.empty()) return;
    ColumnPlaces columns(map.definition(), key.columns());
    ColumnPlaces target_columns(targets.map->definition(), key.target_columns());
    std::unordered_map<std::string, ObjectHeader*> by_key;
    for (ObjectHeader* const object : targets.deletes)
        if (const Positions& places = target_columns.of(*object); !places.empty())
            by_key.emplace(row_bytes(*object, places), object);
    if (by_key.empty()) return;
    std::unordered_map<const ObjectHeader*, std::size_t> level_of;
    if (&batch == &targets) {
        const auto all = levels(map, batch.deletes, &UnitOfWork::row_parents_within_class);
        for (std::size_t level = 0; level < all.size(); ++level)
            for (ObjectHeader* const object : all[level]) level_of[object] = level;
    }
    std::vector<ObjectHeader*> held;
    for (ObjectHeader* const object : batch.deletes) {
        const std::string bytes = row_bytes(*object, columns.of(*object));
        const auto found = bytes.empty() ? by_key.end() : by_key.find(bytes);
        if (found == by_key.end() || found->second == object) continue;
        const bool goes_later = &batch == &targets && level_of[found->second] < level_of[object];
        if (!goes_later) held.push_back(object);
    }
    in_parts(held, [&](std::span<ObjectHeader* const> part) {
        begin_writing(map).run_statement(*nulled(map, nullable, part));
    });
}

void UnitOfWork::leave_unseen() {
    for (const Batch& batch : batches_) {
        if (batch.deletes.empty()) continue;
        std::vector<std::pair<const Relationship*, std::vector<ObjectHeader*>>> left;
        for (ObjectHeader* const object : batch.deletes) {
            if (&first_table(*object->map()).definition() != &batch.map->definition()) continue;
            for (const Relationship* const relationship : object->map()->relationships()) {
                const bool is_left_alone = relationship->is_view_only || relationship->has_passive_deletes;
                if (!relationship->is_write_only || is_left_alone) continue;
                const auto known = std::find_if(left.begin(), left.end(),
                                                [&](const auto& each) { return each.first == relationship; });
                (known != left.end() ? *known : left.emplace_back(relationship, std::vector<ObjectHeader*>()))
                    .second.push_back(object);
            }
        }
        for (const auto& each : left)
            in_parts(each.second, [&](std::span<ObjectHeader* const> part) { leave(*each.first, part); });
    }
}

void UnitOfWork::leave(const Relationship& relationship, std::span<ObjectHeader* const> owners) {
    const ClassMap& target = *relationship.target;
    NodePtr<sql::DmlNode> node;
    if (relationship.link) {
        const LinkTable& link = *relationship.link;
        const auto local = link.columns_in(sql::FromPtr(link.definition.get()), link.local);
        auto rows = make_node<sql::DeleteNode>(sql::TablePtr(link.definition.get()));
        rows->where.push_back(matches_row_of(local, owners, relationship.local_columns));
        node = rows;
    } else {
        require_one_table(relationship);
        if (has(relationship.cascade, Cascade::Delete)) {
            auto rows = make_node<sql::DeleteNode>(target.table());
            rows->where = rows_of(relationship, owners);
            const auto deleted = deleted_among(session_.to_delete, relationship, owners);
            if (!deleted.empty())
                rows->where.push_back(
                    azoth::detail::make_not(matches_row_of(target, target.key(), deleted, target.key())));
            node = rows;
        } else {
            auto rows = make_node<sql::UpdateNode>(target.table());
            for (const std::uint32_t position : nullable_of(target, relationship.remote_columns))
                rows->assignments.push_back(
                    {target.columns()[position].table_column,
                     azoth::detail::make_bind(Value(), target.column_expression(position)->type())});
            if (rows->assignments.empty()) return;
            rows->where = rows_of(relationship, owners);
            node = rows;
        }
    }
    begin_writing(relationship.link ? *relationship.owner : target).run_statement(*node);
}

}  // namespace azoth::orm
