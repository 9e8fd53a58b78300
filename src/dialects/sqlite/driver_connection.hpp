// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "azoth/driver/connection.hpp"
#include "azoth/driver/statement_cache.hpp"
#include "dialects/sqlite/driver_cursor.hpp"
#include "dialects/sqlite/driver_execution.hpp"
#include "dialects/sqlite/driver_open.hpp"
#include "dialects/sqlite/driver_options.hpp"
#include "dialects/sqlite/driver_statement.hpp"
#include "driver/open_cursors.hpp"

namespace azoth::sqlite {

class SqliteConnection final : public driver::Connection {
public:
    SqliteConnection(OpenOptions options, std::size_t statement_cache_size);
    ~SqliteConnection() override { open_cursors_.close_all(); }

    driver::ServerInfo server_info() const override;
    std::unique_ptr<driver::Cursor> execute(const driver::Statement& statement,
                                            std::span<const ValueView> parameters) override;
    std::int64_t execute_many(const driver::Statement& statement, std::span<const ValueView> parameters,
                              std::span<std::int64_t> affected) override;
    void insert_many(const driver::Statement& statement, std::span<const ValueView> parameters,
                     std::span<std::int64_t> keys) override;
    void run(std::string_view sql) override;
    bool ping() override { return !is_broken_; }
    bool is_broken() const override { return is_broken_; }
    void reset() override;
    void* native_handle() override { return handle_.get(); }

private:
    /// Finds a prepared statement that is free, or prepares one.
    std::shared_ptr<PreparedStatement> prepare(const driver::Statement& statement);
    /// Runs a statement `row_count` times, or as often as its parameters last, and calls `finish(row, execution)`.
    template <class Finish>
    void run_rows(const driver::Statement& statement, std::span<const ValueView> parameters, std::size_t row_count,
                  KeyInterest interest, Finish finish);
    /// Calls `action` and takes note when an error says that the database is lost.
    template <class Action>
    auto watch(Action action);

    OpenOptions options_;
    DatabaseHandle handle_;
    driver::StatementCache<PreparedStatement> statements_;
    driver::OpenCursors<SqliteCursor> open_cursors_;
    bool is_broken_ = false;
};

}  // namespace azoth::sqlite
