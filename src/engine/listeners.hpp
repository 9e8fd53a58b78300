// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "azoth/engine/events.hpp"
#include "engine/fork_lock.hpp"

namespace azoth::engine {

/// The listeners of an engine. Costs one look at a flag while there are none.
///
/// Thread safety: all members may be called from several threads.
class Listeners {
public:
    void add(std::shared_ptr<EngineListener> listener);
    void remove(const std::shared_ptr<EngineListener>& listener);
    bool is_empty() const noexcept { return !has_any_.load(std::memory_order_acquire); }

    /// Calls `call(EngineListener&)` for each, in the order in which they were added.
    template <class Call>
    void notify(Call call) const {
        if (is_empty()) return;
        const std::shared_ptr<const List> listeners = current();
        for (const std::shared_ptr<EngineListener>& listener : *listeners) call(*listener);
    }

private:
    using List = std::vector<std::shared_ptr<EngineListener>>;

    std::shared_ptr<const List> current() const;
    void replace(List listeners);

    std::atomic<bool> has_any_ = false;
    mutable std::mutex mutex_;
    const ForkLock fork_lock_{mutex_};
    std::shared_ptr<const List> list_ = std::make_shared<const List>();
};

}  // namespace azoth::engine
