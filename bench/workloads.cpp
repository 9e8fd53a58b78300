// SPDX-License-Identifier: MIT
#include "workloads.hpp"

#include <initializer_list>
#include <utility>

#include <fmt/core.h>

#include "workload_start.hpp"

namespace azoth::bench {
namespace {

constexpr int kChangedRows = 1000;
constexpr int kManyRows = 100'000;
constexpr int kPresentRows = 20'000;  // MariaDB is slow while the file of a table is small
constexpr std::int64_t kKeys = 100;
constexpr std::size_t kLoadedGets = 1'000'000;  // the first of them is a query
constexpr std::size_t kStatements = 1000;
constexpr std::size_t kSearches = 100;

struct LoadBudgets {
    Budgets tracked;
    Budgets read_only;
};

LoadBudgets load_budgets(int rows) {
    switch (rows) {
        case 1: return {.tracked = {1.5, 1.1, 0}};
        case 1000: return {.tracked = {1.25, 1.10, 1.15}, .read_only = {1.10, 1.05, 1.05}};
        default: return {};
    }
}

/// A session reads within a transaction. (With PostgreSQL its beginning and end cost no waiting.)
void add_raw_in_transaction(Workload& workload, Database& database) {
    if (database.dialect == "postgresql") return;
    workload.programs.push_back({"raw_in_transaction", [&raw = *database.raw] {
                                     std::vector<RawUser> users;
                                     raw.begin();
                                     raw.load(users);
                                     raw.commit();
                                     return users.size();
                                 }});
    workload.comparisons.push_back({"the same, tracked, raw in a transaction", "raw_in_transaction", "tracked"});
}

Workload load(Database& database, int rows) {
    Workload workload = start(database, fmt::format("load_{}", rows));
    workload.set_up = [&users = *database.users, rows] { users.fill(rows); };
    if (rows == kManyRows) workload.repetitions = 7;
    workload.programs = {{"raw",
                          [&raw = *database.raw] {
                              std::vector<RawUser> users;
                              raw.load(users);
                              return users.size();
                          }},
                         {"tracked", [&azoth = *database.azoth] { return azoth.load(); }},
                         {"read_only", [&azoth = *database.azoth] { return azoth.load_read_only(); }},
                         {"tuples", [&azoth = *database.azoth] { return azoth.load_tuples(); }}};
    const LoadBudgets budgets = load_budgets(rows);
    const std::string what = fmt::format("load {} {}", rows, rows == 1 ? "row" : "rows");
    workload.comparisons = {{what + ", tracked", "raw", "tracked", pick(budgets.tracked, database.dialect)},
                            {what + ", read-only", "raw", "read_only", pick(budgets.read_only, database.dialect)},
                            {what + ", tuples", "raw", "tuples", pick(budgets.read_only, database.dialect)}};
    add_raw_in_transaction(workload, database);
    return workload;
}

Workload get_by_key(Database& database) {
    Workload workload = start(database, "get");
    workload.set_up = [&users = *database.users] { users.fill(kChangedRows); };
    workload.operations = kKeys;
    workload.programs = {{"raw",
                          [&raw = *database.raw] {
                              std::size_t found = 0;
                              raw.begin();
                              for (std::int64_t id = 1; id <= kKeys; ++id) found += raw.get(id).has_value() ? 1 : 0;
                              raw.commit();
                              return found;
                          }},
                         {"azoth", [&azoth = *database.azoth] { return azoth.get(kKeys); }}};
    workload.comparisons = {{"get by key, not loaded", "raw", "azoth", pick({1.25, 1.05, 0}, database.dialect)}};
    return workload;
}

const std::vector<RawUser>& new_users() {
    static const std::vector<RawUser> users = [] {
        std::vector<RawUser> made;
        for (int number = 1; number <= kChangedRows; ++number) made.push_back(make_user(number));
        return made;
    }();
    return users;
}

Workload insert(Database& database) {
    Workload workload = start(database, fmt::format("insert_{}", kChangedRows));
    workload.set_up = [&users = *database.users] {
        users.fill(kPresentRows);
        users.expect_changes();
    };
    const auto raw_program = [&raw = *database.raw](void (RawClient::*insert)(std::vector<RawUser>&)) {
        return [&raw, insert] {
            std::vector<RawUser> users = new_users();
            (raw.*insert)(users);
            return users.size();
        };
    };
    workload.programs = {{"raw", raw_program(&RawClient::insert)},
                         {"azoth", [&azoth = *database.azoth] { return azoth.insert(new_users()); }}};
    const std::string what = fmt::format("insert {} objects, ids read back", kChangedRows);
    workload.comparisons = {{what, "raw", "azoth", pick({1.25, 0.5, 0.35}, database.dialect)}};
    if (!database.raw->has_bulk()) return workload;
    workload.programs.push_back({"raw_in_bulk", raw_program(&RawClient::insert_in_bulk)});
    workload.comparisons.push_back({"the same, raw in bulk", "raw_in_bulk", "azoth"});
    return workload;
}

/// Upper and lower case by turns.
void change_name(RawUser& user) { user.name[0] = static_cast<char>(user.name[0] ^ 0x20); }

Workload update(Database& database) {
    Workload workload = start(database, fmt::format("update_{}", kChangedRows));
    workload.set_up = [&users = *database.users] {
        users.fill(kChangedRows);
        users.expect_changes();
    };
    const auto raw_program = [&raw = *database.raw](void (RawClient::*change)(void (*)(RawUser&))) {
        return [&raw, change] {
            (raw.*change)(change_name);
            return std::size_t{kChangedRows};
        };
    };
    workload.programs = {{"raw", raw_program(&RawClient::load_and_update)},
                         {"azoth", [&azoth = *database.azoth] { return azoth.load_and_update(); }}};
    const std::string what = fmt::format("load {}, change one column of each", kChangedRows);
    workload.comparisons = {{what, "raw", "azoth", pick({1.25, 0.6, 0.6}, database.dialect)}};
    if (!database.raw->has_bulk()) return workload;
    workload.programs.push_back({"raw_in_bulk", raw_program(&RawClient::load_and_update_in_bulk)});
    workload.comparisons.push_back({"the same, raw in bulk", "raw_in_bulk", "azoth"});
    return workload;
}

Workload get_loaded(Database& database) {
    Workload workload = start(database, "get_loaded");
    workload.set_up = [&users = *database.users] { users.fill(kChangedRows); };
    workload.operations = kLoadedGets;
    workload.programs = {{"azoth", [&azoth = *database.azoth] { return azoth.get_loaded(kLoadedGets); }}};
    workload.comparisons = {{"get by key, already loaded", "", "azoth", Budget{10}}};
    return workload;
}

Workload find_compiled(Database& database) {
    Workload workload = start(database, "find_compiled");
    workload.set_up = [] {};
    workload.operations = kStatements;
    workload.programs = {{"azoth", [&azoth = *database.azoth] { return azoth.find_compiled(kStatements); }}};
    workload.comparisons = {{"build a statement, find it in the cache", "", "azoth", Budget{500}}};
    return workload;
}

Workload check_out(Database& database) {
    Workload workload = start(database, "check_out");
    workload.set_up = [] {};
    workload.operations = kStatements;
    workload.programs = {{"azoth", [&azoth = *database.azoth] { return azoth.check_out(kStatements); }}};
    workload.comparisons = {{"take a connection from the pool, give it back", "", "azoth", Budget{200}}};
    return workload;
}

Workload compile(Database& database) {
    Workload workload = start(database, "compile");
    workload.set_up = [] {};
    workload.operations = kStatements;
    workload.programs = {{"azoth", [&azoth = *database.azoth] { return azoth.compile(kStatements); }}};
    workload.comparisons = {{"compile a statement, no cache", "", "azoth", Budget{10'000}}};
    return workload;
}

/// Large statements, built, compiled or found, and run.
Workload large_statements(Database& database) {
    Workload workload = start(database, "large_statements");
    workload.set_up = [&users = *database.users] { users.fill(1); };
    AzothClient& azoth = *database.azoth;
    workload.programs = {{"or", [&azoth] { return azoth.run_long_condition(10'000); }},
                         {"nested", [&azoth] { return azoth.run_nested(5); }},
                         {"in", [&azoth] { return azoth.run_long_list(100'000); }}};
    workload.comparisons = {{"an OR of 10000 terms, built and run", "", "or"},
                            {"5 queries within each other, built and run", "", "nested"},
                            {"an IN of 100000 values, built and run", "", "in"}};
    return workload;
}

/// One user is found by all three conditions.
Workload search(Database& database) {
    Workload workload = start(database, "search");
    workload.set_up = [&users = *database.users] { users.fill(kChangedRows); };
    workload.operations = kSearches;
    const RawUser wanted = make_user(500);
    const RawFilter filter{.name = wanted.name, .hair_color = wanted.hair_color, .first_id = 7};
    workload.programs = {{"raw",
                          [&raw = *database.raw, filter] {
                              std::vector<RawUser> users;
                              raw.begin();
                              for (std::size_t i = 0; i < kSearches; ++i) raw.search(filter, users);
                              raw.commit();
                              return users.size();
                          }},
                         {"azoth", [&azoth = *database.azoth, filter] { return azoth.search(filter, kSearches); }}};
    workload.comparisons = {
        {"100 queries with 3 filters, each built anew", "raw", "azoth", pick({1.35, 1.05, 0}, database.dialect)}};
    return workload;
}

}  // namespace

std::vector<Workload> make_workloads(Database& database) {
    std::vector<Workload> workloads;
    for (const int rows : {1, 100, 1000, 10'000}) workloads.push_back(load(database, rows));
    workloads.push_back(load_blog(database));
    for (auto* make : {get_by_key, get_loaded, insert, update, find_compiled, check_out, compile, large_statements})
        workloads.push_back(make(database));
    if (database.raw->has_search()) workloads.push_back(search(database));
    for (Workload& workload : make_bulk_workloads(database)) workloads.push_back(std::move(workload));
    workloads.push_back(load(database, kManyRows));
    for (Workload& workload : make_large_session_workloads(database)) workloads.push_back(std::move(workload));
    workloads.push_back(stream_readings(database));
    return workloads;
}

}  // namespace azoth::bench
