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
    if (statement.kind() != sql::NodeKind::Select) return nullptr;
    const auto& select = static_cast<const sql::SelectNode&>(statement);
    if (select.load_options.empty()) return nullptr;
    auto root = make_node<LoadStep>();
    for (const auto& option : select.load_options) {
        require_entity(select, static_cast<const LoadStep&>(*option));
        root->add(option);
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
