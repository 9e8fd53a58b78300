// SPDX-License-Identifier: MIT
#include "orm/inheritance.hpp"
#include "orm/class_draft.hpp"
#include "orm/column_properties.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/ref.hpp"
#include "azoth/sql/expr.hpp"
#include "azoth/sql/from_handle.hpp"
#include "azoth/sql/select_node.hpp"
#include "orm/column_rules.hpp"
#include "sql/corresponding_column.hpp"

namespace azoth::orm {

const ClassMap* Family::find(const ValueView& identity) const {
    for (const ClassMap* const map : classes)
        if (map->inheritance()->identity && map->inheritance()->identity->view() == identity) return map;
    return nullptr;
}

void Inheritance::add(const ClassMap& subclass) {
    auto next = std::make_unique<Family>();
    if (const Family* const known = newest_.load(std::memory_order_relaxed)) next->classes = known->classes;
    next->classes.push_back(&subclass);
    families_.push_back(std::move(next));
    newest_.store(families_.back().get(), std::memory_order_release);
}

const ClassMap* find_part(const ClassMap& map, const TableDefinition& table) {
    const ClassMap* found = nullptr;
    for_each_table(map, [&](const ClassMap& part) {
        if (&part.definition() == &table) found = &part;
    });
    return found;
}

const TableDefinition* find_table(const ClassMap& map, std::string_view full_name) {
    const TableDefinition* found = nullptr;
    for_each_table(map, [&](const ClassMap& part) {
        if (part.definition().full_name() == full_name) found = &part.definition();
    });
    return found;
}

std::optional<std::uint32_t> find_position(const ClassMap& map, const TableDefinition& table, std::string_view column) {
    const ClassMap* const part = find_part(map, table);
    for (std::uint32_t i = 0; part != nullptr && i < part->columns().size(); ++i)
        if (part->column_definition(i).name() == column) return map.find_column_at(part->columns()[i].member_offset);
    return std::nullopt;
}

bool is_of_class(const ClassMap& map, const TableDefinition& table, const ForeignKeyConstraint& key) {
    const ClassMap& part = *find_part(map, table);
    const bool is_link = part.definition().full_name() != key.target_table() &&
                         find_table(map, key.target_table()) != nullptr &&
                         std::all_of(key.columns().begin(), key.columns().end(), [&](const std::string& column) {
                             const Column* const definition = table.find_definition(column);
                             return definition != nullptr && definition->is_primary_key();
                         });
    if (is_link) return false;
    // What it is without a member is an error of the class that has no others beside it.
    return map.inheritance() == nullptr ||
           std::all_of(key.columns().begin(), key.columns().end(),
                       [&](const std::string& column) { return find_position(map, table, column).has_value(); });
}

void require_concrete(const ClassMap& map) {
    const Inheritance* const inheritance = map.inheritance();
    if (inheritance == nullptr || inheritance->identity) return;
    throw ArgumentError(
        "abstract_class",
        fmt::format("a {0} cannot be added: the class is abstract; add an object of a subclass, or "
                    "give {0} a value of its own in m.{1} of its mapping()",
                    map.name(),
                    inheritance->base == nullptr ? "polymorphic_on(&..., \"...\")"
                                                 : fmt::format("inherits<{}>(\"...\")", inheritance->base->name())));
}

bool is_object_of(const ObjectHeader& header, const ClassMap& map) { return header.map()->is_kind_of(map); }

bool ClassMap::inherits_from(const ClassMap& other) const {
    for (const ClassMap* base = inheritance_->base; base != nullptr; base = base->inheritance_->base)
        if (base == &other) return true;
    return false;
}

const Column& ClassMap::column_definition(std::uint32_t position) const {
    if (columns_[position].is_property()) return properties_->list[position - properties_->first]->definition;
    const auto& table = static_cast<const TableDefinition&>(*expressions_[position]->from);
    return table.definitions()[columns_[position].table_column];
}

namespace {

sql::ColumnPtr column_in(const sql::FromPtr& from, const ClassMap& map, std::uint32_t position) {
    const sql::ColumnPtr& column = map.column_expression(position);
    return from.get() == map.table().get() ? column : azoth::detail::corresponding_column(from, column);
}

void join_own_tables(const ClassMap& map, sql::SelectNode& select) {
    const Inheritance& inheritance = *map.inheritance();
    const sql::FromPtr from(map.table());
    for (std::size_t i = 1; i < inheritance.tables.size(); ++i) {
        const ClassMap& part = *inheritance.tables[i];
        const sql::FromPtr table(part.table());
        select.joins.push_back({sql::JoinKind::Inner, from, table, same_key(map, from, part, table)});
    }
}

/// The columns that are not in the first table of the class, and the joins to where they are.
void add_own_tables(const ClassMap& map, sql::SelectNode& select, const sql::FromPtr& from) {
    const bool is_table = from.get() == map.table().get();
    if (is_table) join_own_tables(map, select);
    for (auto i = static_cast<std::uint32_t>(map.loaded_columns().size()); i < table_column_count(map); ++i) {
        const sql::ColumnPtr& column = map.column_expression(i);
        if (!is_table && !sql::find_corresponding(*from, *column))
            throw ArgumentError("several_tables",
                                fmt::format("the columns of {0} are in several tables, and {1} has not all of them; "
                                            "write alias<{0}>(select<{0}>().subquery())",
                                            map.name(), from->name().empty() ? "this alias" : from->name()));
        select.items.push_back(
            {is_table ? column : azoth::detail::corresponding_column(from, column), nullptr, nullptr});
    }
}

}  // namespace

std::uint32_t table_column_count(const ClassMap& map) {
    return map.properties() == nullptr ? static_cast<std::uint32_t>(map.columns().size()) : map.properties()->first;
}

void add_own_tables(const ClassMap& map, sql::SelectNode& select, const std::vector<bool>& is_selected) {
    if (map.inheritance() == nullptr || !map.inheritance()->has_several_tables()) return;
    join_own_tables(map, select);
    for (auto i = static_cast<std::uint32_t>(map.loaded_columns().size()); i < table_column_count(map); ++i)
        if (is_selected[i]) select.items.push_back({map.column_expression(i), nullptr, nullptr});
}

ExpressionPtr is_one_of_family(const ClassMap& map, const sql::FromPtr& from) {
    std::vector<Value> identities;
    for (const ClassMap* const known : map.inheritance()->family().classes)
        if (known->inheritance()->identity) identities.push_back(*known->inheritance()->identity);
    const sql::ColumnPtr discriminator = column_in(from, map, map.inheritance()->discriminator);
    if (identities.size() != 1) return azoth::detail::make_in(discriminator, std::move(identities), false);
    return azoth::detail::make_comparison(
        sql::Operator::Equal, discriminator,
        azoth::detail::make_bind(std::move(identities.front()), discriminator->type()));
}

ExpressionPtr same_key(const ClassMap& map, const sql::FromPtr& from, const ClassMap& part, const sql::FromPtr& other) {
    ExpressionPtr all;
    for (std::size_t i = 0; i < part.key().size(); ++i) {
        ExpressionPtr equal = azoth::detail::make_comparison(sql::Operator::Equal, column_in(from, map, map.key()[i]),
                                                             column_in(other, part, part.key()[i]));
        all = all ? azoth::detail::make_boolean_list(sql::Operator::And, all, equal) : equal;
    }
    return all;
}

void complete_join(sql::RelationshipJoin& join, const ClassMap& map, const ClassMap* part, bool needs_names) {
    const Inheritance& inheritance = *map.inheritance();
    const bool is_first = part == nullptr || part == inheritance.tables.front();
    if (is_first && inheritance.base != nullptr)
        join.on = azoth::detail::make_boolean_list(sql::Operator::And, join.on, is_one_of_family(map, join.target));
    for (const ClassMap* const other : inheritance.tables) {
        if (part == nullptr || other == part) continue;
        const sql::FromPtr table = needs_names ? azoth::detail::make_alias(other->definition_ptr(), "")
                                               : sql::FromPtr(other->definition_ptr());
        ExpressionPtr on = same_key(*part, join.target, *other, table);
        // Which of the classes in one of the further tables a row belongs to stands in the first.
        if (other == inheritance.tables.front() && inheritance.base != nullptr && inheritance.shares_table())
            on = azoth::detail::make_boolean_list(sql::Operator::And, on, is_one_of_family(map, table));
        join.more.emplace_back(table, std::move(on));
    }
}

ExpressionPtr ClassMap::criteria(const sql::FromPtr& from) const {
    return inheritance_ == nullptr || !inheritance_->shares_table() ? nullptr : is_one_of_family(*this, from);
}

const sql::TablePtr& ClassMap::written_table() const {
    if (is_query()) require_writable();
    return inheritance_ == nullptr || inheritance_->all_tables == nullptr ? table_ : inheritance_->all_tables;
}

void ClassMap::complete(sql::SelectNode& select, const sql::FromPtr& from) const {
    if (inheritance_ != nullptr && inheritance_->has_several_tables()) add_own_tables(*this, select, from);
    if (ExpressionPtr condition = criteria(from)) select.where.push_back(std::move(condition));
}

const ClassMap& map_of(const Element& element, const Relationship& relationship) {
    return element.owned->map == nullptr ? *relationship.target : element.owned->map();
}

void ClassMap::inherit_rules(ColumnRules& rules) const {
    if (inheritance_ == nullptr || inheritance_->base == nullptr) return;
    const ClassMap& base = *inheritance_->base;
    if (base.rules() != nullptr) rules.version = base.rules()->version;
    if (base.rules() != nullptr) rules.columns = base.rules()->columns;
    rules.columns.resize(table_column_count(base));
}

void ClassMap::give_rules_to_part() const {
    if (inheritance_ == nullptr || inheritance_->own_part == nullptr || rules_ == nullptr) return;
    ClassMap& part = *inheritance_->own_part;
    auto rules = std::make_shared<ColumnRules>();
    for (std::uint32_t i = 0; i < part.columns_.size(); ++i) {
        const bool is_key = std::find(part.key_.begin(), part.key_.end(), i) != part.key_.end();
        rules->columns.push_back(is_key ? ColumnRule()
                                        : rules_->columns[*find_column_at(part.columns_[i].member_offset)]);
    }
    rules->has_onupdate = rules_->has_onupdate;
    rules->is_read_after_update = rules_->is_read_after_update;
    part.rules_ = std::move(rules);
}

void ClassMap::inherit_composites(const ClassDraft& draft) {
    const auto first = static_cast<std::uint32_t>(table_column_count(*this) - draft.columns.size());
    for (Composite& composite : composites_)
        for (std::uint32_t& position : composite.columns) position += first;
    const auto& base = inheritance_->base->composites_;
    composites_.insert(composites_.begin(), base.begin(), base.end());
}

// A table of its own refers to that of the base.
void ClassMap::add_key_to_base(std::vector<ForeignKeyConstraint>& keys) const {
    if (inheritance_->base == nullptr || inheritance_->shares_table()) return;
    const ClassMap& own = *inheritance_->tables.back();
    const ClassMap& base = **(inheritance_->tables.end() - 2);
    std::vector<std::string> columns;
    std::vector<std::string> targets;
    for (const std::uint32_t position : own.key()) columns.push_back(own.column_definition(position).name());
    for (const std::uint32_t position : base.key()) targets.push_back(base.column_definition(position).name());
    keys.push_back({std::move(columns), base.definition().full_name(), std::move(targets)});
}

}  // namespace azoth::orm
