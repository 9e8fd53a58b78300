// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <source_location>
#include <thread>

#include "azoth/driver/connection.hpp"
#include "engine/execution_scratch.hpp"
#include "engine/lasting_statements.hpp"
#include "engine/statement_count.hpp"

namespace azoth {
class Dialect;
}

namespace azoth::engine {

/// An open connection, and what stays with it from one loan to the next.
struct PooledConnection {
    std::unique_ptr<driver::Connection> client;
    const Dialect* dialect = nullptr;
    ExecutionScratch scratch;
    LastingStatements lasting_statements;
    std::shared_ptr<StatementCount::Counter> statements;
    int statement_timeout_ms = 0;  ///< what the client was told

    // The pool's own notes.
    std::chrono::steady_clock::time_point opened_at;
    std::chrono::steady_clock::time_point changed_hands_at;  ///< when it was lent, or given back
    std::chrono::steady_clock::duration idle{};              ///< how long nobody had it before this loan
    std::uint64_t generation = 0;
    std::uint64_t fork = 0;  ///< the process that has opened it
    std::thread::id thread;  ///< the last that it was lent to
    bool is_lent = false;
    bool is_unwanted = false;      ///< to be closed when it comes back
    bool is_detached = false;      ///< the pool does not count it any more
    std::source_location lent_to;  ///< the call that took it
    PooledConnection* leaked_before = nullptr;
};

}  // namespace azoth::engine
