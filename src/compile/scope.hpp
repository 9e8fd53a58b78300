// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "azoth/sql/from_nodes.hpp"

namespace azoth::compile {

/// Elements of FROM in their order, each once, and a quick answer to whether one is there.
class FromSet {
public:
    FromSet() = default;
    FromSet(std::initializer_list<const sql::FromNode*> elements) {
        for (const sql::FromNode* element : elements) add(element);
    }

    /// Whether it was not there before.
    bool add(const sql::FromNode* element) {
        if (has(element)) return false;
        list_.push_back(element);
        if (list_.size() == kLookedThrough)
            index_.insert(list_.begin(), list_.end());
        else if (list_.size() > kLookedThrough)
            index_.insert(element);
        return true;
    }
    bool has(const sql::FromNode* element) const {
        if (list_.size() < kLookedThrough) return std::find(list_.begin(), list_.end(), element) != list_.end();
        return index_.contains(element);
    }
    auto begin() const { return list_.begin(); }
    auto end() const { return list_.end(); }

private:
    static constexpr std::size_t kLookedThrough = 16;

    std::vector<const sql::FromNode*> list_;
    std::unordered_set<const sql::FromNode*> index_;
};

/// What may be named at a place of a statement: the FROM of the SELECT there, then that of those around it.
struct Scope {
    FromSet froms;
    std::vector<const sql::LabelNode*> labels;  ///< those that are selected
    const Scope* outer = nullptr;

    bool has(const sql::FromNode* from) const {
        for (const Scope* scope = this; scope != nullptr; scope = scope->outer)
            if (scope->froms.has(from)) return true;
        return false;
    }
    /// The name of a selected label, null for every other expression.
    const std::string* selected_label(const sql::ExpressionNode& node) const {
        const auto found = std::find(labels.begin(), labels.end(), &node);
        return found == labels.end() ? nullptr : &(*found)->name;
    }
};

}  // namespace azoth::compile
