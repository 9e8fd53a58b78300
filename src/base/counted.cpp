// SPDX-License-Identifier: MIT
#include <vector>

#include "azoth/base/node_ptr.hpp"

namespace azoth {
namespace {

constexpr int kNestedDestructors = 100;

/// The objects whose destructors wait for the stack to become shorter.
struct Waiting {
    std::vector<const Counted*> objects;
    int depth = 0;
};

thread_local Waiting* waiting = nullptr;

}  // namespace

void Counted::destroy() const noexcept {
    if (waiting != nullptr && waiting->depth >= kNestedDestructors) return waiting->objects.push_back(this);
    if (waiting != nullptr) {
        ++waiting->depth;
        delete this;
        --waiting->depth;
        return;
    }
    Waiting list;
    waiting = &list;
    delete this;
    while (!list.objects.empty()) {
        const Counted* next = list.objects.back();
        list.objects.pop_back();
        delete next;
    }
    waiting = nullptr;
}

}  // namespace azoth
