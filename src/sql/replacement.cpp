// SPDX-License-Identifier: MIT
#include "azoth/sql/replacement.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/cache_key.hpp"

namespace azoth::sql {

NodePtr<const Node> Node::rebuilt(const Replacements&) const {
    throw ArgumentError("not_replaceable", fmt::format("a node of kind {} holds something to be replaced, but does not "
                                                       "know how to be rebuilt; override Node::rebuilt()",
                                                       static_cast<int>(kind())));
}

Replacements::Replacements(std::span<const Pair> pairs) {
    for (const Pair& pair : pairs) {
        results_.emplace(pair.old_node.get(), pair.new_node);
        given_.insert(pair.old_node.get());
    }
}

const Node* Replacements::result_of(const Node* node) const {
    return node == nullptr ? nullptr : results_.at(node).get();
}

NodePtr<const Node> Replacements::apply(const Node& node) {
    if (const auto known = results_.find(&node); known != results_.end()) return known->second;
    CacheKeyWriter writer;
    const std::vector<const Node*> children = writer.children_of(node);
    bool is_changed = false;
    for (const Node* child : children) is_changed |= apply(*child).get() != child;
    const NodePtr<const Node> result = is_changed ? node.rebuilt(*this) : NodePtr<const Node>(&node);
    return results_.emplace(&node, result).first->second;
}

}  // namespace azoth::sql
