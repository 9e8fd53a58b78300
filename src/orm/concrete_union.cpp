// SPDX-License-Identifier: MIT
// Classes whose objects are in the tables of their subclasses, each of which has all columns.
#include "orm/concrete_union.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/operand.hpp"
#include "azoth/sql/select_node.hpp"
#include "orm/class_draft.hpp"

namespace azoth::orm {
namespace {

[[noreturn]] void fail(std::string_view name, std::string_view what) {
    throw MappingError("bad_union", fmt::format("mapping() of {} says m.polymorphic_union<...>(), but {}", name, what));
}

void check_base(std::string_view name, const ClassDraft& draft) {
    if (draft.inheritance.is_used() || draft.existing != nullptr || !draft.table.empty())
        fail(name,
             "also m.table(), m.inherits() or m.polymorphic_on(): the rows are in the tables of the subclasses "
             "alone; leave that out, and derive one more class for rows that are of none of them");
    if (!draft.relationships.empty())
        fail(name, fmt::format("also maps the relationship {0}, which would be one to several tables; map it in the "
                               "subclasses: m.relationship<&Subclass::{0}>()",
                               draft.relationships.front().name));
    const bool has_rules = draft.hooks != nullptr || draft.version || !draft.properties.empty() ||
                           std::ranges::any_of(draft.columns, [](const auto& column) { return column.is_deferred; });
    if (has_rules)
        fail(name,
             "also hooks, a version, computed or deferred members: objects follow the mapping of their own "
             "class; say it there");
}

void check_member(std::string_view name, const ClassMap& member, std::ptrdiff_t base_offset) {
    if (base_offset != 0)
        throw MappingError("base_not_first",
                           fmt::format("a {0} does not begin with its {1}: derive from {1} first, and add no virtual "
                                       "functions in {0} unless {1} has some",
                                       member.name(), name));
    if (member.inheritance() != nullptr)
        fail(name, fmt::format("{} is in a hierarchy of its own by inherits() or polymorphic_on(); name classes that "
                               "have one table each",
                               member.name()));
    if (member.is_view())
        fail(name, fmt::format("{} has no table of its own: it is a view, a query or a union", member.name()));
    if (member.properties() != nullptr)
        fail(name, fmt::format("{} has members that SQL computes, by column_property(); leave them out, or query {} "
                               "alone",
                               member.name(), member.name()));
}

/// The column of a member of the base in the table of a subclass.
std::uint32_t position_in(const ClassMap& member, std::string_view name, const ClassDraft::ColumnDraft& column) {
    const auto position = member.find_column_at(column.member_offset);
    if (position && member.columns()[*position].value_type == column.value_type) return *position;
    fail(name, fmt::format("{0} does not map the member of column '{1}', which all its classes must have; add "
                           "&{0}::{2} to its m.columns<...>()",
                           member.name(), column.column.name(), column.member));
}

std::string unused_name(const TableDefinition& table, std::string name) {
    while (table.find_definition(name) != nullptr) name += "_";
    return name;
}

/// The columns of one class, in the order of those of the query; NULL for those that others have.
sql::StatementPtr rows_of(const ConcreteUnion::Member& member, const TableDefinition& table) {
    auto select = make_node<sql::SelectNode>();
    for (const Column& column : table.definitions())
        select->items.push_back(
            {make_node<sql::CastNode>(make_node<sql::NullNode>(), column.type()), nullptr, nullptr});
    for (std::uint32_t i = 0; i < member.columns.size(); ++i)
        select->items[member.columns[i]].expression = member.map->column_expression(i);
    select->items.back().expression = azoth::detail::make_bind(member.identity, table.definitions().back().type());
    for (std::size_t i = 0; i < select->items.size(); ++i)
        select->items[i].expression =
            azoth::detail::make_label(select->items[i].expression, table.definitions()[i].name());
    return select;
}

sql::StatementPtr rows_of_all(const ConcreteUnion& all, const TableDefinition& table) {
    if (all.members.size() == 1) return rows_of(all.members.front(), table);
    auto rows = make_node<sql::CompoundNode>(sql::SetOperator::UnionAll);
    for (const ConcreteUnion::Member& member : all.members) rows->members.push_back(rows_of(member, table));
    return rows;
}

}  // namespace

// The classes are whole when the first query runs.
const FamilyLayout& ConcreteUnion::layout() const {
    std::call_once(has_layout_, [&] { layout_ = make_layout(); });
    return layout_;
}

FamilyLayout ConcreteUnion::make_layout() const {
    FamilyLayout layout;
    layout.cell_count = discriminator + 1;
    layout.discriminator_cell = discriminator;
    for (const Member& member : members) {
        FamilyLayout::Member& one =
            layout.members.emplace_back(FamilyLayout::Member{.map = member.map, .identity = &member.identity});
        one.steps = member.map->decode_steps();
        for (std::size_t i = 0; i < one.steps.size(); ++i) one.steps[i].cell = member.columns[i];
    }
    return layout;
}

void ClassDraft::unite(std::initializer_list<UnionMember> members, std::string name) {
    union_members = members;
    union_name = std::move(name);
}

bool ClassMap::is_united_by(const ClassMap& other) const {
    return std::ranges::find(other.union_->classes, this) != other.union_->classes.end();
}

void ClassMap::make_union(ClassDraft& draft) {
    check_base(name(), draft);
    auto all = std::make_shared<ConcreteUnion>();
    auto table = make_node<TableDefinition>(QuotedName(draft.union_name));
    for (const ClassDraft::UnionMember& given : draft.union_members) {
        const ClassMap& map = given.map();
        check_member(name(), map, given.base_offset);
        all->members.push_back({&map, Value(map.name()), std::vector<std::uint32_t>(map.columns().size())});
        all->classes.push_back(&map);
    }
    for (const ClassDraft::ColumnDraft& column : draft.columns) {
        const ClassMap& first = *all->classes.front();
        const std::uint32_t added = table->add(
            Column(column.column.name(), first.column_definition(position_in(first, name(), column)).type()));
        for (ConcreteUnion::Member& member : all->members)
            member.columns[position_in(*member.map, name(), column)] = added;
    }
    all->base_columns = static_cast<std::uint32_t>(draft.columns.size());
    for (ConcreteUnion::Member& member : all->members)
        for (std::uint32_t i = 0; i < member.columns.size(); ++i) {
            const std::uint32_t offset = member.map->columns()[i].member_offset;
            if (std::ranges::any_of(draft.columns, [&](const auto& each) { return each.member_offset == offset; }))
                continue;
            const Column& own = member.map->column_definition(i);
            std::string own_name = fmt::format("{}_{}", member.map->definition().name(), own.name());
            member.columns[i] = table->add(Column(unused_name(*table, std::move(own_name)), own.type()));
        }
    all->discriminator = table->add(Column(unused_name(*table, "class_name"), String{}));
    table->stand_for(rows_of_all(*all, *table));
    draft.table = draft.union_name;
    draft.existing = std::move(table);
    draft.is_view = true;
    union_ = std::move(all);
}

/// A query of the class reads what its subclasses have too.
void ClassMap::add_columns_of_union() {
    for (std::uint32_t i = union_->base_columns; i <= union_->discriminator; ++i) {
        table_columns_.push_back(i);
        expressions_.push_back(make_node<sql::ColumnNode>(sql::FromPtr(definition_.get()), i));
    }
}

}  // namespace azoth::orm
