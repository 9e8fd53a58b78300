// SPDX-License-Identifier: MIT
#include "engine/statement_count.hpp"

namespace azoth::engine {

std::shared_ptr<StatementCount::Counter> StatementCount::add_counter() {
    auto added = std::make_shared<Counter>();
    const std::lock_guard lock(mutex_);
    // There would be more and more of those that nobody counts with any more.
    std::erase_if(counters_, [&](const std::shared_ptr<Counter>& counter) {
        if (!counter->is_final_.load(std::memory_order_acquire)) return false;
        of_closed_ += counter->count();
        return true;
    });
    counters_.push_back(added);
    return {added.get(), [added](Counter*) { added->is_final_.store(true, std::memory_order_release); }};
}

std::uint64_t StatementCount::sum() const {
    const std::lock_guard lock(mutex_);
    std::uint64_t sum = of_closed_;
    for (const std::shared_ptr<Counter>& counter : counters_) sum += counter->count();
    return sum;
}

}  // namespace azoth::engine
