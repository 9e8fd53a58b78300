// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <source_location>

#include "azoth/driver/connection.hpp"
#include "engine/execution_scratch.hpp"
#include "engine/lasting_statements.hpp"

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

    // The pool's own notes.
    std::chrono::steady_clock::time_point opened_at;
    std::uint64_t generation = 0;
    bool is_lent = false;
    std::source_location lent_to;  ///< the call that took it
};

}  // namespace azoth::engine
