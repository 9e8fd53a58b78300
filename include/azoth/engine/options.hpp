// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "azoth/engine/execution_options.hpp"

namespace azoth {

namespace driver {
class WaitHook;
}

enum class PoolKind : std::uint8_t {
    Default,          ///< Static for a database in memory, else Queue
    Queue,            ///< keeps connections and opens more when they are all in use
    Null,             ///< opens a connection for each use and closes it afterwards
    Static,           ///< one connection, used by turns
    SingletonThread,  ///< keeps one connection for each thread, and lends it to no other
};

/// What a connection does with its open transaction when it goes back to the pool.
enum class ResetOnReturn : std::uint8_t { Rollback, Commit };

/// How an Engine behaves: `create_engine(url, {.pool_size = 20, .echo = true})`.
struct EngineOptions {
    int pool_size = 5;                     ///< connections that are kept open
    int max_overflow = 10;                 ///< how many more may be open at peak times; -1: any number
    int pool_timeout_ms = 30'000;          ///< how long connect() waits for a free connection; -1: for ever
    int pool_recycle_seconds = -1;         ///< a connection of that age is replaced before it is used again; -1: never
    bool pool_pre_ping = false;            ///< ask for a sign of life before a connection is used again
    int pool_pre_ping_idle_ms = 500;       ///< but not of one that was used so recently
    int pool_pre_ping_timeout_ms = 5'000;  ///< a connection that does not answer in that time is replaced; -1: for ever
    bool pool_use_lifo = false;  ///< use the last returned first, so that the others may time out on the server
    ResetOnReturn pool_reset_on_return = ResetOnReturn::Rollback;
    PoolKind pool = PoolKind::Default;
    bool echo = false;                   ///< log every statement
    bool enable_from_linting = true;     ///< warn of a FROM whose tables no condition connects, once for each statement
    bool echo_pool = false;              ///< log what happens to connections
    std::string logging_name = {};       ///< stands in the log's lines, to tell engines apart
    int slow_query_ms = -1;              ///< log a warning for statements that take so long; -1: never
    bool hide_parameters = false;        ///< show no value in logs and errors, nor in what the server says of them
    std::size_t query_cache_size = 500;  ///< statements kept in compiled form; 0: none
    int connect_timeout_ms = 10'000;     ///< for the whole of opening a connection
    /// A connection is given up (ConnectionError) when its server has sent nothing for so long while a statement
    /// without ExecutionOptions::statement_timeout_ms is running, or COPY, or the rows of a stream are fetched; -1:
    /// never.
    int network_timeout_ms = 3'600'000;
    int commit_timeout_ms = 60'000;         ///< the same for BEGIN, COMMIT, ROLLBACK and savepoints; -1: never
    int statement_cache_size = 256;         ///< prepared statements kept per connection
    ExecutionOptions execution = {};        ///< of all connections, unless they have their own
    driver::WaitHook* wait = nullptr;       ///< how drivers wait for their sockets; null: they block the thread
    std::vector<std::string> plugins = {};  ///< names given to register_plugin(), beside those of the URL's `plugin=`
    /// A dialect that is not linked is looked for in these folders, as `libazoth_<dialect>.so`. Its code runs in the
    /// program; none, the default: nothing is loaded.
    std::vector<std::string> dialect_folders = {};
    std::string dialect_library = {};  ///< the shared library that has the URL's dialect, unless it is linked
};

}  // namespace azoth
