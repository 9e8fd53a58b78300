// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "azoth/driver/connection.hpp"
#include "azoth/driver/statement_cache.hpp"
#include "azoth/driver/wait_hook.hpp"
#include "dialects/mysql/driver_cursor.hpp"
#include "dialects/mysql/driver_multi_row.hpp"
#include "dialects/mysql/driver_open.hpp"
#include "dialects/mysql/driver_statement.hpp"
#include "dialects/mysql/driver_stream_cursor.hpp"
#include "driver/open_cursors.hpp"

namespace azoth::mysql {

class MysqlConnection final : public driver::Connection {
public:
    MysqlConnection(ConnectionHandle handle, const ConnectOptions& options, const driver::ConnectSettings& settings);
    MysqlConnection(const MysqlConnection&) = delete;
    MysqlConnection& operator=(const MysqlConnection&) = delete;
    ~MysqlConnection() override;

    driver::ServerInfo server_info() const override;
    std::unique_ptr<driver::Cursor> execute(const driver::Statement& statement,
                                            std::span<const ValueView> parameters) override;
    std::int64_t execute_many(const driver::Statement& statement, std::span<const ValueView> parameters,
                              std::span<std::int64_t> affected) override;
    std::unique_ptr<driver::Cursor> stream(const driver::Statement& statement, std::span<const ValueView> parameters,
                                           driver::FetchMode mode) override;
    void run(std::string_view sql) override;
    /// A BEGIN costs no round trip after the first one: see begin().
    void run_later(std::string_view sql) override;
    void run_unawaited(std::string_view sql) override;
    /// Costs a round trip: the server itself keeps the time.
    void set_statement_timeout(int timeout_ms) override;
    std::shared_ptr<driver::Canceler> make_canceler() override;
    std::uint64_t round_trips() const override { return round_trips_; }
    bool ping() override;
    bool is_broken() const override { return is_broken_; }
    /// Closes open cursors. Variables and temporary tables of the session stay: what the server offers to remove them
    /// would remove the prepared statements as well.
    void reset() override { close_cursors(); }
    void* native_handle() override;

private:
    class Limit;

    void close_cursors() noexcept;
    /// Finds a prepared statement that is free, or prepares one.
    std::shared_ptr<PreparedStatement> prepare(const driver::Statement& statement);
    /// Prepares and runs, a second time if the first has shown that the statement was prepared for other columns.
    std::shared_ptr<PreparedStatement> run_prepared(const driver::Statement& statement,
                                                    std::span<const ValueView> parameters);
    /// These return how many rows were changed.
    std::int64_t run_rows(const driver::Statement& statement, std::span<const ValueView> parameters, std::size_t width,
                          std::span<std::int64_t> affected);
    std::int64_t run_bulk(const driver::Statement& statement, std::span<const ValueView> parameters,
                          PreparedStatement& prepared);
    /// Several rows in each statement.
    std::int64_t run_inserts(const driver::Statement& statement, const MultiRowInsert& insert,
                             std::span<const ValueView> parameters, std::size_t width);
    /// Turns autocommit off, so that the next statement begins the transaction by itself.
    void begin();
    /// Before anything else is sent: takes the answer that is still on its way, and turns autocommit on again for what
    /// is run outside of a transaction. Throws ProgrammingError(`stream_open`) while rows come one by one.
    void settle();
    void require_no_rows_due() const;
    void take_unawaited();
    void query(std::string_view sql) {
        ++round_trips_;
        run_and_drop_results(handle_.get(), sql.data(), sql.size());
    }
    /// Calls `action` and takes note when an error says that the connection is lost.
    template <class Action>
    auto watch(Action action);

    ConnectionHandle handle_;
    const ConnectOptions options_;  // for who cancels
    const int control_timeout_ms_;
    const int ping_timeout_ms_;
    const int network_timeout_ms_;
    const bool hides_values_;
    std::uint64_t round_trips_ = 0;
    bool supports_bulk_;
    driver::StatementCache<PreparedStatement> statements_;
    driver::OpenCursors<MysqlCursor> open_cursors_;
    driver::OpenCursors<MysqlStreamCursor> open_streams_;
    // One at most: it has the connection for itself.
    driver::OpenCursors<MysqlStreamCursor> rows_due_;
    std::optional<int> timeout_due_ms_;  // of set_statement_timeout(), when rows are not due any more
    int usual_timeout_ms_;               // of the network, unless there is a Limit
    bool is_limited_ = false;
    bool is_broken_ = false;
    bool is_answer_due_ = false;
    bool is_in_transaction_ = false;          // one that run_later() has begun
    bool has_autocommit_turned_off_ = false;  // by begin()
};

}  // namespace azoth::mysql
