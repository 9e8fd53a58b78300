// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <sqlite3.h>

namespace azoth::bench {

struct SqliteFinalizer {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using SqliteStatement = std::unique_ptr<sqlite3_stmt, SqliteFinalizer>;

/// What the raw programs share: a connection to SQLite, opened as azoth opens its own.
///
/// Throws: std::runtime_error with the client's message.
/// Lifetime: the statements go first.
class SqliteConnection {
public:
    explicit SqliteConnection(const std::string& url);
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;
    ~SqliteConnection();

    void run(const std::string& sql) const;
    void settle() const { run("PRAGMA wal_checkpoint(TRUNCATE)"); }
    void begin() const { execute(begin_); }
    void commit() const { execute(commit_); }

    SqliteStatement prepare(const std::string& sql) const;
    /// A statement without rows.
    void execute(const SqliteStatement& statement) const {
        check_done(sqlite3_step(statement.get()));
        sqlite3_reset(statement.get());
    }
    /// Calls `read(sqlite3_stmt*)` for each row.
    template <class Read>
    void fetch(const SqliteStatement& statement, Read read) const {
        int result = SQLITE_ROW;
        while ((result = sqlite3_step(statement.get())) == SQLITE_ROW) read(statement.get());
        check_done(result);
        sqlite3_reset(statement.get());
    }
    void check_done(int result) const {
        if (result != SQLITE_DONE) fail();
    }
    std::int64_t last_id() const { return sqlite3_last_insert_rowid(database_); }

private:
    void check(int result) const {
        if (result != SQLITE_OK) fail();
    }
    [[noreturn]] void fail() const;

    sqlite3* database_ = nullptr;
    SqliteStatement begin_;
    SqliteStatement commit_;
};

inline void bind(sqlite3_stmt* statement, int position, const std::string& text) {
    sqlite3_bind_text(statement, position, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}
inline void bind(sqlite3_stmt* statement, int position, const std::optional<std::string>& text) {
    if (text)
        bind(statement, position, *text);
    else
        sqlite3_bind_null(statement, position);
}

inline void read_text(sqlite3_stmt* statement, int column, std::string& text) {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    text.assign(data, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
}

}  // namespace azoth::bench
