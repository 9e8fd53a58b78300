// SPDX-License-Identifier: MIT
#include <algorithm>
#include <atomic>

#include "azoth/sql/expression_nodes.hpp"

namespace azoth::sql {

/// Room for terms that several lists share, each of them a beginning of it. A place is filled once, by the list that
/// claims it, and never changed.
struct BooleanListNode::Storage : Counted {
    explicit Storage(ExpressionList parts) : places(std::move(parts)), claimed(places.size()) {}
    ExpressionList places;
    std::atomic<std::size_t> claimed;
};

BooleanListNode::BooleanListNode(Operator word, ExpressionList parts)
    : ExpressionNode(NodeKind::BooleanList, Boolean{}),
      storage_(make_node<Storage>(std::move(parts))),
      op(word),
      terms(storage_->places) {}

BooleanListNode::BooleanListNode(Operator word, NodePtr<Storage> storage, std::size_t size)
    : ExpressionNode(NodeKind::BooleanList, Boolean{}),
      storage_(std::move(storage)),
      op(word),
      terms(storage_->places.data(), size) {}

BooleanListNode::~BooleanListNode() = default;

NodePtr<const BooleanListNode> BooleanListNode::extended(std::span<const ExpressionPtr> more) const {
    const std::size_t size = terms.size() + more.size();
    NodePtr<Storage> storage = storage_;
    std::size_t claimed = terms.size();
    // Of several lists that extend the same one, even at the same time, the first gets the places behind it.
    if (size > storage->places.size() || !storage->claimed.compare_exchange_strong(claimed, size)) {
        ExpressionList places(terms.begin(), terms.end());
        places.resize(size + size / 2);
        storage = make_node<Storage>(std::move(places));
        storage->claimed = size;
    }
    std::copy(more.begin(), more.end(), storage->places.begin() + static_cast<std::ptrdiff_t>(terms.size()));
    return NodePtr<const BooleanListNode>(new BooleanListNode(op, std::move(storage), size));
}

}  // namespace azoth::sql
