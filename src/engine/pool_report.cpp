// SPDX-License-Identifier: MIT
#include "engine/pool_report.hpp"

#include <algorithm>
#include <map>
#include <string>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/base/log.hpp"

namespace azoth::engine {
namespace {

constexpr std::size_t kPlacesShown = 5;

std::map<std::string, int> count_by_place(std::span<PooledConnection* const> connections) {
    std::map<std::string, int> counts;
    for (const PooledConnection* connection : connections) {
        if (!connection->is_lent) continue;
        const std::source_location& place = connection->lent_to;
        ++counts[place.line() == 0 ? "a place that is not known"
                                   : fmt::format("{}:{}", place.file_name(), place.line())];
    }
    return counts;
}

std::string where_taken(std::span<PooledConnection* const> connections) {
    std::string text;
    std::size_t shown = 0;
    for (const auto& [place, count] : count_by_place(connections)) {
        if (++shown > kPlacesShown) return text + ", and elsewhere";
        text += text.empty() ? "; taken at " : ", ";
        text += count == 1 ? place : fmt::format("{} ({} times)", place, count);
    }
    return text;
}

std::string advice(const PoolShortage& shortage) {
    if (shortage.holds_it_itself)
        return "this thread itself took the only connection that such a database can have: close it (or the session "
               "that uses it) before asking for another";
    if (shortage.rules.most == 1)
        return "this database can have one connection only: close it (or the session that uses it) earlier";
    return fmt::format(
        "close connections and sessions when they are not needed any more, or raise pool_size ({}), "
        "max_overflow ({}) or pool_timeout_ms",
        shortage.rules.keep, shortage.rules.most - shortage.rules.keep);
}

std::int64_t longest_ms(std::span<PooledConnection* const> connections, PoolRules::Clock::time_point now) {
    auto longest = PoolRules::Clock::duration::zero();
    for (const PooledConnection* connection : connections)
        if (connection->is_lent) longest = std::max(longest, now - connection->changed_hands_at);
    return std::chrono::duration_cast<std::chrono::milliseconds>(longest).count();
}

}  // namespace

void log_loans(std::span<PooledConnection* const> connections, PoolRules::Clock::time_point now) noexcept {
    const auto in_use = std::ranges::count_if(connections, &PooledConnection::is_lent);
    if (in_use == 0) return;
    try {
        log(LogLevel::Warning, "azoth.pool",
            fmt::format("the pool is disposed of while {} of its connections are in use (the longest for {} ms){}; "
                        "they are closed when they come back",
                        in_use, longest_ms(connections, now), where_taken(connections)));
    } catch (const std::exception&) {  // A report that cannot be written is no reason to stop.
    }
}

std::string warning_of_waiting_for_itself(const PoolShortage& shortage) {
    if (!shortage.holds_it_itself) return {};
    return fmt::format("a thread waits for a connection{}; {}", where_taken(shortage.connections), advice(shortage));
}

void log_warning(const std::string& warning) noexcept {
    try {
        log(LogLevel::Warning, "azoth.pool", warning);
    } catch (const std::exception&) {  // A report that cannot be written is no reason to stop.
    }
}

void throw_pool_timeout(const PoolShortage& shortage) {
    throw OperationalError(
        "pool_timeout",
        fmt::format("no connection became free within {} ms: {} of {} are in use{}, {} other threads are waiting; {}",
                    shortage.rules.timeout_ms, shortage.in_use, shortage.rules.most, where_taken(shortage.connections),
                    shortage.others_waiting, advice(shortage)));
}

}  // namespace azoth::engine
