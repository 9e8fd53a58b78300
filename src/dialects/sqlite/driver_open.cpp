// SPDX-License-Identifier: MIT
#include "dialects/sqlite/driver_open.hpp"

#include <string>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/driver/database_error.hpp"
#include "dialects/sqlite/driver_collations.hpp"
#include "dialects/sqlite/driver_errors.hpp"
#include "dialects/sqlite/driver_functions.hpp"

namespace azoth::sqlite {
namespace {

// Only a URI can name a memory database that several connections share.
constexpr const char* kSharedMemory = "file::memory:?cache=shared";

std::string display_name(const OpenOptions& options) { return options.path.empty() ? ":memory:" : options.path; }

[[noreturn]] void throw_open_error(ErrorDetail detail, const OpenOptions& options) {
    detail.code = "connection_failed";
    detail.message = fmt::format("cannot open the SQLite database '{}': {}", display_name(options), detail.message);
    driver::throw_database_error(std::move(detail));
}

int open_flags(const OpenOptions& options) {
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    switch (options.mode) {
        case OpenMode::ReadOnly: flags |= SQLITE_OPEN_READONLY; break;
        case OpenMode::ReadWrite: flags |= SQLITE_OPEN_READWRITE; break;
        case OpenMode::Create: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE; break;
    }
    if (options.is_cache_shared) flags |= SQLITE_OPEN_SHAREDCACHE;
    if (options.is_shared_memory || (options.is_cache_shared && options.path.empty())) flags |= SQLITE_OPEN_URI;
    return flags;
}

std::string file_name(const OpenOptions& options) {
    if (options.is_shared_memory) return "file:/" + options.path + "?vfs=memdb";
    if (options.path.empty()) return options.is_cache_shared ? kSharedMemory : ":memory:";
    // Such a path would have a special meaning to SQLite.
    if (options.path.starts_with(':') || options.path.starts_with("file:")) return "./" + options.path;
    return options.path;
}

DatabaseHandle open_file(const OpenOptions& options) {
    sqlite3* database = nullptr;
    const int result = sqlite3_open_v2(file_name(options).c_str(), &database, open_flags(options), nullptr);
    DatabaseHandle handle(database);
    if (database == nullptr) throw_open_error(describe_error(result, sqlite3_errstr(result)), options);
    if (result != SQLITE_OK) throw_open_error(describe_error(database), options);
    return handle;
}

/// Runs a PRAGMA; the first cell of its answer is stored in `answer`.
int run_pragma(sqlite3* database, const std::string& sql, std::string& answer) {
    const auto store = [](void* target, int, char** cells, char**) {
        if (cells[0] != nullptr) *static_cast<std::string*>(target) = cells[0];
        return 0;
    };
    return sqlite3_exec(database, sql.c_str(), store, &answer, nullptr);
}

void set_journal_mode(sqlite3* database, const OpenOptions& options) {
    std::string answer;
    const int result = run_pragma(database, "PRAGMA journal_mode = " + options.journal_mode, answer);
    if (result != SQLITE_OK) throw_open_error(describe_error(database), options);
    if (answer != options.journal_mode)
        throw ArgumentError("bad_url", fmt::format("cannot set journal_mode to '{}' for the SQLite database '{}': it "
                                                   "stays '{}'; leave the option out",
                                                   options.journal_mode, display_name(options), answer));
}

/// Nobody has asked for it, so a database that cannot have it now is left as it is.
void prefer_write_ahead_log(sqlite3* database, const OpenOptions& options) {
    if (options.path.empty() || sqlite3_db_readonly(database, "main") != 0) return;
    std::string answer;
    const int result = run_pragma(database, "PRAGMA journal_mode = wal", answer);
    if ((result & 0xff) == SQLITE_NOTADB || (result & 0xff) == SQLITE_CORRUPT)
        throw_open_error(describe_error(database), options);
}

void set_synchronous(sqlite3* database, const OpenOptions& options) {
    std::string answer;
    if (run_pragma(database, "PRAGMA synchronous = " + options.synchronous, answer) != SQLITE_OK)
        throw_open_error(describe_error(database), options);
}

}  // namespace

void apply_foreign_keys(sqlite3* database, const OpenOptions& options) {
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_FKEY, options.has_foreign_keys ? 1 : 0, nullptr);
}

DatabaseHandle open_database(const OpenOptions& options) {
    DatabaseHandle handle = open_file(options);
    sqlite3* database = handle.get();
    sqlite3_busy_timeout(database, options.busy_timeout_ms);
    // Otherwise a misspelt column in double quotes is a text, and the query quietly wrong.
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    if (add_collations(database) != SQLITE_OK || add_functions(database) != SQLITE_OK)
        throw_open_error(describe_error(database), options);
    apply_foreign_keys(database, options);
    if (options.journal_mode.empty())
        prefer_write_ahead_log(database, options);
    else
        set_journal_mode(database, options);
    if (!options.synchronous.empty()) set_synchronous(database, options);
    return handle;
}

}  // namespace azoth::sqlite
