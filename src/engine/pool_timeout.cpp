// SPDX-License-Identifier: MIT
#include "engine/pool_timeout.hpp"

#include <map>
#include <string>

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth::engine {
namespace {

constexpr std::size_t kPlacesShown = 5;

std::map<std::string, int> count_by_place(std::span<PooledConnection* const> connections) {
    std::map<std::string, int> counts;
    for (const PooledConnection* connection : connections) {
        if (!connection->is_lent) continue;
        ++counts[fmt::format("{}:{}", connection->lent_to.file_name(), connection->lent_to.line())];
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
        return "this thread itself has the only connection that such a database can have: close it (or the session "
               "that uses it) before asking for another";
    if (shortage.rules.most == 1)
        return "this database can have one connection only: close it (or the session that uses it) earlier";
    return fmt::format(
        "close connections and sessions when they are not needed any more, or raise pool_size ({}), "
        "max_overflow ({}) or pool_timeout_ms",
        shortage.rules.keep, shortage.rules.most - shortage.rules.keep);
}

}  // namespace

void throw_pool_timeout(const PoolShortage& shortage) {
    throw OperationalError(
        "pool_timeout",
        fmt::format("no connection became free within {} ms: {} of {} are in use{}, {} other threads are waiting; {}",
                    shortage.rules.timeout_ms, shortage.in_use, shortage.rules.most, where_taken(shortage.connections),
                    shortage.others_waiting, advice(shortage)));
}

}  // namespace azoth::engine
