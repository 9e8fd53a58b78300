// SPDX-License-Identifier: MIT
#include "engine/connection_state.hpp"

#include <algorithm>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "azoth/base/log.hpp"
#include "engine/cursor_chain.hpp"
#include "engine/observation.hpp"
#include "engine/parameters_text.hpp"
#include "engine/watched_cursor.hpp"

namespace azoth::engine {
namespace {

/// What somebody throws who takes a row is no failure of the statement.
class CarefulTaker final : public driver::RowTaker {
public:
    explicit CarefulTaker(driver::RowTaker& taker) : taker_(taker) {}

    void take(const ValueView* cells, std::span<const driver::ResultColumn> columns) override {
        try {
            taker_.take(cells, columns);
        } catch (...) {
            error_ = std::current_exception();
        }
    }
    void rethrow() const {
        if (error_ != nullptr) std::rethrow_exception(error_);
    }

private:
    driver::RowTaker& taker_;
    std::exception_ptr error_;
};

}  // namespace

ConnectionState::ConnectionState(std::shared_ptr<EngineCore> core, std::shared_ptr<const ExecutionOptions> options,
                                 std::source_location place)
    : core_(std::move(core)), options_(std::move(options)), place_(place) {
    follow_options();
    take_client();
}

void ConnectionState::take_client() {
    connection_ = core_->pool().take(place_);
    round_trips_before_ = connection_->client->round_trips();
    try {
        apply_timeout();
        if (cancel_target_ != nullptr) cancel_target_->aim(connection_->client->make_canceler());
        core_->listeners().notify([&](EngineListener& listener) { listener.on_checkout(*connection_->client); });
    } catch (...) {
        discard_client();
        throw;
    }
}

void ConnectionState::discard_client() noexcept {
    if (cancel_target_ != nullptr) cancel_target_->aim(nullptr);
    core_->count_round_trips(connection_->client->round_trips() - round_trips_before_);
    core_->pool().discard(std::move(connection_));
}

void ConnectionState::require_open() const {
    if (is_closed_)
        throw ArgumentError("connection_closed",
                            "the connection was closed and is back in its pool; take one by Engine::connect()");
}

const Dialect& ConnectionState::dialect() const {
    return connection_ != nullptr ? *connection_->dialect : core_->dialect();
}

driver::Connection& ConnectionState::client() {
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    if (levels_.is_open()) begin_if_needed();
    may_persist_ = may_persist_ || persists(Effect::Undone);  // nobody sees what is done there
    return *connection_->client;
}

void ConnectionState::replace_client() {
    if (levels_.is_open()) {
        ErrorDetail detail;
        detail.code = "connection_lost";
        detail.message = may_persist_
                             ? "the connection was lost, and some of what was done may have been committed before; "
                               "call rollback(), and look before it is done again"
                             : "the connection was lost during this transaction, and with it what the "
                               "transaction had done; call rollback() and start it again";
        detail.retry = may_persist_ ? Retry::Uncertain : Retry::Safe;
        throw ConnectionError(std::move(detail));
    }
    ++client_number_;
    if (connection_ != nullptr) discard_client();
    take_client();
}

void ConnectionState::count_statement() {
    if (is_begun_) ++statements_;
    connection_->statements->add(1);
}

/// While a statement is on its way, nobody knows what it has done. An answer, even an error, tells: unless it was one
/// of several, or commits before it does anything.
template <class Run>
void ConnectionState::attempt(const BoundStatement& bound, const CompiledStatement* compiled, Run run) {
    count_statement();
    if (core_->listeners().is_empty())
        return attempt_noting(
            bound, compiled, [&] { run(bound, nullptr); }, [] {});
    const std::string_view token = options_->logging_token ? std::string_view(*options_->logging_token) : "";
    Observation observation(*core_, bound, compiled, token);
    const BoundStatement& outgoing = observation.outgoing();
    attempt_noting(
        outgoing, compiled, [&] { observation.succeeded(run(outgoing, &observation)); }, [&] { observation.failed(); });
}

template <class Attempt>
void ConnectionState::attempt_anew(Attempt run_attempt) {
    try {
        run_attempt();
    } catch (const Error& error) {
        if (!may_start_over(error)) throw;
        start_over();
        run_attempt();
    }
}

template <class Run, class Failed>
void ConnectionState::attempt_noting(const BoundStatement& outgoing, const CompiledStatement* compiled, Run run,
                                     Failed failed) {
    const Effect effect = effect_of(outgoing.sql, compiled);
    const bool persisted = std::exchange(may_persist_, may_persist_ || persists(effect));
    try {
        run();
    } catch (Error& error) {
        failed();
        if (!is_lost() && effect != Effect::MayPersist && outgoing.row_count <= 1) may_persist_ = persisted;
        note_failure(error, outgoing);
        throw_translated(error);
        throw;
    } catch (...) {  // of those who give or take the data of a command
        failed();
        has_failed_ = has_failed_ || levels_.is_open();
        throw;
    }
}

void ConnectionState::throw_translated(const Error& error) {
    const auto* database_error = dynamic_cast<const DatabaseError*>(&error);
    if (database_error == nullptr) return;
    std::exception_ptr replacement;
    core_->listeners().notify([&](EngineListener& listener) {
        if (replacement == nullptr) replacement = listener.translate_error(*database_error);
    });
    if (replacement != nullptr) std::rethrow_exception(replacement);
}

Effect ConnectionState::effect_of(std::string_view sql, const CompiledStatement* compiled) const {
    if (compiled != nullptr) {
        const CompiledEntry& entry = *compiled->entry;
        if (entry.compiled.is_plain_read) return Effect::None;
        if (sql.data() == entry.compiled.sql.data()) return entry.effect;  // nobody has changed it
    }
    return engine::effect_of(sql, connection_->dialect->capabilities().transactional_ddl);
}

/// docs/engine.md has the table of what comes out of this.
Retry ConnectionState::retry_after(const Error& error) const {
    const Retry retry = is_lost() ? Retry::Safe : error.retry();
    return retry == Retry::Safe && may_persist_ ? Retry::Uncertain : retry;
}

void ConnectionState::note_failure(Error& error, const BoundStatement& bound) {
    has_failed_ = has_failed_ || levels_.is_open();
    const Retry retry = retry_after(error);
    error.annotate([&](ErrorDetail& detail) {
        detail.sql = bound.sql;
        detail.retry = retry;
        detail.parameters = core_->options().hide_parameters ? "(hidden)"
                            : bound.values.empty()           ? ""
                                                             : parameters_text(bound.values, bound.row_count);
    });
    note_loss();
}

void ConnectionState::note_loss() {
    if (connection_ == nullptr || !connection_->client->is_broken()) return;
    if (std::exchange(lost_client_, client_number_) == client_number_) return;
    core_->listeners().notify([&](EngineListener& listener) { listener.on_invalidate(*connection_->client); });
    core_->pool().invalidate(connection_->generation);
}

void ConnectionState::reading_failed(Error& error, std::string_view sql, std::uint64_t client_number) {
    const auto* const database_error = dynamic_cast<const DatabaseError*>(&error);
    if (database_error == nullptr || is_closed_ || connection_ == nullptr || client_number != client_number_) return;
    const bool comes_from_database = is_lost() || !error.detail().sqlstate.empty() || error.detail().native_code != 0;
    if (!comes_from_database || !error.detail().sql.empty()) return;
    client_failed(error, sql);
}

void ConnectionState::client_failed(Error& error, std::string_view sql) {
    if (connection_ == nullptr) return;
    note_failure(error, {.sql = sql, .types = {}, .values = {}});
    throw_translated(error);
}

inline BoundStatement ConnectionState::bind(const Compiled& compiled, const ParameterRows& rows,
                                            ExecutionScratch& scratch) const {
    const BoundStatement bound = bind_statement(compiled, *connection_->dialect, rows, scratch);
    return schemas_ == nullptr ? bound : with_schemas(bound, scratch);
}

BoundStatement ConnectionState::with_schemas(BoundStatement bound, ExecutionScratch& scratch) const {
    scratch.translated_sql.clear();
    compile::replace_schema_tokens(scratch.translated_sql, bound.sql, *schemas_, *connection_->dialect);
    bound.sql = scratch.translated_sql;
    return bound;
}

CompiledStatement ConnectionState::compile(const sql::StatementNode& statement) {
    return core_->compile(statement, *connection_->dialect, connection_->scratch.key, cache_, schemas_ != nullptr);
}

const CompiledStatement& ConnectionState::compile(const LastingStatement& statement, CompiledStatement& made) {
    LastingStatements& known = connection_->lasting_statements;
    const bool may_be_known = schemas_ == nullptr && !options_->compiled_cache;
    if (may_be_known)
        if (const CompiledStatement* const found = known.find(statement)) return *found;
    made = compile(*statement.node());
    if (!may_be_known) return made;
    // The values of binds are collected with the statement's key.
    const auto& slots = made.entry->compiled.slots;
    if (std::ranges::all_of(slots, [](const BindSlot& slot) { return slot.source == BindSlot::Source::Parameter; }))
        known.insert(statement, made.entry);
    return made;
}

Execution ConnectionState::run_statement(const sql::StatementNode& statement, ParameterRows parameters) {
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    if (!statement.parameters.empty()) parameters.fixed = &statement.parameters;
    return run_compiled(compile(statement), parameters);
}

Execution ConnectionState::run_statement(const LastingStatement& statement, std::span<const ValueView> parameters) {
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    CompiledStatement made;
    return run_compiled(compile(statement, made), {parameters});
}

Execution ConnectionState::run_compiled(CompiledStatement statement, const ParameterRows& parameters) {
    const Compiled& compiled = statement.entry->compiled;
    const BoundStatement bound = bind(compiled, parameters, connection_->scratch);
    // Rows that come bit by bit come from one transaction.
    begin_if_needed(compiled.is_plain_read && fetch_mode_.rows_at_once == 0 ? Need::Reading : Need::Database);
    Execution execution;
    const auto run = [&](const BoundStatement& outgoing, Observation* observation) -> const driver::Cursor* {
        if (observation != nullptr) execution.cursor = observation->answer();
        if (execution.cursor != nullptr) return execution.cursor.get();
        const driver::Statement sent{outgoing.sql, outgoing.types, compiled.is_cacheable && !outgoing.is_one_off};
        execution.cursor = fetch_mode_.rows_at_once == 0 || !compiled.returns_rows
                               ? connection_->client->execute(sent, outgoing.values)
                               : connection_->client->stream(sent, outgoing.values, fetch_mode_);
        if (observation != nullptr) execution.cursor = observation->wrap(std::move(execution.cursor));
        return execution.cursor.get();
    };
    attempt_anew([&] { attempt(bound, &statement, run); });
    if (fetch_mode_.rows_at_once != 0 && compiled.returns_rows)
        execution.cursor = watch_cursor(std::move(execution.cursor), *this, bound.sql);
    execution.compiled = std::shared_ptr<const Compiled>(std::move(statement.entry), &compiled);
    return execution;
}

void ConnectionState::take_first(const LastingStatement& statement, std::span<const ValueView> parameters,
                                 driver::RowTaker& taker) {
    // Listeners may answer with a cursor of theirs.
    if (!core_->listeners().is_empty() || fetch_mode_.rows_at_once != 0) {
        const Execution execution = run_statement(statement, parameters);
        if (const ValueView* const cells = execution.cursor->next()) taker.take(cells, execution.cursor->columns());
        return;
    }
    const WatchedUse use(is_busy_);
    require_open();
    require_client();
    CompiledStatement made;
    const CompiledStatement& found = compile(statement, made);
    const Compiled& compiled = found.entry->compiled;
    const BoundStatement bound = bind(compiled, {parameters}, connection_->scratch);
    begin_if_needed(compiled.is_plain_read ? Need::Reading : Need::Database);
    CarefulTaker carefully(taker);
    const auto run = [&] {
        connection_->client->take_first({bound.sql, bound.types, compiled.is_cacheable && !bound.is_one_off},
                                        bound.values, carefully);
    };
    attempt_anew([&] {
        count_statement();
        attempt_noting(bound, &found, run, [] {});
    });
    carefully.rethrow();
}

Execution ConnectionState::run_each(const sql::StatementNode& statement, ParameterRows rows) {
    std::vector<std::unique_ptr<driver::Cursor>> cursors;
    run_batch(statement, rows, [&](driver::Connection& client, const driver::Statement& bound, auto values) {
        cursors = client.execute_each(bound, values, rows.count);
    });
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    CompiledStatement compiled = compile(statement);  // usually it is in the cache
    const Compiled& found = compiled.entry->compiled;
    Execution execution;
    execution.cursor = rows.count != 0 ? chain_cursors(std::move(cursors)) : make_empty_cursor(found.columns);
    execution.compiled = std::shared_ptr<const Compiled>(std::move(compiled.entry), &found);
    return execution;
}

template <class Run>
void ConnectionState::run_batch(const sql::StatementNode& statement, ParameterRows rows, Run run) {
    if (rows.count == 0) return;
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    ExecutionScratch& scratch = connection_->scratch;
    const CompiledStatement found = compile(statement);
    const Compiled& compiled = found.entry->compiled;
    if (!statement.parameters.empty()) rows.fixed = &statement.parameters;
    const BoundStatement bound = bind(compiled, rows, scratch);
    begin_if_needed();
    attempt(bound, &found, [&](const BoundStatement& outgoing, Observation*) -> const driver::Cursor* {
        // The other form of the statement knows nothing of what was done to this one.
        const bool is_as_compiled = outgoing.sql.data() == compiled.sql.data();
        run(*connection_->client,
            driver::Statement{outgoing.sql, outgoing.types, compiled.is_cacheable && !outgoing.is_one_off,
                              is_as_compiled ? std::string_view(compiled.array_sql) : std::string_view()},
            outgoing.values);
        return nullptr;
    });
}

std::int64_t ConnectionState::run_many(const sql::StatementNode& statement, ParameterRows rows,
                                       std::span<std::int64_t> affected) {
    std::int64_t total = 0;
    run_batch(statement, rows, [&](driver::Connection& client, const driver::Statement& bound, auto values) {
        // Without values, the driver can tell the number of rows only by this.
        std::vector<std::int64_t> unwanted(affected.empty() && values.empty() ? rows.count : 0);
        total = client.execute_many(bound, values, unwanted.empty() ? affected : std::span(unwanted));
    });
    return total;
}

void ConnectionState::insert_many(const sql::StatementNode& statement, ParameterRows rows,
                                  std::span<std::int64_t> keys) {
    run_batch(statement, rows, [&](driver::Connection& client, const driver::Statement& bound, auto values) {
        client.insert_many(bound, values, keys);
    });
}

void ConnectionState::run_raw(std::string_view sql) {
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    begin_if_needed();
    attempt({.sql = sql, .types = {}, .values = {}}, nullptr,
            [&](const BoundStatement& outgoing, Observation* observation) -> const driver::Cursor* {
                if (observation != nullptr && observation->answer() != nullptr) return nullptr;
                connection_->client->run(outgoing.sql);
                return nullptr;
            });
}

/// Listeners are told of single statements, and may change them.
bool ConnectionState::run_pipeline(std::span<const NodePtr<const sql::StatementNode>> statements,
                                   std::span<std::int64_t> affected) {
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    if (!connection_->client->can_run_pipelines() || !core_->listeners().is_empty()) return false;
    if (statements.empty()) return true;
    const Dialect& dialect = *connection_->dialect;
    std::vector<ExecutionScratch> scratches(statements.size());  // each holds what its statement binds
    std::vector<CompiledStatement> compiled;
    std::vector<driver::PipelineItem> items;
    for (std::size_t i = 0; i < statements.size(); ++i) {
        compiled.push_back(core_->compile(*statements[i], dialect, scratches[i].key, cache_, schemas_ != nullptr));
        const Compiled& one = compiled.back().entry->compiled;
        ParameterRows parameters;
        if (!statements[i]->parameters.empty()) parameters.fixed = &statements[i]->parameters;
        const BoundStatement bound = bind(one, parameters, scratches[i]);
        items.push_back({{bound.sql, bound.types, one.is_cacheable && !bound.is_one_off}, bound.values});
    }
    connection_->statements->add(statements.size());
    begin_if_needed();
    statements_ += statements.size();
    // They fail as one, so that those before the one that fails leave nothing behind in a transaction.
    const auto may_leave = [this](const driver::PipelineItem& item) {
        return persists(effect_of(item.statement.sql, nullptr));
    };
    may_persist_ = may_persist_ || std::ranges::any_of(items, may_leave);
    try {
        connection_->client->run_pipeline(items, affected);
    } catch (Error& error) {
        client_failed(error, std::string(error.detail().sql));
        throw;
    }
    return true;
}

bool ConnectionState::load_rows(std::string_view table, std::string_view columns, std::size_t width,
                                std::span<const ValueView> values) {
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    if (!connection_->client->can_load_rows()) return false;
    begin_if_needed();
    const std::string sql = fmt::format("COPY {} ({}) FROM STDIN", table, columns);
    attempt({.sql = sql, .types = {}, .values = {}}, nullptr, [&](const BoundStatement& outgoing, Observation*) {
        connection_->client->load_rows(outgoing.sql, width, values);
        return static_cast<std::int64_t>(values.size() / width);
    });
    return true;
}

void ConnectionState::run_command(std::string_view sql, DriverCommand& command) {
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    begin_if_needed();
    attempt({.sql = sql, .types = {}, .values = {}}, nullptr, [&](const BoundStatement& outgoing, Observation*) {
        const CommandOutcome outcome = command.run(*connection_->client, outgoing.sql);
        core_->count_rows(outcome.rows_read);
        return outcome.affected;
    });
}

void ConnectionState::close() noexcept {
    if (is_closed_) return;
    is_closed_ = true;
    if (connection_ == nullptr) return;
    if (!clean_up()) {
        note_loss();
        return discard_client();
    }
    if (cancel_target_ != nullptr) cancel_target_->aim(nullptr);
    core_->count_round_trips(connection_->client->round_trips() - round_trips_before_);
    core_->listeners().notify([&](EngineListener& listener) { listener.on_checkin(*connection_->client); });
    core_->pool().give_back(std::move(connection_));
}

void ConnectionState::end_for_return() {
    if (core_->options().pool_reset_on_return == ResetOnReturn::Commit && !is_lost()) return commit_transaction();
    roll_back_transaction(&driver::Connection::run_unawaited);
}

bool ConnectionState::clean_up() noexcept {
    try {
        if (levels_.is_open()) end_for_return();
        if (is_lost()) return false;
        connection_->client->reset();
        core_->listeners().notify([&](EngineListener& listener) { listener.on_reset(*connection_->client); });
    } catch (const std::exception& error) {
        log(LogLevel::Warning, "azoth.pool",
            fmt::format("a connection is closed because it could not be made ready for its next user: {}",
                        error.what()));
        return false;
    }
    return !is_lost();
}

}  // namespace azoth::engine
