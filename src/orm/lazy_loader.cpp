// SPDX-License-Identifier: MIT
// Lazy loading: one query serves all objects that came with the same result.
#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <memory>
#include <new>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "orm/column_index.hpp"
#include "orm/entity_loader.hpp"
#include "orm/global_criteria.hpp"
#include "orm/key_condition.hpp"
#include "orm/lazy_loader.hpp"
#include "orm/link_table.hpp"
#include "orm/load_step.hpp"
#include "orm/make_room.hpp"
#include "orm/related_query.hpp"
#include "orm/relation_access.hpp"
#include "orm/relationship_criteria.hpp"
#include "orm/session_core.hpp"
#include "orm/told_load.hpp"

namespace azoth::orm {
namespace {

constexpr std::size_t kKeysPerQuery = 500;

/// Rows of an object and the key of one that it is linked with, which is read into a spare object of that class.
class LinkedRows final : public RowSink {
public:
    /// `owner`: an object of the owner's class, of which only the key is set.
    using Take = std::function<void(const void* owner, ObjectHeader& target)>;

    LinkedRows(const Relationship& relationship, Take take)
        : owner_(*relationship.owner),
          take_(std::move(take)),
          row_(std::make_unique<std::max_align_t[]>(kObjectAt + owner_.ops().size / sizeof(std::max_align_t) + 1)) {
        ::new (row_.get()) RefBase();
        owner_.ops().construct(owner());
        fields_.push_back({.map = relationship.target});
        for (const std::uint32_t position : relationship.local_columns) {
            const MappedColumn& column = owner_.columns()[position];
            fields_.push_back(
                {static_cast<std::uint32_t>(kObjectAt * sizeof(std::max_align_t)) + column.offset, column.type});
        }
    }
    LinkedRows(const LinkedRows&) = delete;
    LinkedRows& operator=(const LinkedRows&) = delete;
    ~LinkedRows() override {
        owner_.ops().destroy(owner());
        target().~RefBase();
    }

    std::span<const RowField> fields() const { return fields_; }
    // The row before is complete when the next one begins.
    void* new_row() override {
        finish();
        return row_.get();
    }
    void reserve(std::size_t) override {}
    void finish() {
        if (ObjectHeader* const header = target().header()) take_(owner(), *header);
        target() = RefBase();
    }

private:
    static constexpr std::size_t kObjectAt = 1;
    static_assert(sizeof(RefBase) <= kObjectAt * sizeof(std::max_align_t));

    RefBase& target() { return *reinterpret_cast<RefBase*>(row_.get()); }
    void* owner() { return row_.get() + kObjectAt; }

    const ClassMap& owner_;
    const Take take_;
    const std::unique_ptr<std::max_align_t[]> row_;
    std::vector<RowField> fields_;
};

class LazyLoader {
public:
    /// `step`: the option for this relationship, or null; what follows it is for the objects that are loaded.
    /// `given` finds the related objects of all owners; null: they are found by their keys.
    LazyLoader(SessionCore& session, const Relationship& relationship, const LoadStep* step,
               const sql::SelectNode* given = nullptr)
        : session_(session), relationship_(relationship), step_(step), given_(given) {}

    /// Those that a lazy load of one's relationship serves.
    void add_with_siblings(ObjectHeader& owner) {
        owners_.push_back(&owner);
        if (loading_of(owner, relationship_) == Loading::OneByOne || owner.group() == nullptr) return;
        for (ObjectHeader* const sibling : owner.group()->members)
            if (sibling != &owner && sibling->state == ObjectState::Persistent &&
                sibling->map()->is_kind_of(*relationship_.owner))
                add(*sibling);
    }
    void add(ObjectHeader& owner) {
        if (!RelationAccess::is_loaded(RelationAccess::of(owner, relationship_))) owners_.push_back(&owner);
    }

    bool has_queried() const { return has_queried_; }
    std::size_t owner_count() const { return owners_.size(); }

    void load() {
        if (owners_.empty()) return;
        switch (relationship_.kind) {
            case Relationship::Kind::ToParent: load_parents(); break;
            case Relationship::Kind::ToChildren: load_children(); break;
            case Relationship::Kind::Linked: load_linked(); break;
        }
        for (ObjectHeader* const waiting : owners_)
            RelationAccess::mark_loaded(RelationAccess::of(*waiting, relationship_));
    }

private:
    using Moved = std::unordered_map<ObjectHeader*, ObjectHeader*>;

    void load_parents() {
        ColumnIndex waiting(*relationship_.owner, relationship_.local_columns);
        for (ObjectHeader* const owner : owners_) {
            if (ObjectHeader* const known = known_parent(*owner))
                RelationAccess::put_single(RelationAccess::of(*owner, relationship_), known);
            else
                waiting.add(*owner);  // with NULL in its foreign key it has no parent
        }
        for (ObjectHeader* const parent : query(waiting)) {
            const auto* const children =
                waiting.find(*relationship_.target, relationship_.remote_columns, parent->object());
            if (children == nullptr) continue;
            for (ObjectHeader* const child : *children)
                RelationAccess::put_single(RelationAccess::of(*child, relationship_), parent);
        }
    }

    /// Whether one that is known meets conditions only the database can say.
    ObjectHeader* known_parent(ObjectHeader& owner) const {
        const bool has_conditions =
            relationship_.criteria != nullptr || (step_ != nullptr && !step_->criteria.where.empty());
        return has_conditions ? nullptr : session_.known_parent(relationship_, owner);
    }

    void load_children() {
        ColumnIndex waiting(*relationship_.owner, relationship_.local_columns);
        for (ObjectHeader* const owner : owners_) {
            RelationAccess::elements(RelationAccess::of(*owner, relationship_)).clear();
            waiting.add(*owner);
        }
        const auto rows = query(waiting);
        const auto moved = moved_children();
        const auto parents_of = [&](const ObjectHeader* child) {
            return waiting.find(*relationship_.target, relationship_.remote_columns, child->object());
        };
        // Children of the same parents often follow one another.
        for (auto first = rows.begin(); first != rows.end();) {
            const auto* const parents = parents_of(*first);
            const auto last = std::find_if(std::next(first), rows.end(),
                                           [&](const ObjectHeader* child) { return parents_of(child) != parents; });
            if (parents != nullptr)  // else the foreign key has been changed in memory
                put_children_into({first, last}, *parents, moved);
            first = last;
        }
        put_moved(moved);
        if (relationship_.is_single) put_changed(waiting, moved);
    }

    /// Children whose foreign key was set by hand, which no flush has written: another takes their place.
    void put_changed(const ColumnIndex& waiting, const Moved& moved) {
        const auto put_if_new = [&](ObjectHeader& child) {
            if (!child.map()->is_kind_of(*relationship_.target) || child.is_to_be_deleted || moved.contains(&child))
                return;
            const auto* const parents =
                waiting.find(*relationship_.target, relationship_.remote_columns, child.object());
            if (parents == nullptr) return;
            for (ObjectHeader* const parent : *parents)
                if (!RelationAccess::holds(RelationAccess::of(*parent, relationship_), child))
                    put_child(child, *parent);
        };
        if (relationship_.criteria != nullptr || (step_ != nullptr && !step_->criteria.where.empty())) return;
        for (ObjectHeader* const child : session_.touched)
            if (child->state == ObjectState::Persistent) put_if_new(*child);
    }

    void load_linked() {
        ColumnIndex waiting(*relationship_.owner, relationship_.local_columns);
        for (ObjectHeader* const owner : owners_) {
            RelationAccess::elements(RelationAccess::of(*owner, relationship_)).clear();
            waiting.add(*owner);
        }
        for_each_part(waiting, [&](std::span<ObjectHeader* const> owners) {
            LinkedRows rows(relationship_, [&](const void* owner, ObjectHeader& target) {
                if (target.is_to_be_deleted) return;
                const auto* const found = waiting.find(*relationship_.owner, relationship_.local_columns, owner);
                if (found != nullptr) put_linked(target, *found);
            });
            has_queried_ = true;
            load_pairs(*make_linked_select(owners), rows.fields(), rows);
            rows.finish();
        });
        put_made();
    }

    void load_pairs(const sql::SelectNode& select, std::span<const RowField> fields, RowSink& rows) {
        const LoadRows load = [&](const sql::StatementNode& statement, RowSink& sink) {
            const CriteriaScope scope(session_, statement);
            load_rows(session_, static_cast<const sql::SelectNode&>(statement), fields, sink, step_);
        };
        if (session_.events == nullptr) return load(select, rows);
        load_told(session_, select, fields, rows, LoadCause::Relationship, load);
    }

    void put_linked(ObjectHeader& target, const ColumnIndex::Objects& owners) {
        const ObjectHeader* last = nullptr;
        for (ObjectHeader* const owner : owners) {
            if (owner == last) continue;  // a tracked one may be there several times
            last = owner;
            const LinkChange* const change = session_.link_changes.find(relationship_, *owner, target);
            if (change != nullptr) continue;  // what was changed in memory counts more
            Relation& relation = RelationAccess::of(*owner, relationship_);
            if (is_full(relation)) continue;
            if (relationship_.link->is_unique || !RelationAccess::holds(relation, target))
                RelationAccess::put(relation, target);
        }
    }

    /// The rows come in order, so that the first ones count.
    bool is_full(Relation& relation) const {
        const std::int64_t limit = step_ == nullptr ? 0 : step_->criteria.limit;
        return limit != 0 && static_cast<std::int64_t>(RelationAccess::elements(relation).size()) >= limit;
    }

    /// Links that were made since the last flush.
    void put_made() {
        if (session_.link_changes.empty()) return;
        const std::unordered_set<ObjectHeader*> owners(owners_.begin(), owners_.end());
        const Relationship& main = main_side(relationship_);
        for (const LinkChange& change : session_.link_changes.list()) {
            if (change.relationship != &main || !change.is_added) continue;
            const bool is_main = &main == &relationship_;
            ObjectHeader& owner = is_main ? *change.owner : *change.target;
            if (owners.contains(&owner))
                RelationAccess::put(RelationAccess::of(owner, relationship_), is_main ? *change.target : *change.owner);
        }
    }

    void put_children_into(std::span<ObjectHeader* const> children, const ColumnIndex::Objects& parents,
                           const Moved& moved) {
        for (ObjectHeader* const parent : parents)
            make_room(RelationAccess::elements(RelationAccess::of(*parent, relationship_)), children.size());
        for (ObjectHeader* const child : children)
            if (!child->is_to_be_deleted && (moved.empty() || !moved.contains(child))) put_child_into(*child, parents);
    }

    /// A tracked parent may be there several times; read-only ones are copies with relations of their own.
    void put_child_into(ObjectHeader& child, const ColumnIndex::Objects& parents) {
        bool is_put = false;
        for (ObjectHeader* const parent : parents) {
            if (parent->is_read_only || !is_put) put_child(child, *parent);
            is_put = is_put || !parent->is_read_only;
        }
    }

    void put_child(ObjectHeader& child, ObjectHeader& parent) {
        RelationAccess::put(RelationAccess::of(parent, relationship_), child);
        RelationAccess::show_parent(child, parent, relationship_);
    }

    /// Children that were given a parent, or none, since the last flush: that counts more than their rows.
    Moved moved_children() const {
        Moved moved;
        for (const ParentLink& link : session_.links)
            if (link.relationship == &relationship_) moved[link.child] = link.parent;
        if (relationship_.paired == nullptr) return moved;
        for (ObjectHeader* const child : session_.touched) {
            if (!child->map()->is_kind_of(*relationship_.target)) continue;
            Relation& one = RelationAccess::of(*child, *relationship_.paired);
            if (RelationAccess::is_set(one)) moved[child] = RelationAccess::target(one);
        }
        return moved;
    }

    void put_moved(const Moved& moved) {
        if (moved.empty()) return;
        const std::unordered_set<ObjectHeader*> owners(owners_.begin(), owners_.end());
        for (ObjectHeader* const child : session_.touched) {  // in the order in which they were changed
            const auto found = moved.find(child);
            const bool is_here = child->state == ObjectState::Pending || child->state == ObjectState::Persistent;
            if (is_here && !child->is_to_be_deleted && found != moved.end() && owners.contains(found->second))
                RelationAccess::put(RelationAccess::of(*found->second, relationship_), *child);
        }
    }

    /// The objects on the other side, for all keys.
    std::vector<ObjectHeader*> query(const ColumnIndex& waiting) {
        std::vector<ObjectHeader*> result;
        if (given_ != nullptr) return waiting.empty() ? result : each_once(run(*given_));
        for_each_part(waiting, [&](std::span<ObjectHeader* const> owners) {
            const auto loaded = run(*make_select(owners));
            result.insert(result.end(), loaded.begin(), loaded.end());
        });
        return result;
    }

    std::vector<ObjectHeader*> run(const sql::SelectNode& select) {
        has_queried_ = true;
        return load_told_entities(session_, select, *relationship_.target, step_, LoadCause::Relationship);
    }
    static std::vector<ObjectHeader*> each_once(const std::vector<ObjectHeader*>& objects) {
        std::vector<ObjectHeader*> result;
        std::unordered_set<ObjectHeader*> seen;
        for (ObjectHeader* const object : objects)
            if (seen.insert(object).second) result.push_back(object);
        return result;
    }

    template <class Load>
    void for_each_part(const ColumnIndex& waiting, Load load) {
        const std::vector<ObjectHeader*>& owners = waiting.representatives();
        for (std::size_t start = 0; start < owners.size(); start += kKeysPerQuery)
            load(std::span(owners).subspan(start, std::min(kKeysPerQuery, owners.size() - start)));
    }

    NodePtr<const sql::SelectNode> make_select(std::span<ObjectHeader* const> owners) const {
        const ClassMap& target = *relationship_.target;
        auto select = make_node<sql::SelectNode>();
        select->items.push_back({nullptr, &target, sql::FromPtr(target.table())});
        target.complete(*select, sql::FromPtr(target.table()));
        select->where.push_back(
            matches_one_of(target, relationship_.remote_columns, owners, relationship_.local_columns));
        return with_criteria(std::move(select), relationship_, step_);
    }

    /// Targets, and beside each the key of an owner that it is linked with.
    NodePtr<const sql::SelectNode> make_linked_select(std::span<ObjectHeader* const> owners) const {
        const ClassMap& target = *relationship_.target;
        const LinkTable& link = *relationship_.link;
        const sql::FromPtr between(link.definition.get());
        const sql::FromPtr table(target.table());
        std::vector<sql::ColumnPtr> keys;
        for (const std::uint32_t column : relationship_.remote_columns)
            keys.push_back(target.column_expression(column));
        const std::vector<sql::ColumnPtr> local = link.columns_in(between, link.local);
        auto select = make_node<sql::SelectNode>();
        select->items.push_back({nullptr, &target, table});
        target.complete(*select, table);
        for (const sql::ColumnPtr& column : local) select->items.push_back({column, nullptr, nullptr});
        select->from.push_back(table);
        select->joins.push_back(
            {sql::JoinKind::Inner, table, between, all_equal(keys, link.columns_in(between, link.remote))});
        select->where.push_back(matches_one_of(local, owners, relationship_.local_columns));
        if (ExpressionPtr criteria = criteria_of(relationship_, table)) select->where.push_back(std::move(criteria));
        if (step_ != nullptr)
            for (const ExpressionPtr& condition : step_->criteria.where) select->where.push_back(condition);
        select->order_by = order_of(relationship_, step_);
        return select;
    }

    SessionCore& session_;
    const Relationship& relationship_;
    const LoadStep* const step_;
    const sql::SelectNode* const given_;
    std::vector<ObjectHeader*> owners_;
    bool has_queried_ = false;
};

/// For how many objects a query has loaded it; 0 when none was needed.
std::size_t load_lazily(SessionCore& session, ObjectHeader& owner, const Relationship& relationship) {
    if (RelationAccess::is_loaded(RelationAccess::of(owner, relationship))) return 0;
    const NodePtr<const LoadStep> step = with_mapped_steps(step_for(owner, relationship), relationship);
    LazyLoader loader(session, relationship, step.get());
    loader.add_with_siblings(owner);
    loader.load();
    return loader.has_queried() ? loader.owner_count() : 0;
}

}  // namespace

void SessionCore::load_relationship(ObjectHeader& owner, const Relationship& relationship) {
    if (loading_of(owner, relationship) == Loading::Raise)
        throw ArgumentError("lazy_load_refused",
                            fmt::format("{0}::{1} {2} and has not been loaded; load it with the query that needs it: "
                                        "options(selectinload(&{0}::{1}))",
                                        relationship.owner->name(), relationship.name,
                                        relationship.loading == Loading::Raise ? "is mapped with Loading::Raise"
                                                                               : "was refused by raiseload()"));
    if (loading_of(owner, relationship) == Loading::NoLoad) {
        RelationAccess::mark_loaded(RelationAccess::of(owner, relationship));
        return;
    }
    const LoadStep* const step = step_for(owner, relationship);
    if (relationship.criteria != nullptr || (step != nullptr && !step->criteria.where.empty()))
        autoflush();  // conditions may read other tables
    else
        autoflush(*relationship.target);
    const SessionUse use(user);
    if (const std::size_t served = load_lazily(*this, owner, relationship))
        watch.count(relationship, served, options.lazy_load_warning);
    deliver();
}

void SessionCore::load_now(ObjectHeader& owner, const Relationship& relationship) {
    load_lazily(*this, owner, relationship);
}

void load_all(SessionCore& session, std::span<ObjectHeader* const> owners, const Relationship& relationship,
              const LoadStep* step, const sql::SelectNode* query) {
    LazyLoader loader(session, relationship, step, query);
    for (ObjectHeader* const owner : owners) loader.add(*owner);
    loader.load();
}

}  // namespace azoth::orm
