// SPDX-License-Identifier: MIT
#include "compile/from_list.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/entity.hpp"
#include "sql/children.hpp"

namespace azoth::compile {
namespace {

using Froms = std::vector<const sql::FromNode*>;

bool holds(const Froms& froms, const sql::FromNode* from) {
    return std::find(froms.begin(), froms.end(), from) != froms.end();
}

void add(Froms& froms, const sql::FromNode* from) {
    if (!holds(froms, from)) froms.push_back(from);
}

void add_named(Froms& froms, const sql::ExpressionNode& expression) {
    sql::for_each_part(expression, [&](const sql::ExpressionNode& node) {
        if (node.kind() == sql::NodeKind::Column) add(froms, static_cast<const sql::ColumnNode&>(node).from.get());
    });
}

void add_named(Froms& froms, const sql::SelectItem& item) {
    if (item.entity == nullptr)
        add_named(froms, *item.expression);
    else
        add(froms, item.from ? item.from.get() : item.entity->table().get());
}

Froms named_froms(const sql::SelectNode& select) {
    Froms froms;
    for (const sql::FromPtr& from : select.from) add(froms, from.get());
    for (const sql::SelectItem& item : select.items) add_named(froms, item);
    for (const sql::ExpressionPtr& condition : select.where) add_named(froms, *condition);
    return froms;
}

Froms join_targets(const sql::SelectNode& select) {
    Froms targets;
    for (const sql::JoinClause& join : select.joins) add(targets, join.target.get());
    return targets;
}

bool contains(const FromElement& element, const sql::FromNode* from) {
    return element.root == from || std::any_of(element.joins.begin(), element.joins.end(),
                                               [&](const auto* join) { return join->target.get() == from; });
}

/// What the join says that it starts from, or the first that its condition names.
Froms left_candidates(const sql::JoinClause& join) {
    Froms candidates;
    if (join.left)
        candidates.push_back(join.left.get());
    else if (join.on)
        add_named(candidates, *join.on);
    std::erase(candidates, join.target.get());
    return candidates;
}

FromElement& element_to_join(std::vector<FromElement>& elements, const sql::JoinClause& join) {
    const Froms candidates = left_candidates(join);
    for (const sql::FromNode* candidate : candidates)
        for (FromElement& element : elements)
            if (contains(element, candidate)) return element;
    if (!candidates.empty() && (join.left || elements.empty()))
        return elements.emplace_back(FromElement{candidates.front(), {}});
    if (elements.empty())
        throw CompileError("no_from", fmt::format("there is nothing that {} could be joined to; name it by "
                                                  "select_from()",
                                                  join.target->name()));
    return elements.front();
}

void leave_out_correlated(std::vector<FromElement>& elements, const Scope* outer) {
    if (outer == nullptr) return;
    const auto is_correlated = [&](const FromElement& element) {
        return element.joins.empty() && outer->has(element.root);
    };
    if (!std::all_of(elements.begin(), elements.end(), is_correlated)) std::erase_if(elements, is_correlated);
}

}  // namespace

std::vector<FromElement> from_list(const sql::SelectNode& select, const Scope* outer) {
    const Froms targets = join_targets(select);
    std::vector<FromElement> elements;
    for (const sql::FromNode* from : named_froms(select))
        if (!holds(targets, from)) elements.push_back({from, {}});
    for (const sql::JoinClause& join : select.joins) element_to_join(elements, join).joins.push_back(&join);
    leave_out_correlated(elements, outer);
    return elements;
}

std::vector<const sql::FromNode*> members_of(const std::vector<FromElement>& elements) {
    Froms members;
    for (const FromElement& element : elements) {
        members.push_back(element.root);
        for (const sql::JoinClause* join : element.joins) members.push_back(join->target.get());
    }
    return members;
}

}  // namespace azoth::compile
