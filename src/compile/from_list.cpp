// SPDX-License-Identifier: MIT
#include "compile/from_list.hpp"

#include <algorithm>
#include <unordered_map>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/entity.hpp"
#include "sql/named_elements.hpp"

namespace azoth::compile {
namespace {

using sql::FromNode;
using sql::NodeKind;

/// Puts the elements of one FROM together.
class FromBuilder {
public:
    explicit FromBuilder(const sql::SelectNode& select) : select_(select) {}

    std::vector<FromElement> build() {
        for (const sql::JoinClause& join : select_.joins)
            for (const FromNode* leaf : sql::leaves_of(*join.target)) targets_.add(leaf);
        for (const sql::FromPtr& from : select_.from) add_root(*from, true);
        for (const sql::SelectItem& item : select_.items) add_named(item);
        for (const sql::ExpressionPtr& condition : select_.where) add_named(*condition);
        for (const sql::JoinClause& join : select_.joins) add_join(join);
        return std::move(elements_);
    }

private:
    void add_root(const FromNode& root, bool is_named) {
        const std::vector<const FromNode*> leaves = sql::leaves_of(root);
        const bool is_there = std::all_of(leaves.begin(), leaves.end(), [&](const FromNode* leaf) {
            return element_of_.contains(leaf) || targets_.has(leaf);
        });
        if (is_there) return;
        for (const FromNode* leaf : leaves) element_of_.try_emplace(leaf, elements_.size());
        elements_.push_back({&root, {}, is_named});
    }

    void add_named(const sql::ExpressionNode& expression) {
        for (const FromNode* from : sql::named_elements(expression)) add_root(*from, false);
    }

    void add_named(const sql::SelectItem& item) {
        if (item.entity == nullptr)
            add_named(*item.expression);
        else
            add_root(item.from ? *item.from : *item.entity->table(), false);
    }

    void add_join(const sql::JoinClause& join) {
        const std::size_t element = element_to_join(join);
        elements_[element].joins.push_back(&join);
        for (const FromNode* leaf : sql::leaves_of(*join.target)) element_of_.try_emplace(leaf, element);
    }

    /// What the join says that it starts from, or what its condition names.
    std::vector<const FromNode*> left_candidates(const sql::JoinClause& join) const {
        if (join.left) return sql::leaves_of(*join.left);
        std::vector<const FromNode*> candidates;
        if (join.on) candidates = sql::named_elements(*join.on);
        const std::vector<const FromNode*> own = sql::leaves_of(*join.target);
        std::erase_if(candidates, [&](const FromNode* candidate) {
            return std::find(own.begin(), own.end(), candidate) != own.end();
        });
        return candidates;
    }

    std::size_t element_to_join(const sql::JoinClause& join) {
        const std::vector<const FromNode*> candidates = left_candidates(join);
        for (const FromNode* candidate : candidates)
            if (const auto found = element_of_.find(candidate); found != element_of_.end()) return found->second;
        if (!candidates.empty() && (join.left || elements_.empty())) {
            const FromNode& root = join.left ? *join.left : *candidates.front();
            for (const FromNode* leaf : sql::leaves_of(root)) element_of_.try_emplace(leaf, elements_.size());
            elements_.push_back({&root, {}, true});
            return elements_.size() - 1;
        }
        if (elements_.empty())
            throw CompileError("no_from", fmt::format("there is nothing that {} could be joined to; name it by "
                                                      "select_from()",
                                                      join.target->name()));
        return 0;
    }

    const sql::SelectNode& select_;
    FromSet targets_;
    std::vector<FromElement> elements_;
    std::unordered_map<const FromNode*, std::size_t> element_of_;
};

bool is_listed(const sql::RareClauses& clauses, const FromNode* from) {
    return std::any_of(clauses.correlated.begin(), clauses.correlated.end(),
                       [&](const sql::FromPtr& each) { return each.get() == from; });
}

void leave_out_correlated(std::vector<FromElement>& elements, const sql::SelectNode& select, const Scope* outer) {
    if (outer == nullptr) return;
    const sql::RareClauses* const rare = select.rare.get();
    const sql::Correlation kind = rare != nullptr ? rare->correlation : sql::Correlation::Automatic;
    const auto is_correlated = [&](const FromElement& element) {
        if (!element.joins.empty() || !outer->has(element.root)) return false;
        return kind == sql::Correlation::Automatic ||
               is_listed(*rare, element.root) == (kind == sql::Correlation::Only);
    };
    const bool keeps_one = kind == sql::Correlation::Automatic;
    if (keeps_one && std::all_of(elements.begin(), elements.end(), is_correlated)) return;
    std::erase_if(elements, is_correlated);
}

bool may_use_others(const FromElement& element) {
    return element.root->kind() == NodeKind::Lateral || element.root->kind() == NodeKind::FunctionFrom;
}

}  // namespace

std::vector<FromElement> from_list(const sql::SelectNode& select, const Scope* outer) {
    std::vector<FromElement> elements = FromBuilder(select).build();
    leave_out_correlated(elements, select, outer);
    std::stable_partition(elements.begin(), elements.end(),
                          [](const FromElement& element) { return element.is_named || !may_use_others(element); });
    return elements;
}

FromSet members_of(const std::vector<FromElement>& elements) {
    FromSet members;
    for (const FromElement& element : elements) {
        for (const FromNode* leaf : sql::leaves_of(*element.root)) members.add(leaf);
        for (const sql::JoinClause* join : element.joins)
            for (const FromNode* leaf : sql::leaves_of(*join->target)) members.add(leaf);
    }
    return members;
}

}  // namespace azoth::compile
