// SPDX-License-Identifier: MIT
#include "orm/column_properties.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <unordered_set>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/column_property.hpp"
#include "azoth/sql/expr.hpp"
#include "azoth/sql/from_handle.hpp"
#include "azoth/sql/replacement.hpp"
#include "azoth/sql/walk.hpp"
#include "orm/class_draft.hpp"
#include "orm/inheritance.hpp"
#include "orm/make_room.hpp"
#include "orm/partial_object.hpp"
#include "orm/unit_of_work.hpp"
#include "sql/named_elements.hpp"

namespace azoth {

ColumnPropertyMapping& ColumnPropertyMapping::deferred(std::string group) {
    draft_->is_deferred = true;
    draft_->deferred_group = std::move(group);
    return *this;
}

}  // namespace azoth

namespace azoth::orm {
namespace {

/// The tables of a class, all of them in `from`.
TablePlaces all_in(const ClassMap& map, const sql::FromPtr& from) {
    TablePlaces places;
    if (from.get() == map.table().get()) return places;
    for_each_table(map, [&](const ClassMap& part) { places.emplace_back(part.definition_ptr().get(), from); });
    return places;
}

/// What a SELECT selects from, or leaves to those around it.
std::vector<const sql::FromNode*> elements_of(const sql::SelectNode& select) {
    std::vector<const sql::FromNode*> all = sql::selected_elements(select);
    for (const sql::ExpressionList* const list : {&select.where, &select.group_by, &select.having})
        for (const ExpressionPtr& each : *list) {
            const auto named = sql::named_elements(*each);
            all.insert(all.end(), named.begin(), named.end());
        }
    return all;
}

/// With subqueries that use the columns of `around` and of each other alone, whatever else the query that they come to
/// stand in selects from.
template <class N>
NodePtr<const N> with_own_tables(const NodePtr<const N>& node, const std::vector<sql::FromPtr>& around) {
    std::vector<sql::Replacements::Pair> pairs;
    for (sql::Walk walk(*node); const sql::Node* const part = walk.next();) {
        if (part == node.get() || part->kind() != sql::NodeKind::Select) continue;
        walk.skip_children();
        const auto& select = static_cast<const sql::SelectNode&>(*part);
        std::vector<sql::FromPtr> all = around;
        for (const sql::FromNode* const element : elements_of(select))
            if (std::find(all.begin(), all.end(), sql::FromPtr(element)) == all.end()) all.emplace_back(element);
        auto copy = make_node<sql::SelectNode>(*with_own_tables(NodePtr<const sql::SelectNode>(&select), all));
        const bool is_automatic = !copy->rare || copy->rare->correlation == sql::Correlation::Automatic;
        if (is_automatic && all.size() > around.size()) {
            auto rare = copy->rare ? make_node<sql::RareClauses>(*copy->rare) : make_node<sql::RareClauses>();
            rare->correlation = sql::Correlation::Only;
            rare->correlated = around;
            copy->rare = std::move(rare);
        }
        pairs.push_back({NodePtr<const sql::Node>(part), std::move(copy)});
    }
    return pairs.empty() ? node : sql::replaced(node, pairs);
}

std::vector<sql::FromPtr> tables_of(const ClassMap& map) {
    std::vector<sql::FromPtr> tables;
    for_each_table(map, [&](const ClassMap& part) { tables.emplace_back(part.table()); });
    return tables;
}

void require_own_columns(const ClassMap& map, const ColumnProperty& property) {
    const std::vector<sql::FromPtr> tables = tables_of(map);
    for (const sql::FromNode* const element : sql::named_elements(*property.expression))
        if (std::ranges::find(tables, sql::FromPtr(element)) == tables.end())
            throw MappingError(
                "criteria_of_other_class",
                fmt::format(
                    "{0}::{1}: column_property() speaks of columns of '{2}' as if they were of {0}; select them "
                    "in a subquery: select(...).where(...).scalar_subquery()",
                    map.name(), property.definition.name(), element->name()));
}

std::size_t aligned(std::size_t size) {
    constexpr std::size_t kAlignment = alignof(std::max_align_t);
    return (size + kAlignment - 1) / kAlignment * kAlignment;
}

bool is_selected(const ColumnSelection* selection, std::uint32_t position) {
    return selection == nullptr || selection->has(position);
}

/// The expression that a query gives to a property; null when it gives none.
ExpressionPtr given_expression(const ClassMap& map, std::uint32_t position, const LoadStep* steps) {
    ExpressionPtr given;
    for (std::size_t i = 0; steps != nullptr && i < steps->column_steps().size(); ++i) {
        const LoadStep& step = *steps->column_steps()[i];
        if (step.strategy() != LoadStrategy::Expression || !concerns_columns_of(step.map(), map)) continue;
        if (map.find_column_at(step.criteria.members.front()) == position) given = step.criteria.where.front();
    }
    return given;
}

}  // namespace

ExpressionPtr moved(const ExpressionPtr& expression, const TablePlaces& places) {
    std::vector<sql::Replacements::Pair> pairs;
    for (const auto& [table, from] : places)
        if (table != from.get())
            pairs.push_back({NodePtr<const sql::Node>(table), NodePtr<const sql::Node>(from.get())});
    if (pairs.empty()) return expression;
    const auto is_moved = [&](const sql::FromNode* table) {
        return std::ranges::any_of(places, [&](const auto& place) { return place.first == table; });
    };
    for (sql::Walk walk(*expression); const sql::Node* const node = walk.next();)
        if (node->kind() == sql::NodeKind::Alias && is_moved(static_cast<const sql::AliasNode*>(node)->element.get()))
            pairs.push_back({NodePtr<const sql::Node>(node), NodePtr<const sql::Node>(node)});
    return sql::replaced(expression, pairs);
}

ExpressionPtr property_expression(const ClassMap& map, std::uint32_t position, const LoadStep* steps) {
    if (ExpressionPtr given = given_expression(map, position, steps)) return given;
    return map.columns()[position].is_query_expression ? nullptr : map.properties()->expression(map, position);
}

void ColumnProperties::configure(const ClassMap& map) {
    for (std::uint32_t i = 0; i < list.size(); ++i)
        if (list[i]->make != nullptr) expression(map, first + i);
    std::vector<bool> flags(map.columns().size(), true);
    for (std::uint32_t i = first; i < flags.size(); ++i) flags[i] = !map.columns()[i].is_deferred;
    of_new_objects = column_selection(map, std::move(flags));
}

const ExpressionPtr& ColumnProperties::expression(const ClassMap& map, std::uint32_t position) {
    ColumnProperty& property = *list[position - first];
    if (property.make == nullptr)
        throw ArgumentError("no_expression",
                            fmt::format("{0}::{1} is a query_expression() and has no expression of its own; a query "
                                        "gives it one by options(with_expression(&{0}::{1}, ...))",
                                        map.name(), property.definition.name()));
    if (property.expression) return property.expression;
    if (property.is_being_made)
        throw MappingError("recursive_mapping",
                           fmt::format("the column_property() {}::{} is computed from itself; write out what it is "
                                       "computed from",
                                       map.name(), property.definition.name()));
    property.is_being_made = true;
    try {
        property.expression = with_own_tables(property.make(), tables_of(*property.owner));
        property.is_being_made = false;
        require_own_columns(*property.owner, property);
    } catch (...) {
        property.expression = nullptr;
        property.is_being_made = false;
        throw;
    }
    return property.expression;
}

ExpressionPtr value_expression(const ClassMap& map, std::uint32_t position) {
    if (!map.columns()[position].is_property()) return map.column_expression(position);
    return map.properties()->expression(map, position);
}

ExpressionPtr member_in(const ClassMap& map, const sql::FromPtr& rows, std::size_t offset, const CppType& type) {
    const ExpressionPtr expression = map.expression_at(offset, type);
    if (expression->kind() == sql::NodeKind::Column && map.properties() == nullptr)
        return azoth::detail::corresponding_column(rows, expression);
    return moved(expression, all_in(map, rows));
}

void add_property_items(std::vector<sql::SelectItem>& items, const ClassMap& map, const sql::FromPtr& from,
                        const ColumnSelection* selection, const LoadStep* steps) {
    if (map.properties() == nullptr) return;
    for (std::uint32_t i = map.properties()->first; i < map.columns().size(); ++i) {
        if (!is_selected(selection, i)) continue;
        ExpressionPtr expression = given_expression(map, i, steps);
        if (!expression) expression = map.properties()->expression(map, i);
        items.push_back({moved(expression, all_in(map, from)), nullptr, nullptr});
    }
}

const ColumnSelection* without_query_expressions(const ClassMap& map, const ColumnSelection* selection) {
    if (map.properties() == nullptr) return selection;
    std::vector<bool> flags = selection != nullptr ? selection->flags() : std::vector<bool>(map.columns().size(), true);
    for (std::uint32_t i = map.properties()->first; i < map.columns().size(); ++i)
        if (map.columns()[i].is_query_expression) flags[i] = false;
    return column_selection(map, std::move(flags));
}

const ColumnSelection* table_columns_of(const ClassMap& map) {
    if (map.properties() == nullptr) return nullptr;
    std::vector<bool> flags(map.columns().size(), true);
    for (std::uint32_t i = map.properties()->first; i < map.columns().size(); ++i) flags[i] = false;
    return column_selection(map, std::move(flags));
}

std::vector<std::uint32_t> given_expressions(const ClassMap& map, const LoadStep* steps) {
    std::vector<std::uint32_t> positions;
    if (map.properties() == nullptr) return positions;
    for (std::uint32_t i = map.properties()->first; i < map.columns().size(); ++i)
        if (given_expression(map, i, steps)) positions.push_back(i);
    return positions;
}

std::vector<std::uint32_t> usual_properties(const ClassMap& map) {
    std::vector<std::uint32_t> positions;
    if (map.properties() == nullptr) return positions;
    for (std::uint32_t i = map.properties()->first; i < map.columns().size(); ++i)
        if (!map.columns()[i].is_deferred) positions.push_back(i);
    return positions;
}

void mark_unread_properties(ObjectHeader& header, TransactionFrame& frame) {
    const ColumnSelection* const known = header.map()->properties()->of_new_objects;
    if (known == nullptr) return;
    frame.loaded_as.emplace_back(&header, header.loaded_as);
    header.loaded_as = header.region()->number_of(*known);
}

void UnitOfWork::read_properties() {
    std::vector<UpdateGroup> groups;
    std::map<std::pair<const ClassMap*, std::vector<std::uint32_t>>, std::size_t> by_columns;
    std::unordered_set<const ObjectHeader*> known;
    std::size_t new_objects = 0;
    const auto add = [&](ObjectHeader& header) {
        if (header.map()->properties() == nullptr || !known.insert(&header).second) return;
        const ColumnSelection* const of_new = header.map()->properties()->of_new_objects;
        if (header.state == ObjectState::Pending && of_new != nullptr) {
            session_.region->number_of(*of_new);  // accept() must not fail
            ++new_objects;
        }
        std::vector<std::uint32_t> positions;
        for (std::uint32_t i = header.map()->properties()->first; i < header.map()->columns().size(); ++i) {
            const MappedColumn& column = header.map()->columns()[i];
            const bool is_wanted = header.state == ObjectState::Pending ? !column.is_deferred : !is_unloaded(header, i);
            if (is_wanted && !column.is_query_expression) positions.push_back(i);
        }
        if (positions.empty()) return;
        const auto [found, is_new] = by_columns.try_emplace({header.map(), positions}, groups.size());
        if (is_new) groups.push_back({header.map(), std::move(positions), {}});
        groups[found->second].objects.push_back(&header);
    };
    for (const Batch& batch : batches_)
        for (ObjectHeader* const header : batch.inserts) add(*header);
    for (const UpdateGroup& group : updates_) {
        if (group.map->properties() == nullptr && group.map->inheritance() == nullptr) continue;
        for (ObjectHeader* const header : group.objects) add(*header);
    }
    if (new_objects != 0) make_room(session_.frame().loaded_as, new_objects);
    for (const UpdateGroup& group : groups) read_back(*group.map, group.objects, group.columns);
}

ExpressionPtr ClassMap::expression_at(std::size_t offset, const CppType& type) const {
    if (properties_ == nullptr) return column_at(offset, type);
    const auto position = find_column_at(offset);
    if (!position || !columns_[*position].is_property() || columns_[*position].value_type != &type)
        return column_at(offset, type);
    const_cast<ClassMap*>(this)->ensure_configured();
    return properties_->expression(*this, *position);
}

// Behind the columns of the tables, so that the positions of those are the cells of a row.
void ClassMap::add_properties(const ClassDraft& draft) {
    auto properties = std::make_shared<ColumnProperties>();
    properties->first = static_cast<std::uint32_t>(columns_.size());
    const auto add = [&](MappedColumn column, std::shared_ptr<ColumnProperty> property) {
        const auto position = static_cast<std::uint32_t>(columns_.size());
        decode_steps_.push_back({position, column.offset, column.type, column.type->direct});
        columns_.push_back(std::move(column));
        properties->list.push_back(std::move(property));
    };
    const ClassMap* const base = inheritance_ == nullptr ? nullptr : inheritance_->base;
    for (std::uint32_t i = base == nullptr ? 0 : table_column_count(*base);
         base != nullptr && i < base->columns().size(); ++i)
        add(base->columns()[i], base->properties()->list[i - base->properties()->first]);
    for (const ClassDraft::PropertyDraft& property : draft.properties) {
        if (find_column_at(property.offset))
            throw MappingError("duplicate_member",
                               fmt::format("mapping() of {0} maps {0}::{1} twice, as a column and as an expression, or "
                                           "by two expressions; leave one out (m.auto_columns_except<&{0}::{1}>())",
                                           name(), property.member));
        const bool is_query_expression = property.make == nullptr;
        add({.member = std::string(property.member),
             .offset = property.offset,
             .snapshot_offset = static_cast<std::uint32_t>(snapshot_size_),
             .table_column = MappedColumn::kNoTableColumn,
             .type = property.type,
             .member_offset = property.offset,
             .value_type = property.type,
             .is_deferred = property.is_deferred || is_query_expression,
             .deferred_group = property.deferred_group,
             .member_name = std::string(property.member),
             .is_query_expression = is_query_expression},
            std::make_shared<ColumnProperty>(
                ColumnProperty{.owner = this,
                               .definition = Column(std::string(property.member), property.type->sql_type()).nullable(),
                               .make = property.make}));
        snapshot_size_ += aligned(property.type->size);
    }
    if (properties->list.empty()) return;
    has_deferred_columns_ = true;
    properties_ = std::move(properties);
}

}  // namespace azoth::orm
