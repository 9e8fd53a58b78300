// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace azoth {

namespace driver {
class WaitHook;
}

enum class PoolKind : std::uint8_t {
    Default,  ///< Static for a database in memory, else Queue
    Queue,    ///< keeps connections and opens more when they are all in use
    Null,     ///< opens a connection for each use and closes it afterwards
    Static,   ///< one connection, used by turns
};

/// How an Engine behaves: `create_engine(url, {.pool_size = 20, .echo = true})`.
struct EngineOptions {
    int pool_size = 5;              ///< connections that are kept open
    int max_overflow = 10;          ///< how many more may be open at peak times; -1: any number
    int pool_timeout_ms = 30'000;   ///< how long connect() waits for a free connection; -1: for ever
    int pool_recycle_seconds = -1;  ///< a connection of that age is replaced before it is used again; -1: never
    bool pool_pre_ping = false;     ///< ask for a sign of life before a connection is used again
    bool pool_use_lifo = false;     ///< use the last returned first, so that the others may time out on the server
    PoolKind pool = PoolKind::Default;
    bool echo = false;                   ///< log every statement
    bool enable_from_linting = true;     ///< warn of a FROM whose tables no condition connects, once for each statement
    bool hide_parameters = false;        ///< show no bound value in logs and errors
    std::size_t query_cache_size = 500;  ///< statements kept in compiled form; 0: none
    int connect_timeout_ms = 10'000;     ///< for the whole of opening a connection
    int statement_cache_size = 256;      ///< prepared statements kept per connection
    driver::WaitHook* wait = nullptr;    ///< how drivers wait for their sockets; null: they block the thread
};

}  // namespace azoth
