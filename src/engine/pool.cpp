// SPDX-License-Identifier: MIT
#include "engine/pool.hpp"

#include <time.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <utility>

#include "engine/pool_report.hpp"

namespace azoth::engine {
namespace {

using std::chrono::duration_cast;

/// Connections of the parent process: closing one here would end it there.
void leak(std::unique_ptr<PooledConnection> connection) noexcept {
    static std::atomic<PooledConnection*> last = nullptr;  // so that tools which look for leaks see that it is meant
    PooledConnection* const leaked = connection.release();
    leaked->leaked_before = last.exchange(leaked);
}

}  // namespace

std::chrono::steady_clock::time_point coarse_now() {
#ifdef CLOCK_MONOTONIC_COARSE
    timespec now{};
    if (::clock_gettime(CLOCK_MONOTONIC_COARSE, &now) == 0)
        return PoolRules::Clock::time_point(std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec));
#endif
    return PoolRules::Clock::now();
}

struct Pool::Waiter {
    std::condition_variable changed;
    ConnectionPtr connection;  // once served, null means: open one yourself
    bool is_served = false;
};

Pool::Pool(PoolRules rules, std::function<ConnectionPtr()> open, PoolWatcher* watcher)
    : rules_(rules), open_(std::move(open)), watcher_(watcher) {}

Pool::~Pool() {
    follow_fork();
    close_all_free();
}

Pool::ConnectionPtr Pool::take(std::source_location where) {
    ConnectionPtr connection = take_place(where);
    if (connection != nullptr && !is_fit(*connection)) close(std::exchange(connection, nullptr));
    return connection != nullptr ? std::move(connection) : open_in_place(where);
}

Pool::ConnectionPtr Pool::take_place(const std::source_location& where) {
    std::unique_lock lock(mutex_);
    follow_fork();
    ConnectionPtr connection = has_free() || may_open_another() ? take_free() : wait_for_turn(lock);
    last_taker_ = std::this_thread::get_id();
    if (connection != nullptr) {
        const auto now = rules_.now();
        connection->idle = now - std::exchange(connection->changed_hands_at, now);
        connection->is_lent = true;
        connection->lent_to = where;
        connection->thread = last_taker_;
    }
    return connection;
}

bool Pool::has_free() const { return !free_.empty(); }

std::deque<Pool::ConnectionPtr>::iterator Pool::find_free() {
    if (rules_.is_per_thread)
        return std::ranges::find_if(
            free_, [](const auto& connection) { return connection->thread == std::this_thread::get_id(); });
    return free_.empty() ? free_.end() : rules_.use_lifo ? std::prev(free_.end()) : free_.begin();
}

Pool::ConnectionPtr Pool::take_free() {
    ++places_in_use_;
    const auto found = find_free();
    if (found == free_.end()) return nullptr;
    ConnectionPtr connection = std::move(*found);
    if (found == free_.begin())
        free_.pop_front();
    else
        free_.erase(found);
    return connection;
}

Pool::ConnectionPtr Pool::wait_for_turn(std::unique_lock<std::mutex>& lock) {
    const auto start = PoolRules::Clock::now();
    ++counters_.waits;
    if (const std::string warning = warning_of_waiting_for_itself(shortage()); !warning.empty()) {
        lock.unlock();
        log_warning(warning);
        lock.lock();
        follow_fork();
        if (has_free() || may_open_another()) return take_free();
    }
    Waiter self;
    waiters_.push_back(&self);
    const auto is_served = [&] { return self.is_served; };
    if (rules_.timeout_ms < 0) {
        self.changed.wait(lock, is_served);
    } else if (!self.changed.wait_for(lock, std::chrono::milliseconds(rules_.timeout_ms), is_served)) {
        std::erase(waiters_, &self);
        ++counters_.timeouts;
        throw_pool_timeout(shortage());
    }
    counters_.wait_us +=
        static_cast<std::uint64_t>(duration_cast<std::chrono::microseconds>(PoolRules::Clock::now() - start).count());
    return std::move(self.connection);
}

Pool::ConnectionPtr Pool::open_in_place(const std::source_location& where) {
    const auto generation = [this] {
        const std::lock_guard lock(mutex_);
        return generation_;
    }();
    try {
        ConnectionPtr connection = open_();
        connection->opened_at = connection->changed_hands_at = rules_.now();
        connection->generation = generation;
        connection->fork = fork_count();
        connection->thread = std::this_thread::get_id();
        connection->is_lent = true;
        connection->lent_to = where;
        const std::lock_guard lock(mutex_);
        ++counters_.opened;
        connections_.push_back(connection.get());
        return connection;
    } catch (...) {
        leave_place(nullptr);
        throw;
    }
}

bool Pool::is_fit(PooledConnection& connection) {
    const auto age = connection.changed_hands_at - connection.opened_at;
    if (rules_.recycle_seconds >= 0 && age >= std::chrono::seconds(rules_.recycle_seconds)) return false;
    if (!rules_.pre_ping || connection.idle < std::chrono::milliseconds(rules_.ping_idle_ms)) return true;
    if (connection.client->ping()) return true;
    if (watcher_ != nullptr) watcher_->was_lost(*connection.client);
    invalidate(connection.generation);
    return false;
}

void Pool::give_back(ConnectionPtr connection) noexcept {
    if (is_foreign(*connection)) return leak(std::move(connection));
    if (connection->is_detached) return close(std::move(connection));
    leave_place(std::move(connection));
}

void Pool::discard(ConnectionPtr connection) noexcept {
    if (is_foreign(*connection)) return leak(std::move(connection));
    const bool has_place = !connection->is_detached;
    close(std::move(connection));
    if (has_place) leave_place(nullptr);
}

void Pool::detach(PooledConnection& connection) noexcept {
    if (std::exchange(connection.is_detached, true)) return;
    {
        const std::lock_guard lock(mutex_);
        std::erase(connections_, &connection);
    }
    leave_place(nullptr);
}

void Pool::leave_place(ConnectionPtr connection) noexcept {
    {
        const std::lock_guard lock(mutex_);
        const bool is_outdated =
            connection != nullptr && (connection->is_unwanted || connection->generation != generation_);
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
            if (connection != nullptr && !is_outdated) connection = keep_free(std::move(connection));
        }
    }
    if (connection != nullptr) close(std::move(connection));
}

/// Returns what is to be closed instead, if any.
Pool::ConnectionPtr Pool::keep_free(ConnectionPtr connection) {
    connection->changed_hands_at = rules_.now();
    const bool has_room = static_cast<int>(free_.size()) < rules_.keep;
    if (!has_room && (!rules_.is_per_thread || free_.empty())) return connection;
    free_.push_back(std::move(connection));
    if (has_room) return nullptr;
    ConnectionPtr oldest = std::move(free_.front());  // its thread may be gone
    free_.pop_front();
    return oldest;
}

void Pool::close(ConnectionPtr connection) noexcept {
    if (watcher_ != nullptr) watcher_->before_close(*connection->client);
    forget(*connection);
}

void Pool::forget(const PooledConnection& connection) noexcept {
    const std::lock_guard lock(mutex_);
    ++counters_.closed;
    std::erase(connections_, &connection);
}

void Pool::invalidate(std::uint64_t generation) noexcept {
    {
        const std::lock_guard lock(mutex_);
        if (generation != generation_) return;
        ++counters_.invalidated;
    }
    close_all_free();
}

void Pool::close_all_free() noexcept {
    std::deque<ConnectionPtr> outdated;
    {
        const std::lock_guard lock(mutex_);
        ++generation_;
        outdated.swap(free_);
    }
    for (ConnectionPtr& connection : outdated) close(std::move(connection));
}

void Pool::dispose() noexcept {
    {
        const std::lock_guard lock(mutex_);
        follow_fork();
    }
    close_all_free();
    const std::lock_guard lock(mutex_);
    log_loans(connections_, rules_.now());
}

void Pool::abandon() noexcept {
    const std::lock_guard lock(mutex_);
    abandon_locked();
}

void Pool::follow_fork() {
    if (fork_ == fork_count()) return;
    abandon_locked();
    // The threads that waited, or were about to open a connection, are the parent's.
    waiters_.clear();
    places_in_use_ = 0;
    fork_ = fork_count();
}

void Pool::abandon_locked() {
    ++generation_;
    for (ConnectionPtr& connection : free_) leak(std::move(connection));
    free_.clear();
    const auto is_gone = [this](const PooledConnection* connection) {
        return !connection->is_lent || is_foreign(*connection);
    };
    places_in_use_ -= static_cast<int>(
        std::ranges::count_if(connections_, [&](const auto* one) { return one->is_lent && is_gone(one); }));
    std::erase_if(connections_, is_gone);
}

PoolShortage Pool::shortage() const {
    return {.rules = rules_,
            .in_use = places_in_use_,
            .others_waiting = static_cast<int>(waiters_.size()),
            .holds_it_itself = rules_.most == 1 && last_taker_ == std::this_thread::get_id(),
            .connections = connections_};
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

PoolCounters Pool::counters() const {
    const std::lock_guard lock(mutex_);
    return counters_;
}

std::vector<PoolLoan> Pool::loans() const {
    const std::lock_guard lock(mutex_);
    std::vector<PoolLoan> loans;
    for (const PooledConnection* connection : connections_) {
        if (!connection->is_lent) continue;
        const auto held = rules_.now() - connection->changed_hands_at;
        loans.push_back({connection->lent_to, duration_cast<std::chrono::milliseconds>(held).count()});
    }
    return loans;
}

}  // namespace azoth::engine
