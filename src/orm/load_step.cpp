// SPDX-License-Identifier: MIT
#include "orm/load_step.hpp"

#include <algorithm>
#include <utility>

#include "azoth/orm/object.hpp"
#include "orm/column_selection.hpp"
#include "orm/concrete_union.hpp"
#include "orm/inheritance.hpp"
#include "orm/load_option_rules.hpp"

namespace azoth::orm {
namespace {

LoadStrategy strategy_of(Loading loading) {
    switch (loading) {
        case Loading::OneByOne: return LoadStrategy::OneByOne;
        case Loading::Raise: return LoadStrategy::Raise;
        case Loading::SelectIn:
        case Loading::Immediate: return LoadStrategy::SelectIn;
        case Loading::Subquery: return LoadStrategy::Subquery;
        case Loading::Joined: return LoadStrategy::Joined;
        case Loading::NoLoad: return LoadStrategy::Nothing;
        default: return LoadStrategy::Batch;
    }
}

Loading lazy_loading(LoadStrategy strategy) {
    switch (strategy) {
        case LoadStrategy::Raise: return Loading::Raise;
        case LoadStrategy::OneByOne: return Loading::OneByOne;
        case LoadStrategy::Nothing: return Loading::NoLoad;
        default: return Loading::Batch;
    }
}

bool is_lazy(LoadStrategy strategy) {
    return strategy == LoadStrategy::Batch || strategy == LoadStrategy::OneByOne || strategy == LoadStrategy::Raise;
}

/// The class and its subclasses, whose objects a query of it returns too.
std::span<const ClassMap* const> family_of(const ClassMap* const& map) {
    const_cast<ClassMap*>(map)->ensure_configured();
    if (map->concrete_union() != nullptr) return map->concrete_union()->classes;
    if (map->inheritance() == nullptr) return {&map, 1};
    return map->inheritance()->family().classes;
}

bool is_mapped_eagerly(const ClassMap& map) {
    const ClassMap* const itself = &map;
    return std::ranges::any_of(family_of(itself), [](const ClassMap* known) {
        const_cast<ClassMap*>(known)->ensure_configured();
        return has_eager_relationship(*known);
    });
}

}  // namespace

bool has_eager_relationship(const ClassMap& map) {
    return std::ranges::any_of(map.relationships(), [](const Relationship* relationship) {
        return !is_lazy(strategy_of(relationship->loading));
    });
}

const ClassMap& LoadStep::map() const {
    if (known_map_ != nullptr) return *known_map_;
    ClassMap& map = map_();
    map.ensure_configured();
    return map;
}

const Relationship* LoadStep::relationship() const {
    return offset_ == kAllRelationships ? nullptr : &map().relationship_at(offset_);
}

void LoadStep::add(NodePtr<const sql::LoadOption> next) {
    const auto& step = static_cast<const LoadStep&>(*next);
    if (step.is_of_columns())
        column_steps_.emplace_back(&step);
    else
        next_.push_back(std::move(next));
}

void LoadStep::merge(const LoadStep& step) {
    if (step.is_of_columns()) {
        column_steps_.emplace_back(&step);
        return;
    }
    auto copy = make_node<LoadStep>(step);
    copy->next_.clear();
    const auto known = std::find_if(next_.begin(), next_.end(), [&](const auto& next) {
        const auto& earlier = static_cast<const LoadStep&>(*next);
        return earlier.offset_ == step.offset_ && &earlier.map() == &step.map();
    });
    if (known != next_.end()) {
        const auto& earlier = static_cast<const LoadStep&>(**known);
        copy->next_ = earlier.next_;
        copy->column_steps_.insert(copy->column_steps_.begin(), earlier.column_steps_.begin(),
                                   earlier.column_steps_.end());
        next_.erase(known);
    }
    for (std::size_t i = 0; i < step.size(); ++i) copy->merge(step[i]);
    next_.push_back(std::move(copy));
}

const LoadStep* LoadStep::find(const Relationship& relationship) const {
    const LoadStep* for_all = nullptr;
    for (std::size_t i = size(); i-- > 0;) {
        const LoadStep& step = (*this)[i];
        if (!step.map().is_kind_of(*relationship.owner)) continue;
        if (step.offset_ == relationship.offset) return &step;
        if (step.offset_ == kAllRelationships && for_all == nullptr) for_all = &step;
    }
    return for_all;
}

void LoadStep::add_mapped(const ClassMap& map, std::vector<const Relationship*>& path) {
    const auto add_behind = [&](LoadStep& step, const Relationship& relationship) {
        path.push_back(&relationship);
        step.add_mapped(*relationship.target, path);
        path.pop_back();
    };
    for (NodePtr<const sql::LoadOption>& next : next_) {
        const auto& given = static_cast<const LoadStep&>(*next);
        if (given.offset_ == kAllRelationships || !are_related(given.map(), map)) continue;
        auto step = make_node<LoadStep>(given);
        const Relationship& relationship = *step->relationship();
        if (step->strategy_ == LoadStrategy::Mapped) step->strategy_ = strategy_of(relationship.loading);
        if (!is_lazy(step->strategy_) || step->size() != 0) add_behind(*step, relationship);
        next = std::move(step);
    }
    const auto add_eager = [&](const Relationship& relationship) {
        const LoadStrategy strategy = strategy_of(relationship.loading);
        if (is_lazy(strategy) || find(relationship) != nullptr) return;
        const bool is_on_path = std::ranges::any_of(
            path, [&](const Relationship* passed) { return passed == &relationship || passed == relationship.paired; });
        if (is_on_path) return;
        auto step = make_node<LoadStep>(strategy, *relationship.owner, relationship.offset);
        add_behind(*step, relationship);
        next_.push_back(std::move(step));
    };
    const ClassMap* const itself = &map;
    for (const ClassMap* const known : family_of(itself)) {
        const_cast<ClassMap*>(known)->ensure_configured();
        for (const Relationship* const relationship : known->relationships()) add_eager(*relationship);
    }
}

NodePtr<const LoadStep> load_steps_of(const sql::StatementNode& statement, std::span<const RowField> fields) {
    const auto options = checked_load_options(statement);
    const bool is_mapped = std::ranges::any_of(fields, [](const RowField& field) {
        return field.map != nullptr && (may_leave_out_columns(*field.map) || is_mapped_eagerly(*field.map));
    });
    if (options.empty() && !is_mapped) return nullptr;
    auto root = make_node<LoadStep>();
    for (const auto& option : options)
        if (const auto& step = static_cast<const LoadStep&>(*option); !step.is_global()) root->merge(step);
    std::vector<const Relationship*> path;
    for (const RowField& field : fields)
        if (field.map != nullptr) root->add_mapped(*field.map, path);
    return root;
}

NodePtr<const LoadStep> mapped_steps(const ClassMap& map) {
    if (!is_mapped_eagerly(map)) return nullptr;
    auto root = make_node<LoadStep>();
    std::vector<const Relationship*> path;
    root->add_mapped(map, path);
    return root;
}

NodePtr<const LoadStep> with_mapped_steps(const LoadStep* step, const Relationship& relationship) {
    if (!is_mapped_eagerly(*relationship.target)) return NodePtr<const LoadStep>(step);
    auto root = step != nullptr ? make_node<LoadStep>(*step) : make_node<LoadStep>();
    std::vector<const Relationship*> path{&relationship};
    root->add_mapped(*relationship.target, path);
    return root;
}

const LoadStep* step_for(const ObjectHeader& owner, const Relationship& relationship) {
    if (owner.group() == nullptr || !owner.group()->steps) return nullptr;
    return static_cast<const LoadStep&>(*owner.group()->steps).find(relationship);
}

Loading loading_of(const ObjectHeader& owner, const Relationship& relationship) {
    const LoadStep* const step = step_for(owner, relationship);
    return lazy_loading(step == nullptr ? strategy_of(relationship.loading) : step->strategy());
}

}  // namespace azoth::orm
