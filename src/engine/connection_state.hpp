// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <source_location>
#include <span>
#include <string_view>

#include "azoth/base/error.hpp"
#include "azoth/engine/driver_command.hpp"
#include "azoth/engine/execution.hpp"
#include "azoth/engine/lasting_statement.hpp"
#include "engine/bound_statement.hpp"
#include "engine/cancel_target.hpp"
#include "engine/engine_core.hpp"
#include "engine/exclusive_use.hpp"
#include "engine/statement_effect.hpp"
#include "engine/transaction_levels.hpp"

namespace azoth::engine {

/// A connection on loan and its transaction: what a Connection, its Transactions and its Results share. When one of the
/// others outlives the Connection, this one stays with it, closed.
class ConnectionState {
public:
    ConnectionState(std::shared_ptr<EngineCore> core, std::shared_ptr<const ExecutionOptions> options,
                    std::source_location place);
    ConnectionState(const ConnectionState&) = delete;
    ConnectionState& operator=(const ConnectionState&) = delete;
    ~ConnectionState() { close(); }

    Execution run_statement(const sql::StatementNode& statement, ParameterRows parameters = {});
    Execution run_statement(const LastingStatement& statement, std::span<const ValueView> parameters);
    /// For sessions: see WatchedUse.
    void take_first(const LastingStatement& statement, std::span<const ValueView> parameters, driver::RowTaker& taker);
    std::int64_t run_many(const sql::StatementNode& statement, ParameterRows rows, std::span<std::int64_t> affected);
    void insert_many(const sql::StatementNode& statement, ParameterRows rows, std::span<std::int64_t> keys);
    /// Runs the statement once per row. The cursors are one after another in that which is returned.
    Execution run_each(const sql::StatementNode& statement, ParameterRows rows);
    void run_raw(std::string_view sql);
    bool run_pipeline(std::span<const NodePtr<const sql::StatementNode>> statements, std::span<std::int64_t> affected);
    void run_two_phase(TwoPhaseStep step, std::string_view id);
    bool load_rows(std::string_view table, std::string_view columns, std::size_t width,
                   std::span<const ValueView> values);

    void run_command(std::string_view sql, DriverCommand& command);

    const ExecutionOptions& options() const { return *options_; }
    std::shared_ptr<const ExecutionOptions> shared_options() const { return options_; }
    /// After a call with options of its own.
    void restore_options(std::shared_ptr<const ExecutionOptions> options) noexcept;
    /// Throws ArgumentError(`transaction_open`) when what a transaction begins with were to change in one.
    void set_options(std::shared_ptr<const ExecutionOptions> options);
    driver::ServerInfo server_info();
    IsolationLevel isolation_level();
    IsolationLevel default_isolation_level();
    void invalidate();
    void invalidate_softly();
    void detach();
    std::shared_ptr<CancelTarget> cancel_target();
    void count_rows(std::uint64_t count) noexcept { core_->count_rows(count); }

    /// These return the id of the new level.
    std::uint64_t begin();
    std::uint64_t begin_nested();
    /// As a statement does before it runs.
    void autobegin();
    void commit(std::uint64_t level);
    void rollback(std::uint64_t level);
    void commit_all();
    void rollback_all();
    void savepoint(std::string_view name);
    void release_savepoint(std::string_view name);
    void rollback_to_savepoint(std::string_view name);
    bool is_active(std::uint64_t level) const { return levels_.find(level).has_value(); }
    bool in_transaction() const { return levels_.is_open(); }
    bool in_nested_transaction() const { return levels_.count() > 1; }
    std::uint64_t innermost_level() const { return levels_.is_open() ? levels_.innermost() : 0; }
    const std::shared_ptr<EngineCore>& core() const { return core_; }
    std::uint64_t statements_in_transaction() const { return statements_; }

    /// Adds what is known here to an error that came while rows of `sql` were read through the client of that number;
    /// throws what listeners make of it.
    void reading_failed(Error& error, std::string_view sql, std::uint64_t client_number);
    /// The same for an error of `sql`, which was run through client().
    void client_failed(Error& error, std::string_view sql);

    void close() noexcept;
    bool is_open() const { return !is_closed_; }
    /// Rows can be read through the client's connection of that number only.
    bool can_read(std::uint64_t client_number) const { return !is_closed_ && client_number == client_number_; }
    std::uint64_t client_number() const { return client_number_; }
    /// Throws ArgumentError(`concurrent_use`) when another thread is at work here.
    void require_idle() const {
        if (is_busy_.load(std::memory_order_relaxed)) throw_concurrent_use();
    }
    const Dialect& dialect() const;
    driver::Connection& client();

private:
    using ControlRunner = void (driver::Connection::*)(std::string_view sql);
    /// What a statement needs the transaction for.
    enum class Need : std::uint8_t { Reading, Database };

    /// Throws ArgumentError(`connection_closed`).
    void require_open() const;
    CompiledStatement compile(const sql::StatementNode& statement);
    /// `made` holds what the connection does not keep. Lifetime: until the connection is used again.
    const CompiledStatement& compile(const LastingStatement& statement, CompiledStatement& made);
    Execution run_compiled(CompiledStatement statement, const ParameterRows& parameters);
    /// Takes another connection when this one was lost before the transaction.
    void require_client() {
        if (has_no_client()) replace_client();
    }
    void replace_client();
    void take_client();
    void discard_client() noexcept;
    void apply_timeout();
    void follow_options();
    void begin_if_needed(Need need = Need::Database) {
        if (!is_begun_ || !levels_.is_open()) begin_what_is_needed(need);
    }
    void begin_what_is_needed(Need need);
    void require_no_autocommit() const;
    void begin_in_database();
    void end_in_database(std::string_view sql, ControlRunner run, Effect effect = Effect::Undone);
    template <class Notice>
    void tell(Notice notice);
    void commit_transaction();
    void roll_back_transaction(ControlRunner run = &driver::Connection::run);
    /// Whether all would be as before if the transaction were begun anew and the failed statement run again.
    bool may_start_over(const Error& error) const;
    void start_over();
    std::size_t require_level(std::uint64_t level) const;
    void run_savepoint_control(std::string_view verb, std::string_view name);
    void run_control(std::string_view sql, ControlRunner run = &driver::Connection::run,
                     Effect effect = Effect::Undone);
    /// Calls `run(client, statement, values)` for all rows.
    template <class Run>
    void run_batch(const sql::StatementNode& statement, ParameterRows rows, Run run);
    BoundStatement bind(const Compiled& compiled, const ParameterRows& rows, ExecutionScratch& scratch) const;
    BoundStatement with_schemas(BoundStatement bound, ExecutionScratch& scratch) const;
    void count_statement();
    /// Calls `run()`; adds to what it throws what is known here.
    template <class Run>
    void attempt(const BoundStatement& bound, const CompiledStatement* compiled, Run run);
    /// Calls `run_attempt()`, and once more when somebody has altered a table since the statement was prepared: no
    /// reason to trouble the user.
    template <class Attempt>
    void attempt_anew(Attempt run_attempt);
    template <class Run, class Failed>
    void attempt_noting(const BoundStatement& outgoing, const CompiledStatement* compiled, Run run, Failed failed);
    void note_failure(Error& error, const BoundStatement& bound);
    /// The one way in which a lost connection is made known to the pool and to listeners; once for each.
    void note_loss();
    void throw_translated(const Error& error);
    Effect effect_of(std::string_view sql, const CompiledStatement* compiled) const;
    /// Whether something of such a statement may outlive a connection that is lost now.
    bool persists(Effect effect) const {
        return effect == Effect::MayPersist ||
               (effect == Effect::Undone && mode_.isolation_level == IsolationLevel::Autocommit);
    }
    Retry retry_after(const Error& error) const;
    bool has_no_client() const { return connection_ == nullptr || is_lost(); }
    bool is_lost() const {
        return connection_ != nullptr && (connection_->client->is_broken() || connection_->fork != fork_count());
    }
    void end_for_return();
    bool clean_up() noexcept;

    const std::shared_ptr<EngineCore> core_;
    std::shared_ptr<const ExecutionOptions> options_;
    const std::source_location place_;
    std::shared_ptr<CancelTarget> cancel_target_;  // null until somebody asks for it
    TransactionMode mode_;
    const SchemaTranslateMap* schemas_ = nullptr;  // of options_
    CompiledCache* cache_ = nullptr;               // of options_ or of the engine; null: none is to be used
    driver::FetchMode fetch_mode_;
    std::uint64_t round_trips_before_ = 0;
    Pool::ConnectionPtr connection_;  // null when a lost one could not be replaced
    std::uint64_t client_number_ = 1;
    std::uint64_t lost_client_ = 0;  ///< the last whose loss was made known
    TransactionLevels levels_;
    std::uint64_t statements_ = 0;
    std::uint64_t savepoints_ = 0;
    bool has_savepoints_ = false;
    bool may_persist_ = false;  // something of the transaction may be committed already
    bool is_begun_ = false;     // the database knows of the transaction
    bool has_failed_ = false;   // something in the transaction did
    bool is_closed_ = false;
    std::atomic<bool> is_busy_ = false;
};

}  // namespace azoth::engine
