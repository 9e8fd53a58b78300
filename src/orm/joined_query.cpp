// SPDX-License-Identifier: MIT
#include "orm/joined_query.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/from_handle.hpp"
#include "orm/column_properties.hpp"
#include "orm/inheritance.hpp"
#include "orm/related_query.hpp"
#include "orm/relation_access.hpp"
#include "sql/named_elements.hpp"

namespace azoth::orm {
namespace {

/// Other columns have no place in groups, and rows that an outer join may miss cannot be locked.
bool takes_joins(const sql::SelectNode& select) {
    return select.group_by.empty() && !(select.rare && select.rare->lock);
}

/// Multiplied rows would be counted.
bool counts_rows(const sql::SelectNode& select) {
    return select.limit || select.offset || select.is_distinct || select.rare;
}

/// Where the columns of the class are that the user has joined.
sql::FromPtr joined_source(const sql::SelectNode& select, const sql::FromPtr& parent, const LoadStep& step) {
    const Relationship& relationship = *step.relationship();
    const sql::FromNode* const table = relationship.target->table().get();
    std::vector<const sql::FromNode*> found;
    for (const sql::FromNode* const element : sql::joined_elements(select)) {
        const bool is_alias = element->kind() == sql::NodeKind::Alias &&
                              static_cast<const sql::AliasNode*>(element)->element.get() == table;
        if ((element == table || is_alias) && element != parent.get()) found.push_back(element);
    }
    if (found.size() == 1) return sql::FromPtr(found.front());
    throw ArgumentError(
        "option_without_join",
        fmt::format("contains_eager(&{0}::{1}) takes what the query has joined, but it has {2} to {3}; write "
                    "join(&{0}::{1}), or name the alias: contains_eager(&{0}::{1}, alias)",
                    step.map().name(), relationship.name, found.empty() ? "no join" : "several joins",
                    relationship.target->name()));
}

/// A One too, from the parent's side: nothing but the user's word keeps the children to one.
bool may_multiply(const Relationship& relationship) { return relationship.kind != Relationship::Kind::ToParent; }

bool has_several_tables(const Relationship& relationship) {
    const auto is_spread = [](const ClassMap& map) {
        return map.inheritance() != nullptr && map.inheritance()->has_several_tables();
    };
    return is_spread(*relationship.target) || is_spread(*relationship.owner);
}

/// Its query selects expressions for members behind the columns of its table.
bool is_computed_here(const ClassMap& map) { return map.properties() != nullptr && map.inheritance() == nullptr; }

/// Nothing else would fill what contains_eager() names, so it is not passed over.
void require_taken(const sql::SelectNode& select, const LoadStep& step) {
    if (step.strategy() != LoadStrategy::Contained) return;
    const Relationship& relationship = *step.relationship();
    const bool is_for_other = std::ranges::any_of(select.items, [&](const sql::SelectItem& item) {
        return item.entity != nullptr && static_cast<const ClassMap&>(*item.entity).is_kind_of(*relationship.owner);
    });
    if (is_for_other && !has_several_tables(relationship)) return;
    throw ArgumentError(
        "option_without_effect",
        fmt::format(
            "contains_eager(&{0}::{1}) cannot take its objects from the rows of the query: {2}; write "
            "selectinload(&{0}::{1}), with where() for some of them",
            step.map().name(), relationship.name,
            has_several_tables(relationship)
                ? fmt::format("{} or {} is in several tables", relationship.owner->name(), relationship.target->name())
                : fmt::format("not all that it returns are {} objects", relationship.owner->name())));
}

}  // namespace

JoinedQuery::JoinedQuery(const sql::SelectNode& select, const LoadStep& steps, std::span<const RowField> fields)
    : original_(select),
      takes_joins_(takes_joins(select)),
      takes_collections_(fields.size() == 1 && !fields.front().is_read_only && !counts_rows(select)) {
    for (const sql::SelectItem& item : select.items) entity_count_ += item.entity != nullptr ? 1 : 0;
    for (const RowField& field : fields)
        if (field.map != nullptr) is_read_only_.push_back(field.is_read_only);
    std::size_t position = 0;
    for (const sql::SelectItem& item : select.items)
        if (item.entity != nullptr)
            join(position++, *item.entity, item.from ? item.from : sql::FromPtr(item.entity->table()), steps);
    select_columns(steps);
}

void JoinedQuery::select_columns(const LoadStep& steps) {
    const std::vector<sql::SelectItem>& items = select().items;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].entity == nullptr) continue;
        const auto& map = static_cast<const ClassMap&>(*items[i].entity);
        const std::size_t entity = selections_.size();
        const LoadStep& step = entity < entity_count_ ? steps : *entities_[entity - entity_count_].step;
        // Which columns objects of several classes have is for PolymorphicQuery to say.
        selections_.push_back(map.inheritance() != nullptr ? nullptr : selected_columns(map, &step));
    }
    const bool has_properties = std::ranges::any_of(items, [](const sql::SelectItem& item) {
        return item.entity != nullptr && is_computed_here(static_cast<const ClassMap&>(*item.entity));
    });
    const auto is_whole = [](const ColumnSelection* selection) { return selection == nullptr; };
    if (!has_properties && std::ranges::all_of(selections_, is_whole)) return;
    std::size_t entity = 0;
    for (sql::SelectItem& item : std::exchange(extended().items, {})) {
        extended().items.push_back(item);
        if (item.entity == nullptr) continue;
        const auto& map = static_cast<const ClassMap&>(*item.entity);
        const LoadStep& step = entity < entity_count_ ? steps : *entities_[entity - entity_count_].step;
        if (selections_[entity] != nullptr) extended().items.back().entity = selections_[entity];
        if (is_computed_here(map))
            add_property_items(extended().items, map, item.from ? item.from : sql::FromPtr(map.table()),
                               selections_[entity], &step);
        ++entity;
    }
}

void JoinedQuery::join(std::size_t parent, const sql::Entity& entity, const sql::FromPtr& from, const LoadStep& steps) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const LoadStep& step = steps[i];
        const bool is_joined = step.strategy() == LoadStrategy::Joined && takes_joins_ && step.criteria.limit == 0;
        if (!is_joined && step.strategy() != LoadStrategy::Contained) continue;
        if (!are_related(step.map(), static_cast<const ClassMap&>(entity))) continue;
        const Relationship& relationship = *step.relationship();
        if (steps.find(relationship) != &step) continue;
        // What only some of the objects have, or is in several tables, is loaded apart.
        if (!static_cast<const ClassMap&>(entity).is_kind_of(*relationship.owner) || has_several_tables(relationship)) {
            require_taken(original_, step);
            continue;
        }
        if (!is_joined)
            take(parent, from, step);
        else if (!may_multiply(relationship) || takes_collections_)
            join(parent, from, step);
    }
}

sql::SelectNode& JoinedQuery::extended() {
    if (!extended_) extended_ = make_node<sql::SelectNode>(original_);
    return *extended_;
}

void JoinedQuery::join(std::size_t parent, const sql::FromPtr& from, const LoadStep& step) {
    const Relationship& relationship = *step.relationship();
    const ClassMap& target = *relationship.target;
    const sql::FromPtr alias = azoth::detail::make_alias(target.table(), "");
    sql::RelationshipJoin found = relationship.owner->join_at(relationship.offset, from, alias);
    for (const ExpressionPtr& condition : step.criteria.where)
        found.on = azoth::detail::make_boolean_list(sql::Operator::And, found.on, moved_to(alias, target, condition));
    if (found.link) {
        found.target = make_node<sql::JoinNode>(sql::JoinKind::Inner, found.link, alias, found.on);
        found.on = found.link_on;
    }
    extended().joins.push_back({sql::JoinKind::LeftOuter, nullptr, found.target, found.on});
    for (const sql::OrderItem& item : order_of(relationship, &step))
        extended().order_by.push_back({moved_to(alias, target, item.expression), item.is_descending, item.nulls});
    add(parent, alias, step);
}

void JoinedQuery::take(std::size_t parent, const sql::FromPtr& from, const LoadStep& step) {
    if (may_multiply(*step.relationship()) && parent < is_read_only_.size() && is_read_only_[parent])
        throw ArgumentError(
            "option_without_effect",
            fmt::format("contains_eager(&{0}::{1}) cannot fill a Many of read-only objects, of which there is one for "
                        "each row; select tracked ones, or write selectinload(&{0}::{1})",
                        step.map().name(), step.relationship()->name));
    add(parent, step.criteria.contained ? step.criteria.contained : joined_source(original_, from, step), step);
}

void JoinedQuery::add(std::size_t parent, const sql::FromPtr& from, const LoadStep& step) {
    const Relationship& relationship = *step.relationship();
    extended().items.push_back({nullptr, relationship.target, from});
    has_collections_ = has_collections_ || may_multiply(relationship);
    entities_.push_back({parent, &relationship, &step});
    join(entity_count_ + entities_.size() - 1, *relationship.target, from, step);
}

std::size_t JoinedRelations::PairHash::operator()(const Pair& pair) const {
    return std::hash<void*>()(pair.relation) * 31 + std::hash<void*>()(pair.child);
}

void JoinedRelations::put(ObjectHeader& parent, const JoinedEntity& joined, ObjectHeader* child) {
    const Relationship& relationship = *joined.relationship;
    Relation& relation = RelationAccess::of(parent, relationship);
    if (child != nullptr && child->is_to_be_deleted) child = nullptr;
    if (child != nullptr && relationship.paired != nullptr &&
        RelationAccess::is_set(RelationAccess::of(*child, *relationship.paired)))
        child = nullptr;  // it was given another parent, which is not written yet
    if (RelationAccess::is_loaded(relation)) return;
    if (relationship.is_single) {
        RelationAccess::put_single(relation, child);
    } else {
        if (collections_.insert(&relation).second) RelationAccess::elements(relation).clear();
        if (child == nullptr || !pairs_.insert({&relation, child}).second) return;
        RelationAccess::put(relation, *child);
    }
    if (child != nullptr && relationship.kind == Relationship::Kind::ToChildren)
        RelationAccess::show_parent(*child, parent, relationship);
}

void JoinedRelations::finish() {
    for (Relation* const relation : collections_) RelationAccess::mark_loaded(*relation);
}

}  // namespace azoth::orm
