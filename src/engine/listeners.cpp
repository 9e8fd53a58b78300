// SPDX-License-Identifier: MIT
#include "engine/listeners.hpp"

#include <utility>

namespace azoth::engine {

// A changed list is a new one, so that a listener may add or remove listeners while the old one is walked through.

void Listeners::add(std::shared_ptr<EngineListener> listener) {
    const std::lock_guard lock(mutex_);
    List changed = *list_;
    changed.push_back(std::move(listener));
    replace(std::move(changed));
}

void Listeners::remove(const std::shared_ptr<EngineListener>& listener) {
    const std::lock_guard lock(mutex_);
    List changed = *list_;
    std::erase(changed, listener);
    replace(std::move(changed));
}

void Listeners::replace(List listeners) {
    has_any_.store(!listeners.empty(), std::memory_order_release);
    list_ = std::make_shared<const List>(std::move(listeners));
}

std::shared_ptr<const Listeners::List> Listeners::current() const {
    const std::lock_guard lock(mutex_);
    return list_;
}

}  // namespace azoth::engine
