// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "raw_client.hpp"

namespace azoth::bench {

/// The measured programs, as a user of azoth writes them. Each returns how many objects it has dealt with.
class AzothClient {
public:
    explicit AzothClient(const std::string& url);
    ~AzothClient();

    /// All rows as tracked objects of a new session.
    std::size_t load();
    /// As many rows as tracked objects of a new session.
    std::size_t load_first(std::int64_t count);
    /// All rows as read-only objects of a new session.
    std::size_t load_read_only();
    /// All rows as tuples, without a session.
    std::size_t load_tuples();
    /// The rows with the keys 1 to `count`, each asked for by its key.
    std::size_t get(std::int64_t count);
    /// Asks `count` times for an object that the session has.
    std::size_t get_loaded(std::size_t count);
    /// Adds new objects and commits; their keys are known then.
    std::size_t insert(const std::vector<RawUser>& users);
    /// Loads all rows as tracked objects, changes the name of each, commits.
    std::size_t load_and_update();
    /// Runs a query with three conditions `count` times, built anew each time, in one session.
    std::size_t search(const RawFilter& filter, std::size_t count);
    /// Compiles a query with three conditions `count` times without a cache.
    std::size_t compile(std::size_t count);
    /// Builds a query with three conditions `count` times, and finds its SQL among those compiled before.
    std::size_t find_compiled(std::size_t count);
    /// Builds and runs a query with an OR of so many terms.
    std::size_t run_long_condition(std::size_t terms);
    /// Builds and runs a query whose subqueries stand in each other, so many of them.
    std::size_t run_nested(std::size_t depth);
    /// Builds and runs a query with an IN of so many values.
    std::size_t run_long_list(std::size_t values);
    /// Takes a connection from the pool and gives it back, `count` times.
    std::size_t check_out(std::size_t count);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace azoth::bench
