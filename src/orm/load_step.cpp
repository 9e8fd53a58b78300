// SPDX-License-Identifier: MIT
#include "orm/load_step.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/object.hpp"

namespace azoth::orm {
namespace {

void require_entity(const sql::SelectNode& select, const LoadStep& step) {
    const ClassMap& map = step.map();
    if (std::ranges::any_of(select.items, [&](const sql::SelectItem& item) { return item.entity == &map; })) return;
    const Relationship* const relationship = step.relationship();
    throw ArgumentError(
        "option_without_entity",
        fmt::format("there is a loader option for {}{}{}, but the query returns no {}; options for what a relationship "
                    "leads to stand behind its own: selectinload(...).then(...)",
                    map.name(), relationship != nullptr ? "::" : "", relationship != nullptr ? relationship->name : "",
                    map.name()));
}

void require_target(const LoadStep& step) {
    const Relationship* const relationship = step.relationship();
    if (relationship == nullptr) return;
    for (std::size_t i = 0; i < step.size(); ++i) {
        if (&step[i].map() != relationship->target)
            throw ArgumentError(
                "option_without_entity",
                fmt::format("a loader option for {} follows {}::{} by then(), but that leads to {}; name a "
                            "relationship of {} there",
                            step[i].map().name(), step.map().name(), relationship->name, relationship->target->name(),
                            relationship->target->name()));
        require_target(step[i]);
    }
}

void require_no_options(const sql::StatementNode& statement) {
    if (statement.kind() == sql::NodeKind::Compound) {
        for (const auto& member : static_cast<const sql::CompoundNode&>(statement).members) require_no_options(*member);
        return;
    }
    if (statement.kind() != sql::NodeKind::Select) return;
    const auto& options = static_cast<const sql::SelectNode&>(statement).load_options;
    if (options.empty()) return;
    throw ArgumentError(
        "option_without_entity",
        fmt::format("there is a loader option for {0} within a UNION or the like, but options are for a select() that "
                    "is run by itself; put it on one from alias<{0}>(union_(...).subquery())",
                    static_cast<const LoadStep&>(*options.front()).map().name()));
}

}  // namespace

NodePtr<const sql::LoadOption> make_load_step(LoadStrategy strategy, ClassMap& (*map)(), std::size_t offset) {
    return make_node<LoadStep>(strategy, map, offset);
}

NodePtr<const sql::LoadOption> with_next(const sql::LoadOption& step, NodePtr<const sql::LoadOption> next) {
    auto copy = make_node<LoadStep>(static_cast<const LoadStep&>(step));
    copy->add(std::move(next));
    return copy;
}

const ClassMap& LoadStep::map() const {
    ClassMap& map = map_();
    map.ensure_configured();
    return map;
}

const Relationship* LoadStep::relationship() const {
    return offset_ == kAllRelationships ? nullptr : &map().relationship_at(offset_);
}

void LoadStep::merge(const LoadStep& step) {
    auto copy = make_node<LoadStep>(step.strategy_, step.map_, step.offset_);
    const auto known = std::find_if(next_.begin(), next_.end(), [&](const auto& next) {
        const auto& earlier = static_cast<const LoadStep&>(*next);
        return earlier.offset_ == step.offset_ && &earlier.map() == &step.map();
    });
    if (known != next_.end()) {
        copy->next_ = static_cast<const LoadStep&>(**known).next_;
        next_.erase(known);
    }
    for (std::size_t i = 0; i < step.size(); ++i) copy->merge(step[i]);
    next_.push_back(std::move(copy));
}

const LoadStep* LoadStep::find(const Relationship& relationship) const {
    const LoadStep* for_all = nullptr;
    for (std::size_t i = size(); i-- > 0;) {
        const LoadStep& step = (*this)[i];
        if (&step.map() != relationship.owner) continue;
        if (step.offset_ == relationship.offset) return &step;
        if (step.offset_ == kAllRelationships && for_all == nullptr) for_all = &step;
    }
    return for_all;
}

NodePtr<const LoadStep> load_steps_of(const sql::StatementNode& statement) {
    if (statement.kind() == sql::NodeKind::Compound) require_no_options(statement);
    if (statement.kind() != sql::NodeKind::Select) return nullptr;
    const auto& select = static_cast<const sql::SelectNode&>(statement);
    if (select.load_options.empty()) return nullptr;
    auto root = make_node<LoadStep>();
    for (const auto& option : select.load_options) {
        const auto& step = static_cast<const LoadStep&>(*option);
        require_entity(select, step);
        require_target(step);
        root->merge(step);
    }
    return root;
}

const LoadStep* step_for(const ObjectHeader& owner, const Relationship& relationship) {
    if (owner.group == nullptr || !owner.group->steps) return nullptr;
    return static_cast<const LoadStep&>(*owner.group->steps).find(relationship);
}

Loading loading_of(const ObjectHeader& owner, const Relationship& relationship) {
    const LoadStep* const step = step_for(owner, relationship);
    if (step == nullptr) return relationship.loading;
    switch (step->strategy()) {
        case LoadStrategy::Raise: return Loading::Raise;
        case LoadStrategy::OneByOne: return Loading::OneByOne;
        default: return Loading::Batch;
    }
}

}  // namespace azoth::orm
