// SPDX-License-Identifier: MIT
#include "orm/polymorphic_query.hpp"

#include <algorithm>
#include <optional>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/expr.hpp"
#include "azoth/sql/from_handle.hpp"
#include "orm/column_properties.hpp"
#include "orm/concrete_union.hpp"
#include "orm/named_subclasses.hpp"
#include "sql/corresponding_column.hpp"
#include "sql/named_elements.hpp"

namespace azoth::orm {
namespace {

/// What the cells of an object are: columns and properties, which the classes of a family share.
using Cells = std::vector<const void*>;

const void* cell_of(const ClassMap& map, std::uint32_t position) {
    if (!map.columns()[position].is_property()) return map.column_expression(position).get();
    return map.properties()->list[position - map.properties()->first].get();
}

std::optional<std::uint32_t> find(const Cells& cells, const void* cell) {
    const auto found = std::ranges::find(cells, cell);
    return found == cells.end() ? std::nullopt : std::optional(static_cast<std::uint32_t>(found - cells.begin()));
}

/// A class of a family, and what objects of this very class are to have.
struct Wanted {
    const ClassMap* map;
    const ColumnSelection* selection;  // null: all columns

    bool has(std::uint32_t position) const { return selection == nullptr || selection->has(position); }
};

std::vector<Wanted> wanted_of(const ClassMap& map, const LoadStep* steps) {
    std::vector<Wanted> all;
    for (const ClassMap* const known : map.inheritance()->family().classes) {
        const_cast<ClassMap*>(known)->ensure_configured();
        all.push_back({known, selected_columns(*known, steps)});
    }
    return all;
}

FamilyLayout::Member member_of(const Wanted& wanted, const Cells& cells, const LoadStep* steps) {
    const ClassMap& map = *wanted.map;
    const auto& identity = map.inheritance()->identity;
    FamilyLayout::Member member{.map = &map, .identity = identity ? &*identity : nullptr};
    std::vector<bool> flags(map.columns().size(), true);
    for (std::uint32_t i = 0; i < map.columns().size(); ++i) {
        const auto cell = find(cells, cell_of(map, i));
        flags[i] = cell || wanted.has(i);
        if (!cell && flags[i]) member.missing.push_back(i);
        if (!cell) continue;
        member.steps.push_back(map.decode_steps()[i]);
        member.steps.back().cell = *cell;
        member.positions.push_back(i);
    }
    member.selection = column_selection(map, std::move(flags));
    for (const std::uint32_t position : given_expressions(map, steps))
        if (std::ranges::find(member.positions, position) != member.positions.end()) member.given.push_back(position);
    return member;
}

FamilyLayout layout_of(const ClassMap& map, const std::vector<Wanted>& family, const Cells& cells,
                       const LoadStep* steps) {
    FamilyLayout layout;
    layout.cell_count = static_cast<std::uint32_t>(cells.size());
    layout.key_cell = find(cells, cell_of(map, map.key().front())).value();
    layout.discriminator_cell = find(cells, cell_of(map, map.inheritance()->discriminator)).value();
    for (const Wanted& wanted : family) layout.members.push_back(member_of(wanted, cells, steps));
    return layout;
}

bool is_change(sql::NodeKind kind) {
    return kind == sql::NodeKind::Insert || kind == sql::NodeKind::Update || kind == sql::NodeKind::Delete;
}

/// Of a statement that is no SELECT.
Cells cells_of_rows(const PolymorphicQuery::Entity& entity, sql::NodeKind kind) {
    const ClassMap& map = *entity.map;
    std::size_t count = is_change(kind) ? map.loaded_columns().size() : table_column_count(map);
    if (entity.has_selection) count = map.columns().size();
    Cells cells;
    for (std::uint32_t i = 0; i < count; ++i)
        if (entity.selection == nullptr || entity.selection->has(i)) cells.push_back(cell_of(map, i));
    return cells;
}

}  // namespace

/// The items of a SELECT for an object that may be of several classes.
class FamilyColumns {
public:
    FamilyColumns(PolymorphicQuery& query, const PolymorphicQuery::Entity& entity, const sql::FromPtr& from)
        : query_(query),
          map_(*entity.map),
          inheritance_(*map_.inheritance()),
          steps_(entity.steps),
          from_(from),
          is_table_(from.get() == map_.table().get()),
          family_(wanted_of(map_, steps_)) {
        for (std::size_t i = 0; i < inheritance_.tables.size(); ++i)
            places_.emplace_back(node_of(*inheritance_.tables[i]),
                                 is_table_ ? sql::FromPtr(inheritance_.tables[i]->definition_ptr()) : from_);
    }

    /// `first`, and behind it those of its columns in further tables that ClassMap::complete() has added.
    void add_own(const sql::SelectItem& first, std::span<const sql::SelectItem> further) {
        std::vector<bool> flags(map_.columns().size(), true);
        for (std::uint32_t i = 0; i < table_column_count(map_); ++i)
            flags[i] = std::ranges::any_of(family_, [&](const Wanted& wanted) { return wanted.has(i); });
        items().push_back(first);
        const ColumnSelection* const some = column_selection(map_, flags);
        if (some != nullptr) items().back().entity = some;
        const auto in_first = static_cast<std::uint32_t>(map_.loaded_columns().size());
        for (std::uint32_t i = 0; i < table_column_count(map_); ++i) {
            if (!flags[i]) continue;
            if (i >= in_first) items().push_back(further[i - in_first]);
            cells_.push_back(cell_of(map_, i));
        }
    }

    void add_columns_of_subclasses() {
        for (const Wanted& wanted : family_)
            for (std::uint32_t i = 0; i < table_column_count(*wanted.map); ++i)
                if (wanted.has(i) && !find(cells_, cell_of(*wanted.map, i))) add_column(*wanted.map, i);
    }
    void add_properties() {
        for (const Wanted& wanted : family_)
            for (std::uint32_t i = table_column_count(*wanted.map); i < wanted.map->columns().size(); ++i)
                if (wanted.has(i) && !find(cells_, cell_of(*wanted.map, i))) add_property(*wanted.map, i);
    }

    /// Those that the query itself computes.
    void add_given() {
        for (const Wanted& wanted : family_)
            for (const std::uint32_t position : given_expressions(*wanted.map, steps_))
                if (!find(cells_, cell_of(*wanted.map, position))) add_property(*wanted.map, position);
    }

    /// What is not selected is read by a query of its own, which has neither the groups nor the joins of this one.
    void require_given(bool is_grouped) const {
        for (const Wanted& wanted : family_)
            for (const std::uint32_t position : given_expressions(*wanted.map, steps_)) {
                if (find(cells_, cell_of(*wanted.map, position))) continue;
                if (!is_grouped && has_own_columns_alone(*wanted.map, position)) continue;
                const std::string& member = wanted.map->columns()[position].member_name;
                throw ArgumentError(
                    "option_without_effect",
                    fmt::format("with_expression(&{0}::{1}, ...) cannot be computed for a query of {2}: its rows have "
                                "no place for what the tables of {0} hold; select<{0}>(), or select the expression "
                                "beside the object",
                                wanted.map->name(), member, map_.name()));
            }
    }

    FamilyLayout layout() const { return layout_of(map_, family_, cells_, steps_); }

private:
    bool has_own_columns_alone(const ClassMap& map, std::uint32_t position) const {
        const auto& tables = map.properties()->list[position - map.properties()->first]->owner->inheritance()->tables;
        return std::ranges::all_of(
            sql::named_elements(*property_expression(map, position, steps_)), [&](const sql::FromNode* element) {
                return std::ranges::any_of(tables, [&](const ClassMap* part) { return node_of(*part) == element; });
            });
    }
    static const sql::FromNode* node_of(const ClassMap& part) { return part.definition_ptr().get(); }
    std::vector<sql::SelectItem>& items() { return query_.extended_->items; }

    /// Where a table of a subclass is; null when it is to be read later.
    sql::FromPtr place_of(const ClassMap& subclass, const ClassMap& part) {
        const auto known =
            std::ranges::find_if(places_, [&](const auto& place) { return place.first == node_of(part); });
        const bool is_own = static_cast<std::size_t>(known - places_.begin()) < inheritance_.tables.size();
        const bool is_joined = subclass.inheritance()->loading == Polymorphic::Joined && query_.can_join_;
        if (!is_own && !is_joined) return nullptr;
        if (known != places_.end()) return known->second;
        return places_.emplace_back(node_of(part), query_.join_table(map_, from_, part)).second;
    }

    void add_column(const ClassMap& subclass, std::uint32_t position) {
        const sql::ColumnPtr& column = subclass.column_expression(position);
        const std::size_t number = subclass.inheritance()->table_of_column[position];
        sql::ColumnPtr there;
        if (number == 0) {
            if (sql::find_corresponding(*from_, *column)) there = azoth::detail::corresponding_column(from_, column);
        } else if (number < inheritance_.tables.size()) {
            if (is_table_) there = column;
        } else if (const sql::FromPtr place = place_of(subclass, *subclass.inheritance()->tables[number])) {
            there = azoth::detail::corresponding_column(place, column);
        }
        if (!there) return;
        cells_.push_back(cell_of(subclass, position));
        items().push_back({std::move(there), nullptr, nullptr});
    }

    /// An alias of a query has the columns of its class alone.
    bool has_all_columns() const {
        return is_table_ || (from_->kind() == sql::NodeKind::Alias &&
                             static_cast<const sql::AliasNode&>(*from_).element.get() == map_.table().get());
    }

    void add_property(const ClassMap& subclass, std::uint32_t position) {
        if (&subclass != &map_ && !has_all_columns()) return;
        const ClassMap& owner = *subclass.properties()->list[position - subclass.properties()->first]->owner;
        TablePlaces places;
        for (const ClassMap* const part : owner.inheritance()->tables) {
            const sql::FromPtr place = place_of(subclass, *part);
            if (!place) return;
            places.emplace_back(node_of(*part), place);
        }
        const ExpressionPtr expression = property_expression(subclass, position, steps_);
        if (!expression) return;
        cells_.push_back(cell_of(subclass, position));
        items().push_back({moved(expression, places), nullptr, nullptr});
    }

    PolymorphicQuery& query_;
    const ClassMap& map_;
    const Inheritance& inheritance_;
    const LoadStep* const steps_;
    const sql::FromPtr from_;
    const bool is_table_;
    const std::vector<Wanted> family_;
    TablePlaces places_;
    Cells cells_;
};

NodePtr<sql::SelectNode> select_by_key_of_family(const ClassMap& map) {
    auto select = make_node<sql::SelectNode>();
    const sql::FromPtr table(map.table());
    select->items.push_back({nullptr, &map, table});
    map.complete(*select, table);
    for (std::uint32_t i = 0; i < map.key().size(); ++i) {
        const sql::ColumnPtr& column = map.column_expression(map.key()[i]);
        select->where.push_back(azoth::detail::make_comparison(sql::Operator::Equal, column,
                                                               make_node<sql::ParameterNode>(i, column->type())));
    }
    return select;
}

PolymorphicQuery::PolymorphicQuery(const sql::StatementNode& statement, std::span<const Entity> entities)
    : original_(statement), layouts_(entities.size()), united_(entities.size(), nullptr) {
    for (std::size_t i = 0; i < entities.size(); ++i)
        if (entities[i].map->concrete_union() != nullptr) united_[i] = &entities[i].map->concrete_union()->layout();
    if (statement.kind() == sql::NodeKind::Select) {
        extend(static_cast<const sql::SelectNode&>(statement), entities);
        return;
    }
    for (std::size_t i = 0; i < entities.size(); ++i) {
        const ClassMap& map = *entities[i].map;
        if (map.inheritance() == nullptr) continue;
        layouts_[i] = layout_of(map, wanted_of(map, nullptr), cells_of_rows(entities[i], statement.kind()), nullptr);
    }
}

void PolymorphicQuery::extend(const sql::SelectNode& select, std::span<const Entity> entities) {
    extended_ = make_node<sql::SelectNode>(select);
    extended_->items.clear();
    const bool is_grouped = !select.group_by.empty();
    // Rows that an outer join may miss cannot be locked.
    can_join_ = !is_grouped && !(select.rare && select.rare->lock);
    std::size_t entity = 0;
    for (std::size_t i = 0; i < select.items.size(); ++i) {
        const sql::SelectItem& item = select.items[i];
        if (item.entity == nullptr || entity == entities.size() || entities[entity].map->inheritance() == nullptr) {
            extended_->items.push_back(item);
            if (item.entity != nullptr) ++entity;
            continue;
        }
        const ClassMap& map = *entities[entity].map;
        FamilyColumns columns(*this, entities[entity], item.from ? item.from : sql::FromPtr(map.table()));
        const std::size_t further = table_column_count(map) - map.loaded_columns().size();
        columns.add_own(item, std::span(select.items).subspan(i + 1, further));
        i += further;
        // Groups have no place for other columns.
        if (is_grouped) {
            columns.add_given();
        } else {
            columns.add_columns_of_subclasses();
            columns.add_properties();
        }
        columns.require_given(is_grouped);
        layouts_[entity++] = columns.layout();
    }
    join_named_subclasses(*extended_, select.items);
}

sql::FromPtr PolymorphicQuery::join_table(const ClassMap& map, const sql::FromPtr& from, const ClassMap& part) {
    const sql::FromNode* const plain = part.definition_ptr().get();
    const auto is_plain = [&](const sql::JoinClause& join) { return join.target.get() == plain; };
    const bool is_used = std::any_of(extended_->joins.begin(), extended_->joins.end(), is_plain);
    // A condition of the user on the plain class means the objects that are returned, where these are plain too.
    const bool needs_name = is_used || from.get() != map.table().get();
    const sql::FromPtr table =
        needs_name ? azoth::detail::make_alias(part.definition_ptr(), "") : sql::FromPtr(part.definition_ptr());
    extended_->joins.push_back({sql::JoinKind::LeftOuter, from, table, same_key(map, from, part, table)});
    return table;
}

}  // namespace azoth::orm
