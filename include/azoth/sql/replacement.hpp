// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "azoth/sql/node.hpp"

namespace azoth::sql {

class FromNode;

/// What stands in the place of which nodes; see replaced().
class Replacements {
public:
    struct Pair {
        NodePtr<const Node> old_node;
        NodePtr<const Node> new_node;  ///< an expression for an expression, an element of FROM for such an element
    };

    explicit Replacements(std::span<const Pair> pairs);

    /// The node with everything in it replaced; itself when it holds nothing of that.
    NodePtr<const Node> apply(const Node& node);

    /// For Node::rebuilt(): the new form of a child.
    template <class N>
    NodePtr<N> operator()(const NodePtr<N>& child) const {
        return NodePtr<N>(static_cast<N*>(result_of(child.get())));
    }
    template <class N>
    std::vector<NodePtr<N>> operator()(const std::vector<NodePtr<N>>& children) const {
        std::vector<NodePtr<N>> result;
        result.reserve(children.size());
        for (const NodePtr<N>& child : children) result.push_back((*this)(child));
        return result;
    }

    /// Whether the node is one of the pairs, not only rebuilt around one.
    bool is_given(const Node& node) const { return given_.contains(&node); }

private:
    const Node* result_of(const Node* node) const;

    std::unordered_map<const Node*, NodePtr<const Node>> results_;
    std::unordered_set<const Node*> given_;
};

/// A statement or expression with other nodes in some places, usually another element of FROM: the columns of the old
/// one become those of the new one, wherever they stand. Parts without any of them are shared with the old tree.
///
///     replaced(condition, {{{books.node(), older.node()}}})   // books.pages > 300 -> older.pages > 300
///
/// Throws ArgumentError(`no_such_column`) when the new element lacks a column that is used, ArgumentError
/// (`not_replaceable`) for nodes that do not know how to be rebuilt.
template <class N>
NodePtr<const N> replaced(const NodePtr<N>& node, std::span<const Replacements::Pair> pairs) {
    return NodePtr<const N>(static_cast<const N*>(Replacements(pairs).apply(*node).get()));
}
template <class N>
NodePtr<const N> replaced(const NodePtr<N>& node, std::initializer_list<Replacements::Pair> pairs) {
    return replaced(node, std::span<const Replacements::Pair>(pairs.begin(), pairs.size()));
}

}  // namespace azoth::sql
