// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "azoth/engine/connection.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/sql/text.hpp"

namespace azoth::test {

/// Whether a database is a server, whose processes or threads can be killed.
inline bool is_server(const Url& url) {
    return !url.host.empty();
}

/// A query that takes so many seconds, unless it is stopped.
inline std::string slow_query(const Url& url, int seconds) {
    const std::string number = std::to_string(seconds);
    if (url.dialect == "postgresql") return "SELECT pg_sleep(" + number + ")";
    if (url.dialect == "mysql") return "SELECT sleep(" + number + "), 1 FROM (SELECT 1 UNION SELECT 2) AS two";
    // About a second for each number, and no sleep: SQLite has none.
    return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + number +
           "000000 * 5) SELECT count(*) FROM n";
}

/// The number under which the server knows a connection.
inline std::int64_t process_of(Connection& connection, const Url& url) {
    const std::string sql = url.dialect == "postgresql" ? "SELECT pg_backend_pid()" : "SELECT connection_id()";
    return *connection.scalar(text(sql).columns<std::int64_t>());
}

/// Ends the server's side of a connection, as an administrator or a crash would.
inline void kill_process(const Engine& engine, std::int64_t process) {
    const std::string number = std::to_string(process);
    Connection killer = engine.connect();
    if (engine.url().dialect == "postgresql") {
        killer.execute(text("SELECT pg_terminate_backend(" + number + ")")).all();
        // The process may need a moment to go.
        const auto still_there = text("SELECT count(*) FROM pg_stat_activity WHERE pid = " + number);
        while (*killer.scalar(still_there.columns<std::int64_t>()) != 0) killer.rollback();
    } else {
        killer.run("KILL CONNECTION " + number);
    }
}

}  // namespace azoth::test
