// SPDX-License-Identifier: MIT
#include "raw_sqlite_connection.hpp"

#include <stdexcept>

#include "azoth/engine/url.hpp"

namespace azoth::bench {

SqliteConnection::SqliteConnection(const std::string& url) {
    check(sqlite3_open_v2(parse_url(url).database.c_str(), &database_,
                          SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                          nullptr));
    sqlite3_busy_timeout(database_, 5000);
    run("PRAGMA foreign_keys = ON; PRAGMA journal_mode = wal; PRAGMA synchronous = off");
    begin_ = prepare("BEGIN");
    commit_ = prepare("COMMIT");
}

SqliteConnection::~SqliteConnection() {
    begin_.reset();
    commit_.reset();
    sqlite3_close(database_);
}

void SqliteConnection::run(const std::string& sql) const {
    check(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr));
}

SqliteStatement SqliteConnection::prepare(const std::string& sql) const {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v3(database_, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
    return SqliteStatement(statement);
}

void SqliteConnection::fail() const { throw std::runtime_error(sqlite3_errmsg(database_)); }

}  // namespace azoth::bench
