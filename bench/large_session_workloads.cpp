// SPDX-License-Identifier: MIT
#include <memory>

#include <fmt/core.h>

#include "azoth_session.hpp"
#include "workload_start.hpp"
#include "workloads.hpp"

namespace azoth::bench {
namespace {

constexpr int kManyRows = 100'000;
constexpr int kPart = 10'000;
constexpr std::size_t kChanged = 10;

// What should take the same time, with some room for caches that are too small.
constexpr Budget kLinear{1.25};
constexpr Budget kEqual{1.15};

/// The same number of objects, in sessions of a tenth of the size, and in one.
Workload load_linearly(Database& database) {
    Workload workload = start(database, "load_linearly");
    workload.repetitions = 7;
    workload.set_up = [&users = *database.users] { users.fill(kManyRows); };
    workload.programs = {{"parts",
                          [&azoth = *database.azoth] {
                              std::size_t loaded = 0;
                              for (int i = 0; i < kManyRows / kPart; ++i) loaded += azoth.load_first(kPart);
                              return loaded;
                          }},
                         {"at_once", [&azoth = *database.azoth] { return azoth.load_first(kManyRows); }}};
    workload.comparisons = {
        {fmt::format("load {}, raw: {} x {}", kManyRows, kManyRows / kPart, kPart), "parts", "at_once", kLinear}};
    return workload;
}

struct TwoSessions {
    explicit TwoSessions(const std::string& url) : small(url), large(url) {}

    AzothSession small;
    AzothSession large;
};

/// A few changed objects, in a session that has no others, and in one that has many. Their names change between upper
/// and lower case, which nobody else minds.
Workload flush_few(Database& database) {
    Workload workload = start(database, "flush_few");
    const auto sessions = std::make_shared<TwoSessions>(database.url);
    workload.set_up = [&users = *database.users, sessions] {
        users.fill(kManyRows);
        sessions->small.load(kChanged);
        sessions->large.load(kManyRows);
    };
    workload.programs = {{"small", [sessions] { return sessions->small.change(kChanged); }},
                         {"large", [sessions] { return sessions->large.change(kChanged); }}};
    workload.comparisons = {{fmt::format("flush {} of {}, raw: {} of {}", kChanged, kManyRows, kChanged, kChanged),
                             "small", "large", kEqual}};
    return workload;
}

}  // namespace

std::vector<Workload> make_large_session_workloads(Database& database) {
    return {load_linearly(database), flush_few(database)};
}

}  // namespace azoth::bench
