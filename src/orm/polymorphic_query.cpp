// SPDX-License-Identifier: MIT
#include "orm/polymorphic_query.hpp"

#include <algorithm>

#include "azoth/sql/expr.hpp"
#include "azoth/sql/from_handle.hpp"
#include "orm/concrete_union.hpp"
#include "orm/named_subclasses.hpp"
#include "sql/corresponding_column.hpp"

namespace azoth::orm {
namespace {

std::vector<const sql::ColumnNode*> first_columns(const ClassMap& map, std::size_t count) {
    std::vector<const sql::ColumnNode*> columns;
    for (std::uint32_t i = 0; i < count; ++i) columns.push_back(map.column_expression(i).get());
    return columns;
}

FamilyLayout::Member member_of(const ClassMap& map, const std::vector<const sql::ColumnNode*>& available) {
    const auto& identity = map.inheritance()->identity;
    FamilyLayout::Member member{&map, {}, {}, identity ? &*identity : nullptr};
    for (std::uint32_t i = 0; i < map.columns().size(); ++i) {
        const auto found = std::find(available.begin(), available.end(), map.column_expression(i).get());
        if (found == available.end()) {
            member.missing.push_back(i);
            continue;
        }
        member.steps.push_back(map.decode_steps()[i]);
        member.steps.back().cell = static_cast<std::uint32_t>(found - available.begin());
    }
    return member;
}

FamilyLayout layout_of(const ClassMap& map, const std::vector<const sql::ColumnNode*>& available) {
    FamilyLayout layout;
    layout.cell_count = static_cast<std::uint32_t>(available.size());
    layout.discriminator_cell = map.inheritance()->discriminator;
    for (const ClassMap* const known : map.inheritance()->family().classes)
        layout.members.push_back(member_of(*known, available));
    return layout;
}

bool is_change(sql::NodeKind kind) {
    return kind == sql::NodeKind::Insert || kind == sql::NodeKind::Update || kind == sql::NodeKind::Delete;
}

}  // namespace

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

PolymorphicQuery::PolymorphicQuery(const sql::StatementNode& statement, std::span<const ClassMap* const> maps)
    : original_(statement), layouts_(maps.size()), united_(maps.size(), nullptr) {
    if (statement.kind() == sql::NodeKind::Select) {
        extend(static_cast<const sql::SelectNode&>(statement), maps);
        return;
    }
    for (std::size_t i = 0; i < maps.size(); ++i) {
        if (maps[i]->concrete_union() != nullptr) united_[i] = &maps[i]->concrete_union()->layout();
        if (maps[i]->inheritance() == nullptr) continue;
        const std::size_t count =
            is_change(statement.kind()) ? maps[i]->loaded_columns().size() : maps[i]->columns().size();
        layouts_[i] = layout_of(*maps[i], first_columns(*maps[i], count));
    }
}

void PolymorphicQuery::extend(const sql::SelectNode& select, std::span<const ClassMap* const> maps) {
    extended_ = make_node<sql::SelectNode>(select);
    extended_->items.clear();
    // Rows that an outer join may miss cannot be locked.
    can_join_ = !(select.rare && select.rare->lock);
    std::size_t entity = 0;
    for (std::size_t i = 0; i < select.items.size(); ++i) {
        const sql::SelectItem& item = select.items[i];
        extended_->items.push_back(item);
        if (item.entity == nullptr || entity == maps.size()) continue;
        const ClassMap& map = *maps[entity++];
        if (map.concrete_union() != nullptr) united_[entity - 1] = &map.concrete_union()->layout();
        if (map.inheritance() == nullptr) continue;
        // Columns of its own tables stand behind it already: see ClassMap::complete().
        for (std::size_t more = map.columns().size() - map.loaded_columns().size(); more > 0; --more)
            extended_->items.push_back(select.items[++i]);
        auto available = first_columns(map, map.columns().size());
        // Groups have no place for other columns.
        if (select.group_by.empty())
            add_columns_of_subclasses(map, item.from ? item.from : sql::FromPtr(map.table()), available);
        layouts_[entity - 1] = layout_of(map, available);
    }
    join_named_subclasses(*extended_, select.items);
}

void PolymorphicQuery::add_columns_of_subclasses(const ClassMap& map, const sql::FromPtr& from,
                                                 std::vector<const sql::ColumnNode*>& available) {
    const Inheritance& inheritance = *map.inheritance();
    std::vector<std::pair<const ClassMap*, sql::FromPtr>> joined;
    for (const ClassMap* const subclass : inheritance.family().classes) {
        for (std::uint32_t i = 0; i < subclass->columns().size(); ++i) {
            const sql::ColumnPtr& column = subclass->column_expression(i);
            if (std::find(available.begin(), available.end(), column.get()) != available.end()) continue;
            const std::size_t number = subclass->inheritance()->table_of_column[i];
            const ClassMap& part = *subclass->inheritance()->tables[number];
            sql::ColumnPtr there;
            if (number == 0) {
                if (sql::find_corresponding(*from, *column)) there = azoth::detail::corresponding_column(from, column);
            } else if (number < inheritance.tables.size()) {
                if (from.get() == map.table().get()) there = column;
            } else if (subclass->inheritance()->loading == Polymorphic::Joined && can_join_) {
                auto known = std::find_if(joined.begin(), joined.end(), [&](const auto& each) {
                    return &each.first->definition() == &part.definition();
                });
                if (known == joined.end()) known = joined.insert(joined.end(), {&part, join_table(map, from, part)});
                there = azoth::detail::corresponding_column(known->second, column);
            }
            if (!there) continue;
            available.push_back(column.get());
            extended_->items.push_back({std::move(there), nullptr, nullptr});
        }
    }
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
