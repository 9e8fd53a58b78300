// SPDX-License-Identifier: MIT
#include "azoth/engine/two_phase.hpp"

#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/base/log.hpp"
#include "azoth/compile/dialect.hpp"
#include "engine/placed.hpp"

namespace azoth {
namespace {

void run_step(Connection& connection, TwoPhaseStep step, std::string_view id, const std::source_location& where) {
    engine::placed(where, [&] { connection.run_two_phase(step, id); });
}

void require_outside(Connection& connection, std::string_view what) {
    if (!connection.in_transaction()) return;
    throw ArgumentError(
        "transaction_open",
        fmt::format("{} needs a connection without an open transaction (the first statement begins one); "
                    "commit() or rollback() it first",
                    what));
}

}  // namespace

TwoPhaseTransaction::TwoPhaseTransaction(Connection& connection, std::string id, const std::source_location& where)
    : connection_(connection), id_(std::move(id)) {
    require_outside(connection_, "begin_twophase()");
    run_step(connection_, TwoPhaseStep::Begin, id_, where);
}

TwoPhaseTransaction::~TwoPhaseTransaction() {
    if (state_ != State::Begun || connection_.is_closed()) return;
    try {
        rollback();
    } catch (const std::exception& error) {
        log(LogLevel::Warning, "azoth.engine",
            fmt::format("the transaction '{}' that was not prepared could not be rolled back: {}", id_, error.what()));
    }
}

void TwoPhaseTransaction::prepare(std::source_location where) {
    if (state_ != State::Begun)
        throw ArgumentError("transaction_closed",
                            fmt::format("the transaction '{}' is prepared already, or over", id_));
    try {
        run_step(connection_, TwoPhaseStep::Prepare, id_, where);
    } catch (const ConnectionError&) {
        state_ = State::Ended;  // It is prepared or gone; recover_twophase() tells, on another connection.
        throw;
    }
    state_ = State::Prepared;
}

void TwoPhaseTransaction::commit(std::source_location where) {
    if (state_ == State::Begun) prepare(where);
    if (state_ != State::Prepared)
        throw ArgumentError("transaction_closed", fmt::format("the transaction '{}' is over", id_));
    run_step(connection_, TwoPhaseStep::CommitPrepared, id_, where);
    state_ = State::Ended;
}

void TwoPhaseTransaction::rollback(std::source_location where) {
    if (state_ == State::Ended)
        throw ArgumentError("transaction_closed", fmt::format("the transaction '{}' is over", id_));
    const TwoPhaseStep step = state_ == State::Begun ? TwoPhaseStep::Abandon : TwoPhaseStep::RollbackPrepared;
    state_ = State::Ended;
    run_step(connection_, step, id_, where);
}

TwoPhaseTransaction begin_twophase(Connection& connection, std::string_view id, std::source_location where) {
    return {connection, std::string(id), where};
}

std::vector<std::string> recover_twophase(Connection& connection, std::source_location where) {
    require_outside(connection, "recover_twophase()");
    return engine::placed(where, [&] {
        const std::string sql = connection.dialect().two_phase_statement(TwoPhaseStep::Recover, {});
        driver::Connection& client = connection.driver_connection();
        try {
            const auto cursor = client.execute({.sql = sql, .is_reusable = false}, {});
            std::vector<std::string> ids;
            while (const ValueView* cells = cursor->next())
                ids.emplace_back(cells[cursor->columns().size() - 1].as_text());
            return ids;
        } catch (Error& error) {
            connection.driver_failed(error, sql);
            throw;
        }
    });
}

void commit_prepared(Connection& connection, std::string_view id, std::source_location where) {
    require_outside(connection, "commit_prepared()");
    run_step(connection, TwoPhaseStep::CommitPrepared, id, where);
}

void rollback_prepared(Connection& connection, std::string_view id, std::source_location where) {
    require_outside(connection, "rollback_prepared()");
    run_step(connection, TwoPhaseStep::RollbackPrepared, id, where);
}

}  // namespace azoth
