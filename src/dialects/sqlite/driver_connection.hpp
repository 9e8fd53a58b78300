// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "azoth/driver/connection.hpp"
#include "azoth/driver/statement_cache.hpp"
#include "dialects/sqlite/driver_cursor.hpp"
#include "dialects/sqlite/driver_execution.hpp"
#include "dialects/sqlite/driver_interruption.hpp"
#include "dialects/sqlite/driver_open.hpp"
#include "dialects/sqlite/driver_options.hpp"
#include "dialects/sqlite/driver_statement.hpp"
#include "driver/open_cursors.hpp"

namespace azoth::sqlite {

class SqliteConnection final : public driver::Connection {
public:
    SqliteConnection(OpenOptions options, std::size_t statement_cache_size);
    ~SqliteConnection() override;

    driver::ServerInfo server_info() const override;
    std::unique_ptr<driver::Cursor> execute(const driver::Statement& statement,
                                            std::span<const ValueView> parameters) override;
    void take_first(const driver::Statement& statement, std::span<const ValueView> parameters,
                    driver::RowTaker& taker) override;
    std::int64_t execute_many(const driver::Statement& statement, std::span<const ValueView> parameters,
                              std::span<std::int64_t> affected) override;
    void insert_many(const driver::Statement& statement, std::span<const ValueView> parameters,
                     std::span<std::int64_t> keys) override;
    void run(std::string_view sql) override;
    /// BEGIN waits for the first statement: one that writes begins with the lock for it, which may be waited for; a
    /// reader that becomes a writer later might have to start over.
    void run_later(std::string_view sql) override;
    void set_statement_timeout(int timeout_ms) override { limit_.set(timeout_ms); }
    std::shared_ptr<driver::Canceler> make_canceler() override;
    bool ping() override { return !is_broken_; }
    bool is_broken() const override { return is_broken_; }
    void reset() override;
    void* native_handle() override;

private:
    /// Every piece of work begins and ends with them.
    enum class Control : std::uint8_t { Begin, BeginImmediate, Commit, Rollback, None };
    static constexpr std::array<std::string_view, 4> kControls = {"BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"};

    static Control control_of(std::string_view sql);
    /// Finds a prepared statement that is free, or prepares one.
    std::shared_ptr<PreparedStatement> prepare(const driver::Statement& statement);
    /// The same for a call in which nobody else can come to use the connection: the cache keeps the statement, or else
    /// `made` does.
    PreparedStatement& prepare_for_call(const driver::Statement& statement, std::shared_ptr<PreparedStatement>& made);
    /// Runs a statement `row_count` times, or as often as its parameters last, and calls `finish(row, execution)`.
    template <class Finish>
    void run_rows(const driver::Statement& statement, std::span<const ValueView> parameters, std::size_t row_count,
                  KeyInterest interest, Finish finish);
    /// Calls `action` and takes note when an error says that the database is lost.
    template <class Action>
    auto watch(Action action);
    void begin_for(bool is_writer) {
        if (defers_begin_) begin_now(is_writer);
    }
    void begin_for(const PreparedStatement& statement) { begin_for(statement.may_change_data()); }
    void begin_now(bool is_writer);
    void run_text(std::string_view sql);
    void run_control(Control control);
    bool has_only_read() const;

    OpenOptions options_;
    DatabaseHandle handle_;
    TimeLimit limit_;
    std::shared_ptr<InterruptCanceler> canceler_;  // null until somebody asks for it
    bool defers_begin_ = false;                    // it has yet to be run
    driver::StatementCache<PreparedStatement> statements_;
    std::array<std::unique_ptr<PreparedStatement>, kControls.size()> controls_;
    driver::OpenCursors<SqliteCursor> open_cursors_;
    bool is_broken_ = false;
};

}  // namespace azoth::sqlite
