// SPDX-License-Identifier: MIT
#include "engine/pool.hpp"

#include <algorithm>
#include <condition_variable>
#include <utility>

#include "engine/pool_timeout.hpp"

namespace azoth::engine {

struct Pool::Waiter {
    std::condition_variable changed;
    ConnectionPtr connection;  // once served, null means: open one yourself
    bool is_served = false;
};

Pool::Pool(PoolRules rules, std::function<ConnectionPtr()> open) : rules_(rules), open_(std::move(open)) {}

Pool::~Pool() = default;

Pool::ConnectionPtr Pool::take(std::source_location where) {
    ConnectionPtr connection = take_place(where);
    if (connection != nullptr && !is_fit(*connection)) close(std::exchange(connection, nullptr));
    return connection != nullptr ? std::move(connection) : open_in_place(where);
}

Pool::ConnectionPtr Pool::take_place(const std::source_location& where) {
    std::unique_lock lock(mutex_);
    ConnectionPtr connection = !free_.empty() || may_open_another() ? take_free() : wait_for_turn(lock);
    last_taker_ = std::this_thread::get_id();
    if (connection != nullptr) {
        connection->is_lent = true;
        connection->lent_to = where;
    }
    return connection;
}

Pool::ConnectionPtr Pool::take_free() {
    ++places_in_use_;
    if (free_.empty()) return nullptr;
    ConnectionPtr connection = std::move(rules_.use_lifo ? free_.back() : free_.front());
    rules_.use_lifo ? free_.pop_back() : free_.pop_front();
    return connection;
}

Pool::ConnectionPtr Pool::wait_for_turn(std::unique_lock<std::mutex>& lock) {
    Waiter self;
    waiters_.push_back(&self);
    const auto is_served = [&] { return self.is_served; };
    if (rules_.timeout_ms < 0) {
        self.changed.wait(lock, is_served);
    } else if (!self.changed.wait_for(lock, std::chrono::milliseconds(rules_.timeout_ms), is_served)) {
        std::erase(waiters_, &self);
        throw_timeout();
    }
    return std::move(self.connection);
}

Pool::ConnectionPtr Pool::open_in_place(const std::source_location& where) {
    const auto generation = [this] {
        const std::lock_guard lock(mutex_);
        return generation_;
    }();
    try {
        ConnectionPtr connection = open_();
        connection->opened_at = rules_.now();
        connection->generation = generation;
        connection->is_lent = true;
        connection->lent_to = where;
        const std::lock_guard lock(mutex_);
        connections_.push_back(connection.get());
        return connection;
    } catch (...) {
        leave_place(nullptr);
        throw;
    }
}

bool Pool::is_fit(const PooledConnection& connection) {
    if (rules_.recycle_seconds >= 0 &&
        rules_.now() - connection.opened_at >= std::chrono::seconds(rules_.recycle_seconds))
        return false;
    if (!rules_.pre_ping || connection.client->ping()) return true;
    invalidate(connection.generation);
    return false;
}

void Pool::give_back(ConnectionPtr connection) noexcept { leave_place(std::move(connection)); }

void Pool::discard(ConnectionPtr connection) noexcept {
    close(std::move(connection));
    leave_place(nullptr);
}

void Pool::leave_place(ConnectionPtr connection) noexcept {
    {
        const std::lock_guard lock(mutex_);
        const bool is_outdated = connection != nullptr && connection->generation != generation_;
        if (connection != nullptr) connection->is_lent = false;
        if (!waiters_.empty()) {
            // The place goes over to the first in the queue; while we hold the lock, it cannot give up and be gone.
            Waiter& next = *waiters_.front();
            waiters_.pop_front();
            if (!is_outdated) next.connection = std::move(connection);
            next.is_served = true;
            next.changed.notify_one();
        } else {
            --places_in_use_;
            if (connection != nullptr && !is_outdated && static_cast<int>(free_.size()) < rules_.keep)
                free_.push_back(std::move(connection));
        }
    }
    if (connection != nullptr) close(std::move(connection));
}

void Pool::close(ConnectionPtr connection) noexcept {
    const std::lock_guard lock(mutex_);
    std::erase(connections_, connection.get());
}

void Pool::invalidate(std::uint64_t generation) noexcept {
    {
        const std::lock_guard lock(mutex_);
        if (generation != generation_) return;
    }
    dispose();
}

void Pool::dispose() noexcept {
    std::deque<ConnectionPtr> outdated;
    {
        const std::lock_guard lock(mutex_);
        ++generation_;
        outdated.swap(free_);
    }
    for (ConnectionPtr& connection : outdated) close(std::move(connection));
}

void Pool::throw_timeout() const {
    throw_pool_timeout({.rules = rules_,
                        .in_use = places_in_use_,
                        .others_waiting = static_cast<int>(waiters_.size()),
                        .holds_it_itself = rules_.most == 1 && last_taker_ == std::this_thread::get_id(),
                        .connections = connections_});
}

PoolStatus Pool::status() const {
    const std::lock_guard lock(mutex_);
    const int free = static_cast<int>(free_.size());
    return {.size = rules_.keep,
            .checked_in = free,
            .checked_out = places_in_use_,
            .overflow = std::max(0, free + places_in_use_ - rules_.keep),
            .waiting = static_cast<int>(waiters_.size())};
}

}  // namespace azoth::engine
