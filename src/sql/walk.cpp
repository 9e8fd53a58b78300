// SPDX-License-Identifier: MIT
#include "azoth/sql/walk.hpp"

namespace azoth::sql {

const Node* Walk::next() {
    if (last_ != nullptr) {
        const std::vector<const Node*>& children = writer_.children_of(*last_);
        waiting_.insert(waiting_.end(), children.rbegin(), children.rend());
    }
    last_ = nullptr;
    while (!waiting_.empty() && last_ == nullptr) {
        const Node* node = waiting_.back();
        waiting_.pop_back();
        if (seen_.insert(node).second) last_ = node;
    }
    return last_;
}

}  // namespace azoth::sql
