// SPDX-License-Identifier: MIT
#include "memory_cost.hpp"

#include <cstdint>
#include <stdexcept>

#include <fmt/core.h>
#include <malloc.h>

#include "allocation_count.hpp"
#include "azoth_session.hpp"

namespace azoth::bench {
namespace {

constexpr int kObjects = 100'000;
constexpr double kMostTimes = 1.5;

/// What has been allocated and not freed; of the client's libraries too.
std::size_t bytes_in_use() {
    const auto use = mallinfo2();
    return use.uordblks + use.hblkhd;
}

struct Spent {
    double bytes = 0;
    double allocations = 0;
};

/// What `work()`, which loads the objects, leaves behind, and how often it allocates, for each object.
template <class Work>
Spent spent_by(Work work) {
    const std::size_t bytes = bytes_in_use();
    const std::uint64_t allocations = allocation_count();
    const std::size_t loaded = work();
    if (loaded != kObjects) throw std::runtime_error(fmt::format("{} objects loaded of {}", loaded, kObjects));
    const auto count = static_cast<double>(loaded);
    return {static_cast<double>(bytes_in_use() - bytes) / count,
            static_cast<double>(allocation_count() - allocations) / count};
}

Spent load_structs(RawClient& raw) {
    std::vector<RawUser> users;
    return spent_by([&] {
        raw.load(users);
        users.shrink_to_fit();
        return users.size();
    });
}

/// The second time, because the first fills caches.
Spent load_objects(const Database& database, std::size_t (AzothSession::*load)(std::int64_t)) {
    AzothSession session(database.url);
    (session.*load)(kObjects);
    (session.*load)(1);
    return spent_by([&] { return (session.*load)(kObjects); });
}

std::string show(const MemoryCost& cost) {
    const double times = cost.bytes / cost.plain_bytes;
    const std::string budget = cost.most_times ? fmt::format("{:.2f}", *cost.most_times) : "-";
    const char* const verdict = !cost.most_times ? "-" : times <= *cost.most_times ? "yes" : "no";
    return fmt::format("| {:<42} | {:<10} | {:>11.0f} B | {:>6.0f} B | {:>5.2f} | {:>6} | {:<3} | {:>11.3f} |\n",
                       cost.work, cost.database, cost.plain_bytes, cost.bytes, times, budget, verdict,
                       cost.allocations);
}

}  // namespace

std::string memory_name(const Database& database) { return fmt::format("{}/memory_{}", database.dialect, kObjects); }

std::vector<MemoryCost> measure_memory(Database& database) {
    database.users->fill(kObjects);
    load_structs(*database.raw);
    const Spent plain = load_structs(*database.raw);
    const Spent tracked = load_objects(database, &AzothSession::load);
    const Spent read_only = load_objects(database, &AzothSession::load_read_only);
    return {{fmt::format("{} users, tracked", kObjects), database.name, plain.bytes, tracked.bytes, tracked.allocations,
             kMostTimes},
            {fmt::format("{} users, read-only", kObjects), database.name, plain.bytes, read_only.bytes,
             read_only.allocations}};
}

std::string memory_table(const std::vector<MemoryCost>& costs) {
    std::string table =
        fmt::format("| {:<42} | {:<10} | {:>13} | {:>8} | {:>5} | {:>6} | {:<3} | {:>11} |\n", "memory for each object",
                    "database", "plain struct", "azoth", "times", "budget", "ok?", "allocations");
    table += fmt::format("|{:-<44}|{:-<12}|{:->14}:|{:->9}:|{:->6}:|{:->7}:|{:-<5}|{:->12}:|\n", "", "", "", "", "", "",
                         "", "");
    for (const MemoryCost& cost : costs) table += show(cost);
    return table;
}

}  // namespace azoth::bench
