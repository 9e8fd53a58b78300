// SPDX-License-Identifier: MIT
#include "orm/load_option_rules.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/column_property.hpp"
#include "orm/load_step.hpp"

namespace azoth::orm {
namespace {

using LoadOptions = std::vector<NodePtr<const sql::LoadOption>>;

bool is_kind(const sql::Entity* entity, const ClassMap& map) {
    return entity != nullptr && are_related(*static_cast<const ClassMap*>(entity), map);
}

void require_entity(const sql::SelectNode& select, const LoadStep& step) {
    const ClassMap& map = step.map();
    if (std::ranges::any_of(select.items, [&](const sql::SelectItem& item) { return is_kind(item.entity, map); }))
        return;
    const Relationship* const relationship = step.relationship();
    throw ArgumentError(
        "option_without_entity",
        fmt::format("there is a loader option for {}{}{}, but the query returns no {}; options for what a relationship "
                    "leads to stand behind its own: selectinload(...).then(...)",
                    map.name(), relationship != nullptr ? "::" : "", relationship != nullptr ? relationship->name : "",
                    map.name()));
}

void require_one_class(const LoadStep& step, const Relationship& relationship) {
    if (step.criteria.levels == 1 || relationship.target == relationship.owner) return;
    throw ArgumentError("option_without_effect",
                        fmt::format("depth() follows a relationship from object to object of one class, but {}::{} "
                                    "leads to {}; write the next level by then()",
                                    step.map().name(), relationship.name, relationship.target->name()));
}

/// What the rows hold of a relationship follows from them, or from what they hold.
void require_joined(const LoadStep& before, const LoadStep& step) {
    if (step.strategy() != LoadStrategy::Contained || before.strategy() == LoadStrategy::Contained) return;
    throw ArgumentError(
        "option_without_join",
        fmt::format("contains_eager(&{0}::{1}) stands behind &{2}::{3}, which is loaded by a query of "
                    "azoth's; write contains_eager() there too, or another option here",
                    step.map().name(), step.relationship()->name, before.map().name(), before.relationship()->name));
}

void require_target(const LoadStep& step) {
    const Relationship* const relationship = step.relationship();
    if (relationship == nullptr) return;
    require_one_class(step, *relationship);
    for (const auto& columns : step.column_steps())
        if (!are_related(columns->map(), *relationship->target))
            throw ArgumentError("option_without_entity",
                                fmt::format("an option names columns of {}, but stands behind {}::{}, which leads to "
                                            "{}; name columns of {} there",
                                            columns->map().name(), step.map().name(), relationship->name,
                                            relationship->target->name(), relationship->target->name()));
    for (std::size_t i = 0; i < step.size(); ++i) {
        if (!are_related(step[i].map(), *relationship->target))
            throw ArgumentError(
                "option_without_entity",
                fmt::format("a loader option for {} follows {}::{} by then(), but that leads to {}; name a "
                            "relationship of {} there",
                            step[i].map().name(), step.map().name(), relationship->name, relationship->target->name(),
                            relationship->target->name()));
        require_joined(step, step[i]);
        require_target(step[i]);
    }
}

void require_no_options(const sql::StatementNode& statement) {
    if (statement.kind() == sql::NodeKind::Compound) {
        for (const auto& member : static_cast<const sql::CompoundNode&>(statement).members) require_no_options(*member);
        return;
    }
    if (statement.kind() != sql::NodeKind::Select) return;
    const LoadOptions& options = static_cast<const sql::SelectNode&>(statement).load_options;
    if (options.empty()) return;
    throw ArgumentError(
        "option_without_entity",
        fmt::format("there is a loader option for {0} within a UNION or the like, but options are for a select() that "
                    "is run by itself; put it on one from alias<{0}>(union_(...).subquery())",
                    static_cast<const LoadStep&>(*options.front()).map().name()));
}

std::string_view name_of(LoadStrategy strategy) {
    switch (strategy) {
        case LoadStrategy::Raise: return "raiseload";
        case LoadStrategy::Nothing: return "noload";
        case LoadStrategy::Contained: return "contains_eager";
        case LoadStrategy::OneByOne: return "lazyload_one_by_one";
        case LoadStrategy::Batch: return "lazyload";
        case LoadStrategy::LoadOnly: return "load_only";
        case LoadStrategy::Defer: return "defer";
        case LoadStrategy::Undefer: return "undefer";
        case LoadStrategy::Expression: return "with_expression";
        case LoadStrategy::Criteria: return "with_loader_criteria";
        case LoadStrategy::NoCriteria: return "without_loader_criteria";
        default: return "defaultload";
    }
}

bool loads_nothing(LoadStrategy strategy) {
    return strategy == LoadStrategy::Raise || strategy == LoadStrategy::Nothing || strategy >= LoadStrategy::LoadOnly;
}

/// A copy, to be changed.
NodePtr<LoadStep> copy_of(const sql::LoadOption& step) {
    return make_node<LoadStep>(static_cast<const LoadStep&>(step));
}

/// The same for a step that has a query of azoth's.
NodePtr<LoadStep> query_of(const sql::LoadOption& option, std::string_view what) {
    auto step = copy_of(option);
    if (step->strategy() == LoadStrategy::Contained)
        throw ArgumentError("option_without_effect",
                            fmt::format("contains_eager() takes the rows of your own query: write {} there", what));
    if (loads_nothing(step->strategy()) || step->strategy() == LoadStrategy::Mapped)
        throw ArgumentError("option_without_effect",
                            fmt::format("{}() does not say how something is loaded, so {} has nothing to say it of; "
                                        "write selectinload(...).{}",
                                        name_of(step->strategy()), what, what));
    return step;
}

}  // namespace

NodePtr<const sql::LoadOption> make_load_step(LoadStrategy strategy, ClassMap& (*map)(), std::size_t offset) {
    return make_node<LoadStep>(strategy, map, offset);
}

NodePtr<const sql::LoadOption> make_column_step(LoadStrategy strategy, ClassMap& (*map)(),
                                                std::vector<std::size_t> members, std::string group) {
    auto step = make_node<LoadStep>(strategy, map, kAllRelationships);
    step->criteria.members = std::move(members);
    step->criteria.group = std::move(group);
    return step;
}

NodePtr<const sql::LoadOption> make_expression_step(ClassMap& (*map)(), std::size_t member, ExpressionPtr expression) {
    auto step = make_node<LoadStep>(LoadStrategy::Expression, map, kAllRelationships);
    step->criteria.members = {member};
    step->criteria.where = {std::move(expression)};
    return step;
}

NodePtr<const sql::LoadOption> make_criteria_step(ClassMap& (*map)(), sql::ExpressionList conditions) {
    const LoadStrategy strategy = conditions.empty() ? LoadStrategy::NoCriteria : LoadStrategy::Criteria;
    auto step = make_node<LoadStep>(strategy, map, kAllRelationships);
    step->criteria.where = std::move(conditions);
    return step;
}

NodePtr<const sql::LoadOption> make_contained_step(ClassMap& (*map)(), std::size_t offset, sql::FromPtr target) {
    auto step = make_node<LoadStep>(LoadStrategy::Contained, map, offset);
    step->criteria.contained = std::move(target);
    return step;
}

NodePtr<const sql::LoadOption> make_contained_step(const RelationshipPath& path) {
    auto step = make_node<LoadStep>(LoadStrategy::Contained, static_cast<const ClassMap&>(*path.entity), path.offset);
    step->criteria.contained = path.target;
    return step;
}

NodePtr<const sql::LoadOption> with_next(const sql::LoadOption& step, NodePtr<const sql::LoadOption> next) {
    auto copy = copy_of(step);
    if (loads_nothing(copy->strategy()))
        throw ArgumentError("option_without_effect",
                            fmt::format("{}() loads no objects, so nothing can follow it by then(); put that option "
                                        "beside it, or behind one that loads",
                                        name_of(copy->strategy())));
    if (static_cast<const LoadStep&>(*next).is_global())
        throw ArgumentError("option_without_effect",
                            "criteria for a class count for the whole query, not for what follows a relationship; put "
                            "with_loader_criteria() into options() itself, or write selectinload(...).where(...)");
    copy->add(std::move(next));
    return copy;
}

NodePtr<const sql::LoadOption> with_condition(const sql::LoadOption& step, ExpressionPtr condition) {
    auto copy = query_of(step, "where(...)");
    copy->criteria.where.push_back(std::move(condition));
    return copy;
}

NodePtr<const sql::LoadOption> with_order(const sql::LoadOption& step, sql::OrderList order) {
    auto copy = query_of(step, "order_by(...)");
    copy->criteria.order_by = std::move(order);
    return copy;
}

NodePtr<const sql::LoadOption> with_limit(const sql::LoadOption& step, std::int64_t rows) {
    auto copy = query_of(step, "limit(...)");
    if (rows < 1)
        throw ArgumentError("option_without_effect",
                            fmt::format("limit({}) of a loader option leaves nothing to load; give a number from 1 on, "
                                        "or write noload()",
                                        rows));
    copy->criteria.limit = rows;
    return copy;
}

NodePtr<const sql::LoadOption> with_depth(const sql::LoadOption& step, std::uint32_t levels) {
    auto copy = query_of(step, "depth(...)");
    if (copy->strategy() == LoadStrategy::Batch || copy->strategy() == LoadStrategy::OneByOne || levels == 0)
        throw ArgumentError("option_without_effect",
                            "depth() is for options that load at once, and counts levels from 1; write "
                            "selectinload(...).depth(3)");
    copy->criteria.levels = levels;
    return copy;
}

const LoadOptions& checked_load_options(const sql::StatementNode& statement) {
    static const LoadOptions kNone;
    if (statement.kind() == sql::NodeKind::Compound) require_no_options(statement);
    if (statement.kind() != sql::NodeKind::Select) return kNone;
    const auto& select = static_cast<const sql::SelectNode&>(statement);
    for (const auto& option : select.load_options) {
        const auto& step = static_cast<const LoadStep&>(*option);
        if (step.is_global()) continue;
        require_entity(select, step);
        require_target(step);
    }
    return select.load_options;
}

}  // namespace azoth::orm
