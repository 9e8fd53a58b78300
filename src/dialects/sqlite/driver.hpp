// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "azoth/driver/connection.hpp"
#include "azoth/driver/wait_hook.hpp"
#include "azoth/engine/url.hpp"

namespace azoth::sqlite {

/// Opens a SQLite database.
///
/// `sqlite:///books.db` is a path relative to the working folder, `sqlite:////var/books.db` an absolute one;
/// `sqlite://` and `sqlite:///:memory:` are a database in memory.
///
/// Options of the URL:
/// - `mode`: `ro`, `rw`, `rwc` (the default: creates the file), `memory`: the path is the name of a database in memory
///   that all connections of the process to that name share, for as long as an engine uses it
/// - `begin`: `auto` (the default), `deferred` or `immediate`: whether transactions begin with the lock for writing.
///   `auto` takes it when the first statement writes
/// - `busy_timeout`: milliseconds to wait for a lock of another connection; 5000
/// - `foreign_keys`: `on` (the default) or `off`
/// - `journal_mode`: `delete`, `truncate`, `persist`, `memory`, `wal`, `off`; without it a file that can be written is
///   switched to `wal`, everything else is left as it is
/// - `synchronous`: `off`, `normal`, `full`, `extra`; SQLite's default
/// - `cache`: `private` (the default) or `shared`: all connections of the process share one cache, and with it one
///   database in memory
///
/// A name in double quotes is never taken for a text. Settings that do not apply to a library in the process (the wait
/// hook, the time limit) are ignored.
///
/// Throws: ArgumentError(`bad_url`), ConnectionError(`connection_failed`).
std::unique_ptr<driver::Connection> connect_sqlite(const Url& url, const driver::ConnectSettings& settings);

/// The database is in memory and lives as long as any connection to it.
bool is_shared_memory(const Url& url);

/// The database lives and dies with its connection: it is in memory and not shared.
bool is_private_database(const Url& url);

}  // namespace azoth::sqlite
