// SPDX-License-Identifier: MIT
#include "sql/named_elements.hpp"

#include "azoth/sql/entity.hpp"
#include "azoth/sql/walk.hpp"

namespace azoth::sql {
namespace {

bool is_element(const Node& node) { return node.kind() >= NodeKind::Table && node.kind() <= NodeKind::Join; }

bool is_subquery(const Node& node) {
    return node.kind() == NodeKind::ScalarSubquery || node.kind() == NodeKind::Exists;
}

class Elements {
public:
    void add(const FromNode& element) {
        if (seen_.insert(&element).second) list_.push_back(&element);
    }
    void add_all(const std::vector<const FromNode*>& elements) {
        for (const FromNode* element : elements) add(*element);
    }
    std::vector<const FromNode*> take() { return std::move(list_); }

private:
    std::vector<const FromNode*> list_;
    std::unordered_set<const FromNode*> seen_;
};

}  // namespace

std::vector<const FromNode*> named_elements(const ExpressionNode& expression) {
    std::vector<const FromNode*> result;
    Walk walk(expression);
    while (const Node* node = walk.next()) {
        if (is_element(*node)) result.push_back(static_cast<const FromNode*>(node));
        if (is_element(*node) || is_subquery(*node)) walk.skip_children();
    }
    return result;
}

std::vector<const FromNode*> leaves_of(const FromNode& element) {
    std::vector<const FromNode*> leaves;
    std::vector<const FromNode*> waiting{&element};
    while (!waiting.empty()) {
        const FromNode* next = waiting.back();
        waiting.pop_back();
        if (next->kind() != NodeKind::Join) {
            leaves.push_back(next);
            continue;
        }
        waiting.push_back(static_cast<const JoinNode*>(next)->right.get());
        waiting.push_back(static_cast<const JoinNode*>(next)->left.get());
    }
    return leaves;
}

std::vector<const FromNode*> joined_elements(const SelectNode& select) {
    Elements elements;
    for (const FromPtr& element : select.from) elements.add_all(leaves_of(*element));
    for (const JoinClause& join : select.joins) {
        if (join.left) elements.add_all(leaves_of(*join.left));
        elements.add_all(leaves_of(*join.target));
    }
    return elements.take();
}

std::vector<const FromNode*> selected_elements(const SelectNode& select) {
    Elements elements;
    elements.add_all(joined_elements(select));
    for (const SelectItem& item : select.items) {
        if (item.entity == nullptr)
            elements.add_all(named_elements(*item.expression));
        else
            elements.add(item.from ? *item.from : *item.entity->table());
    }
    return elements.take();
}

}  // namespace azoth::sql
