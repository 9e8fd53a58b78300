// SPDX-License-Identifier: MIT
#include "engine/connection_state.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "azoth/base/log.hpp"
#include "engine/observation.hpp"
#include "engine/parameters_text.hpp"

namespace azoth::engine {

ConnectionState::ConnectionState(std::shared_ptr<EngineCore> core, std::source_location place)
    : core_(std::move(core)), place_(place), connection_(core_->pool().take(place)) {}

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
    return *connection_->client;
}

void ConnectionState::require_client() {
    if (connection_ != nullptr && !is_lost()) return;
    if (levels_.is_open())
        throw ConnectionError("connection_lost",
                              "the connection was lost during this transaction, and with it what the "
                              "transaction had done; call rollback() and start it again");
    ++client_number_;
    if (connection_ != nullptr) core_->pool().discard(std::move(connection_));
    connection_ = core_->pool().take(place_);
}

template <class Run>
void ConnectionState::attempt(const BoundStatement& bound, const CompiledStatement* compiled, Run run) {
    if (is_begun_) ++statements_;
    core_->count_statement();
    Observation observation(*core_, bound, compiled);
    try {
        observation.succeeded(run());
    } catch (Error& error) {
        observation.failed();
        note_failure(error, bound);
        throw;
    }
}

void ConnectionState::note_failure(Error& error, const BoundStatement& bound) {
    has_failed_ = has_failed_ || levels_.is_open();
    error.annotate([&](ErrorDetail& detail) {
        detail.sql = bound.sql;
        detail.parameters = core_->options().hide_parameters ? "(hidden)"
                            : bound.values.empty()           ? ""
                                                             : parameters_text(bound.values, bound.row_count);
    });
    if (is_lost()) core_->pool().invalidate(connection_->generation);
}

CompiledStatement ConnectionState::compile(const sql::StatementNode& statement) {
    return core_->compile(statement, *connection_->dialect, connection_->scratch.key);
}

CompiledStatement ConnectionState::compile(const LastingStatement& statement) {
    LastingStatements& known = connection_->lasting_statements;
    if (auto found = known.find(statement)) return {std::move(found), true, 0};
    CompiledStatement made = compile(*statement.node());
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
    return run_compiled(compile(statement), {parameters});
}

Execution ConnectionState::run_compiled(CompiledStatement statement, const ParameterRows& parameters) {
    const Compiled& compiled = statement.entry->compiled;
    const BoundStatement bound = bind_statement(compiled, *connection_->dialect, parameters, connection_->scratch);
    begin_if_needed(compiled.is_plain_read ? Need::Reading : Need::Database);
    Execution execution;
    const auto run = [&] {
        execution.cursor = connection_->client->execute(
            {bound.sql, bound.types, compiled.is_cacheable && bound.is_reusable}, bound.values);
        return execution.cursor.get();
    };
    try {
        attempt(bound, &statement, run);
    } catch (const Error& error) {
        // Somebody has altered a table since the statement was prepared: no reason to trouble the user.
        if (!may_start_over(error)) throw;
        start_over();
        attempt(bound, &statement, run);
    }
    execution.compiled = std::shared_ptr<const Compiled>(std::move(statement.entry), &compiled);
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
    const BoundStatement bound = bind_statement(compiled, *connection_->dialect, rows, scratch);
    begin_if_needed();
    attempt(bound, &found, [&]() -> const driver::Cursor* {
        const bool is_cacheable = compiled.is_cacheable && bound.is_reusable;
        run(*connection_->client, driver::Statement{bound.sql, bound.types, is_cacheable, compiled.array_sql},
            bound.values);
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
    attempt({.sql = sql, .types = {}, .values = {}}, nullptr, [&]() -> const driver::Cursor* {
        connection_->client->run(sql);
        return nullptr;
    });
}

void ConnectionState::close() noexcept {
    if (is_closed_) return;
    is_closed_ = true;
    if (connection_ == nullptr) return;
    if (clean_up())
        core_->pool().give_back(std::move(connection_));
    else
        core_->pool().discard(std::move(connection_));
}

bool ConnectionState::clean_up() noexcept {
    try {
        if (levels_.is_open()) roll_back_transaction(&driver::Connection::run_unawaited);
        if (!is_lost()) connection_->client->reset();
    } catch (const std::exception& error) {
        log(LogLevel::Warning, "azoth.pool",
            fmt::format("a connection is closed because it could not be made ready for its next user: {}",
                        error.what()));
        return false;
    }
    return !is_lost();
}

}  // namespace azoth::engine
