// SPDX-License-Identifier: MIT
#include "orm/joined_query.hpp"

#include <functional>

#include "azoth/sql/from_handle.hpp"
#include "orm/relation_access.hpp"

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

/// A One too, from the parent's side: nothing but the user's word keeps the children to one.
bool may_multiply(const Relationship& relationship) { return relationship.kind == Relationship::Kind::ToChildren; }

}  // namespace

JoinedQuery::JoinedQuery(const sql::SelectNode& select, const LoadStep& steps, bool takes_collections)
    : original_(select), takes_collections_(takes_collections && !counts_rows(select)) {
    if (!takes_joins(select)) return;
    for (const sql::SelectItem& item : select.items) entity_count_ += item.entity != nullptr ? 1 : 0;
    std::size_t position = 0;
    for (const sql::SelectItem& item : select.items)
        if (item.entity != nullptr)
            join(position++, *item.entity, item.from ? item.from : sql::FromPtr(item.entity->table()), steps);
}

void JoinedQuery::join(std::size_t parent, const sql::Entity& entity, const sql::FromPtr& from, const LoadStep& steps) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const LoadStep& step = steps[i];
        if (step.strategy() != LoadStrategy::Joined || &step.map() != &entity) continue;
        const Relationship& relationship = *step.relationship();
        if (steps.find(relationship) == &step && (!may_multiply(relationship) || takes_collections_))
            join(parent, from, step);
    }
}

void JoinedQuery::join(std::size_t parent, const sql::FromPtr& from, const LoadStep& step) {
    const Relationship& relationship = *step.relationship();
    const ClassMap& target = *relationship.target;
    if (!extended_) extended_ = make_node<sql::SelectNode>(original_);
    const sql::FromPtr alias = azoth::detail::make_alias(target.table(), "");
    extended_->joins.push_back(
        {sql::JoinKind::LeftOuter, nullptr, alias, relationship.owner->join_at(relationship.offset, from, alias).on});
    extended_->items.push_back({nullptr, &target, alias});
    for (const MemberReference& member : relationship.order_by)
        extended_->order_by.push_back(
            {azoth::detail::corresponding_column(alias, member.map().column_at(member.offset, *member.type))});
    has_collections_ = has_collections_ || may_multiply(relationship);
    entities_.push_back({parent, &relationship, &step});
    join(entity_count_ + entities_.size() - 1, target, alias, step);
}

std::size_t JoinedRelations::PairHash::operator()(const Pair& pair) const {
    return std::hash<void*>()(pair.relation) * 31 + std::hash<void*>()(pair.child);
}

void JoinedRelations::put(ObjectHeader& parent, const Relationship& relationship, ObjectHeader* child) {
    Relation& relation = RelationAccess::of(parent, relationship);
    if (child != nullptr && child->is_to_be_deleted) child = nullptr;
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
