// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/driver/connection.hpp"
#include "azoth/driver/wait_hook.hpp"
#include "dialects/postgresql/driver_cancel.hpp"
#include "dialects/postgresql/driver_open_streams.hpp"
#include "dialects/postgresql/driver_parameters.hpp"
#include "dialects/postgresql/driver_prepared.hpp"
#include "dialects/postgresql/driver_result.hpp"
#include "dialects/postgresql/driver_statements.hpp"
#include "dialects/postgresql/driver_type_catalog.hpp"
#include "dialects/postgresql/driver_wire.hpp"

namespace azoth::postgresql {

struct FetchedAhead;

/// A connection through libpq. Every execution, also the first of a statement or in a transaction, costs one
/// round trip. (The very first also takes the answer to a question that the connection has asked after the login.)
class Connection final : public driver::Connection {
public:
    Connection(ConnectionHandle handle, const driver::ConnectSettings& settings);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() override;

    driver::ServerInfo server_info() const override;
    std::unique_ptr<driver::Cursor> execute(const driver::Statement& statement,
                                            std::span<const ValueView> parameters) override;
    /// The rows succeed or fail as one, as long as they are no more than one statement with arrays takes: outside of a
    /// transaction none is left after an error.
    std::int64_t execute_many(const driver::Statement& statement, std::span<const ValueView> parameters,
                              std::span<std::int64_t> affected) override;
    /// All in one round trip.
    std::vector<std::unique_ptr<driver::Cursor>> execute_each(const driver::Statement& statement,
                                                              std::span<const ValueView> parameters,
                                                              std::size_t row_count) override;
    void run(std::string_view sql) override;
    void run_later(std::string_view sql) override;
    void run_unawaited(std::string_view sql) override;
    std::unique_ptr<driver::Cursor> stream(const driver::Statement& statement, std::span<const ValueView> parameters,
                                           driver::FetchMode mode) override;
    /// Runs a statement without parameters that reads the rows of a server's cursor, or ends it.
    Result run_for_stream(const std::string& sql, int result_format);
    /// The same without waiting: the rows come while the caller does something else.
    std::shared_ptr<FetchedAhead> start_for_stream(const std::string& sql, int result_format);
    Result finish_for_stream(FetchedAhead& ahead);
    std::shared_ptr<const Layout> layout_of(const PGresult* result);
    /// The columns of a statement without parameters, which is not run.
    Result describe(const std::string& sql);
    /// Ends a server's cursor, without waiting for the answer, nor for rows that are on their way.
    void close_stream(std::uint64_t number) noexcept;
    /// The server still has its cursor, as far as is known.
    bool has_stream(std::uint64_t number) const { return streams_.contains(number); }
    bool can_run_pipelines() const override { return true; }
    void run_pipeline(std::span<const driver::PipelineItem> items, std::span<std::int64_t> affected) override;
    bool can_load_rows() const override { return true; }
    void load_rows(std::string_view sql, std::size_t width, std::span<const ValueView> values) override;
    /// These return the number of rows. See azoth/dialects/postgresql/copy.hpp.
    std::int64_t copy_in(std::string_view sql, const std::function<bool(std::string& chunk)>& read);
    std::int64_t copy_out(std::string_view sql, const std::function<void(std::string_view data)>& write);
    void set_statement_timeout(int timeout_ms) override { wire_.set_timeout(timeout_ms); }
    std::shared_ptr<driver::Canceler> make_canceler() override { return std::make_shared<Canceler>(wire_.handle()); }
    std::uint64_t round_trips() const override { return wire_.round_trips(); }
    /// Until the server has told the session's isolation level, with the first statement, it is taken for a strict one.
    bool needs_transaction_to_read() override { return !is_read_committed_; }
    bool ping() override;
    bool is_broken() const override { return wire_.is_broken(); }
    void reset() override;
    void* native_handle() override;

private:
    class Rows;
    using Variants = std::map<std::string, std::shared_ptr<Prepared>, std::less<>>;  // by the parameters' WireForms

    /// Runs a statement with the parameters that were encoded.
    std::unique_ptr<driver::Cursor> execute_encoded(std::string_view sql, bool is_reusable);
    Result execute_unprepared(std::string_view sql);
    Result execute_prepared(const Prepared& prepared);
    std::unique_ptr<driver::Cursor> prepare_and_execute(std::string_view sql);
    std::unique_ptr<driver::Cursor> open_cursor(Result result, Prepared* prepared);

    void learn_types(const PGresult* result);
    /// Runs as many of the rows as can be sent as arrays, and returns how many these were.
    std::size_t execute_arrays(const driver::Statement& statement, const Rows& rows, std::int64_t& total);
    Variants find_variants(const driver::Statement& statement, const Rows& rows);
    /// `total` receives the number of rows changed; `answers`, unless null, what each row of parameters gave. Returns
    /// an answer without `answers`, and the failure if there is one.
    Result send_rows(const driver::Statement& statement, const Rows& rows, std::span<std::int64_t> affected,
                     std::int64_t& total, std::vector<Result>* answers = nullptr);
    /// Throws unless the statement can be prepared again and repeated.
    void require_repeatable(const PGresult* failure, bool was_in_transaction);
    /// Also when its BEGIN has yet to be sent.
    bool is_in_transaction() const { return !deferred_.empty() || wire_.is_in_transaction(); }
    /// The end of a transaction that the server has not heard of.
    bool ends_deferred(std::string_view sql) const {
        return deferred_.starts_with("BEGIN") && (sql == "COMMIT" || sql == "ROLLBACK");
    }
    /// What is done with an error that has made the transaction fail while nobody waited: thrown, forgotten because the
    /// transaction ends, or kept for the next command.
    enum class Aborted : std::uint8_t { Tell, Forget, Keep };
    void settle(Aborted aborted = Aborted::Tell);
    void take_fetched_ahead();
    void stop_fetching_ahead();
    void tell_what_failed_ahead();
    void close_left_streams();
    void note_unclosed_streams(Result answer, Aborted aborted);
    std::int64_t finish_copy(std::string_view sql, const Result& answer);
    [[noreturn]] void fail(const PGresult* failure);
    [[noreturn]] void fail_ahead(const FetchedAhead& ahead);
    void watch_isolation(std::string_view sql);
    std::string take_deferred() { return std::exchange(deferred_, {}); }
    void send_deferred();
    void follow_dropped_statements();
    std::vector<std::string> statements_to_deallocate();

    Wire wire_;
    const int control_timeout_ms_;
    const int ping_timeout_ms_;
    const bool hides_values_;
    Statements statements_;
    Parameters parameters_;
    TypeCatalog catalog_;
    OpenStreams streams_;
    bool is_closing_streams_ = false;  // the answer that is due is to that
    bool is_asking_isolation_ = false;
    bool is_read_committed_ = false;
    std::string deferred_;                         // travels with the next statement
    std::shared_ptr<FetchedAhead> fetched_ahead_;  // whose answer is due
    std::shared_ptr<FetchedAhead> failed_ahead_;   // has made the transaction fail, and nobody was told yet
    bool has_held_cursors_ = false;                // which outlive their transaction
    std::shared_ptr<bool> are_cursors_open_ = std::make_shared<bool>(true);
};

}  // namespace azoth::postgresql
