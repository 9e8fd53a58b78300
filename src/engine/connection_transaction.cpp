// SPDX-License-Identifier: MIT
#include <string>
#include <utility>

#include <fmt/core.h>

#include "azoth/compile/dialect.hpp"
#include "engine/connection_state.hpp"

namespace azoth::engine {

std::uint64_t ConnectionState::begin() {
    const ExclusiveUse use(is_busy_);
    require_open();
    if (levels_.is_open())
        throw ArgumentError("transaction_open",
                            "a transaction is open already (the first statement begins one); commit() or rollback() it "
                            "first, or use begin_nested() for a savepoint within it");
    require_client();
    begin_if_needed(Need::Reading);
    return levels_.innermost();
}

void ConnectionState::autobegin() {
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    begin_if_needed();
}

std::uint64_t ConnectionState::begin_nested() {
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    require_no_autocommit();
    begin_if_needed();
    const std::string name = fmt::format("azoth_sp_{}", ++savepoints_);
    has_savepoints_ = true;
    run_savepoint_control("SAVEPOINT ", name);
    core_->listeners().notify([&](EngineListener& listener) { listener.on_savepoint(name); });
    return levels_.open(name);
}

void ConnectionState::require_no_autocommit() const {
    if (mode_.isolation_level != IsolationLevel::Autocommit) return;
    throw ArgumentError(
        "autocommit",
        "there are no savepoints in AUTOCOMMIT, where each statement is committed by itself; set another "
        "isolation level");
}

void ConnectionState::begin_what_is_needed(Need need) {
    if (!levels_.is_open()) may_persist_ = false;
    if (!is_begun_ &&
        (need == Need::Database || mode_ != TransactionMode{} || connection_->client->needs_transaction_to_read()))
        begin_in_database();
    if (levels_.is_open()) return;
    levels_.open({});
    has_savepoints_ = false;
    has_failed_ = false;
    tell([](EngineListener& listener) { listener.on_begin(); });
}

void ConnectionState::begin_in_database() {
    if (mode_.isolation_level == IsolationLevel::Autocommit) return;
    const Dialect& dialect = *connection_->dialect;
    run_control(mode_ == TransactionMode{} ? dialect.begin_statement() : dialect.begin_statement(mode_),
                &driver::Connection::run_later);
    is_begun_ = true;
    statements_ = 0;
}

void ConnectionState::end_in_database(std::string_view sql, ControlRunner run, Effect effect) {
    run_control(sql, run, effect);
    if (mode_ == TransactionMode{}) return;
    if (const std::string after = connection_->dialect->after_transaction(mode_); !after.empty()) run_control(after);
}

/// Listeners hear nothing of transactions that are none.
template <class Notice>
void ConnectionState::tell(Notice notice) {
    if (mode_.isolation_level != IsolationLevel::Autocommit) core_->listeners().notify(notice);
}

std::size_t ConnectionState::require_level(std::uint64_t level) const {
    if (const auto position = levels_.find(level)) return *position;
    throw ArgumentError("transaction_closed",
                        "this transaction is over: it was committed or rolled back already, or one around it was, or "
                        "its connection was closed");
}

void ConnectionState::commit(std::uint64_t level) {
    const ExclusiveUse use(is_busy_);
    const std::size_t position = require_level(level);
    require_client();
    if (position == 0) return commit_transaction();
    const std::string name = levels_.savepoint_at(position);
    run_savepoint_control("RELEASE SAVEPOINT ", name);
    levels_.close_from(position);
    core_->listeners().notify([&](EngineListener& listener) { listener.on_release_savepoint(name); });
}

void ConnectionState::rollback(std::uint64_t level) {
    const ExclusiveUse use(is_busy_);
    const std::size_t position = require_level(level);
    if (position == 0 || has_no_client()) return roll_back_transaction();
    const std::string name = levels_.savepoint_at(position);
    levels_.close_from(position);
    run_savepoint_control("ROLLBACK TO SAVEPOINT ", name);
    core_->listeners().notify([&](EngineListener& listener) { listener.on_rollback_to_savepoint(name); });
}

void ConnectionState::commit_all() {
    const ExclusiveUse use(is_busy_);
    require_open();
    if (!levels_.is_open()) return;
    require_client();
    commit_transaction();
}

void ConnectionState::rollback_all() {
    const ExclusiveUse use(is_busy_);
    require_open();
    if (levels_.is_open()) roll_back_transaction();
}

/// When the database refuses, the transaction stays open here: what is left of it there must be rolled back.
void ConnectionState::commit_transaction() {
    if (is_begun_) end_in_database("COMMIT", &driver::Connection::run, Effect::MayPersist);
    is_begun_ = false;
    levels_.close_all();
    tell([](EngineListener& listener) { listener.on_commit(); });
}

void ConnectionState::roll_back_transaction(ControlRunner run) {
    // After some failures a database rolls back by itself, and then complains that there is nothing to roll back.
    const bool may_be_over = has_failed_;
    const bool was_begun = std::exchange(is_begun_, false);
    levels_.close_all();
    try {
        if (was_begun && connection_ != nullptr && !is_lost()) end_in_database("ROLLBACK", run);
    } catch (const std::exception&) {  // A listener may have made another one of the database's.
        if (!may_be_over && !is_lost()) throw;
    }
    tell([](EngineListener& listener) { listener.on_rollback(); });
}

bool ConnectionState::may_start_over(const Error& error) const {
    return error.code() == "statement_outdated" && statements_ == 1 && !has_savepoints_;
}

void ConnectionState::start_over() {
    run_control("ROLLBACK");
    core_->listeners().notify([](EngineListener& listener) { listener.on_rollback(); });
    begin_in_database();
    core_->listeners().notify([](EngineListener& listener) { listener.on_begin(); });
    has_failed_ = false;
}

void ConnectionState::savepoint(std::string_view name) {
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    require_no_autocommit();
    begin_if_needed();
    has_savepoints_ = true;
    run_savepoint_control("SAVEPOINT ", name);
    core_->listeners().notify([&](EngineListener& listener) { listener.on_savepoint(name); });
}

void ConnectionState::release_savepoint(std::string_view name) {
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    run_savepoint_control("RELEASE SAVEPOINT ", name);
    core_->listeners().notify([&](EngineListener& listener) { listener.on_release_savepoint(name); });
}

void ConnectionState::rollback_to_savepoint(std::string_view name) {
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    run_savepoint_control("ROLLBACK TO SAVEPOINT ", name);
    core_->listeners().notify([&](EngineListener& listener) { listener.on_rollback_to_savepoint(name); });
}

void ConnectionState::run_two_phase(TwoPhaseStep step, std::string_view id) {
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    const std::string sql = connection_->dialect->two_phase_statement(step, id);
    if (step == TwoPhaseStep::Begin) {
        may_persist_ = false;
        run_control(sql);
        levels_.open({});
        is_begun_ = true;
        statements_ = 0;
        has_savepoints_ = has_failed_ = false;
        tell([](EngineListener& listener) { listener.on_begin(); });
        return core_->listeners().notify([&](EngineListener& listener) { listener.on_two_phase(step, id); });
    }
    // Whether or not the database obeys, the transaction is not one that commit() could end.
    is_begun_ = false;
    levels_.close_all();
    // What is prepared stays when the connection goes.
    run_control(sql, &driver::Connection::run, step == TwoPhaseStep::Abandon ? Effect::Undone : Effect::MayPersist);
    core_->listeners().notify([&](EngineListener& listener) { listener.on_two_phase(step, id); });
}

void ConnectionState::run_savepoint_control(std::string_view verb, std::string_view name) {
    std::string sql(verb);
    connection_->dialect->write_identifier(sql, name);
    run_control(sql);
}

void ConnectionState::run_control(std::string_view sql, ControlRunner run, Effect effect) {
    const bool persisted = std::exchange(may_persist_, may_persist_ || effect == Effect::MayPersist);
    try {
        ((*connection_->client).*run)(sql);
    } catch (Error& error) {
        if (!is_lost()) may_persist_ = persisted;
        client_failed(error, sql);
        throw;
    }
}

}  // namespace azoth::engine
