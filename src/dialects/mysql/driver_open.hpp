// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>

#include <mysql.h>

#include "dialects/mysql/driver_options.hpp"

namespace azoth::mysql {

struct ConnectionCloser {
    void operator()(MYSQL* connection) const noexcept { mysql_close(connection); }
};
using ConnectionHandle = std::unique_ptr<MYSQL, ConnectionCloser>;

/// Connects, logs in and sets up the session. Throws: ConnectionError.
ConnectionHandle open_connection(const ConnectOptions& options, int timeout_ms);

/// How long the library waits for the next byte from the server, or until the server takes some; 0: for ever.
void set_network_timeout(MYSQL* connection, int timeout_ms);

/// False for a replica, and for a server that was told to refuse changes.
bool takes_changes(MYSQL* connection);

/// Runs SQL, which may hold several statements, and drops what it returns.
void run_and_drop_results(MYSQL* connection, const char* sql, std::size_t size);

}  // namespace azoth::mysql
