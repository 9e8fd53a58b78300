// SPDX-License-Identifier: MIT
#include "orm/session_connection.hpp"

#include <atomic>
#include <random>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/base/log.hpp"

namespace azoth::orm {
namespace {

/// Different from that of any other program at work.
std::string next_id() {
    static const std::string program = [] {
        std::random_device random;
        return fmt::format("azoth-{:08x}{:08x}", random(), random());
    }();
    static std::atomic<std::uint64_t> number = 0;
    return fmt::format("{}-{}", program, ++number);
}

}  // namespace

void SessionConnection::close() noexcept {
    if (connection_ == nullptr) return;
    try {
        leave();
    } catch (const std::exception& error) {
        log(LogLevel::Warning, "azoth.orm",
            fmt::format("the transaction of a session could not be rolled back: {}", error.what()));
    }
}

void SessionConnection::open(const SessionOptions& options, const std::source_location& where) {
    ending_ = Ending::Own;
    if (outside_ != nullptr) {
        if (outside_->in_transaction()) return join(options.join_transaction_mode);
        connection_ = outside_;
    } else {
        own_.emplace(engine_.connect(where));
        connection_ = &*own_;
    }
    if (!options.twophase) return;
    try {
        two_phase_ = std::make_unique<TwoPhaseTransaction>(*connection_, next_id(), where);
        ending_ = Ending::Level;
    } catch (...) {
        let_go();
        throw;
    }
}

void SessionConnection::join(JoinTransactionMode mode) {
    if (mode == JoinTransactionMode::ConditionalSavepoint)
        mode = outside_->in_nested_transaction() ? JoinTransactionMode::CreateSavepoint
                                                 : JoinTransactionMode::RollbackOnly;
    level_ = mode == JoinTransactionMode::CreateSavepoint ? outside_->begin_level() : outside_->innermost_level();
    ending_ = mode == JoinTransactionMode::RollbackOnly ? Ending::Rollback : Ending::Level;
    connection_ = outside_;
}

void SessionConnection::let_go() noexcept {
    two_phase_.reset();
    connection_ = nullptr;
    own_.reset();
    level_ = 0;
}

void SessionConnection::prepare() {
    if (two_phase_ != nullptr && !two_phase_->is_prepared()) two_phase_->prepare();
}

void SessionConnection::commit() {
    if (two_phase_ != nullptr)
        two_phase_->commit();
    else if (ending_ == Ending::Own)
        connection_->commit();
    else if (ending_ == Ending::Level)
        connection_->commit_level(level_);
    else if (!connection_->is_level_open(level_))
        throw ArgumentError("transaction_closed",
                            "the transaction that the session has joined is over: it was committed or rolled back "
                            "outside of the session");
    let_go();
}

void SessionConnection::rollback() {
    struct LetGo {
        SessionConnection& connection;
        ~LetGo() { connection.let_go(); }
    } const let_go_at_last{*this};
    if (two_phase_ != nullptr)
        two_phase_->rollback();
    else if (ending_ == Ending::Own && !connection_->is_closed())
        connection_->rollback();
    else if (ending_ != Ending::Own && connection_->is_level_open(level_))
        connection_->rollback_level(level_);
}

void SessionConnection::leave() {
    // A connection of the session's own is rolled back by its pool, and nobody waits for that.
    if (ending_ == Ending::Rollback || (ending_ == Ending::Own && outside_ == nullptr))
        let_go();
    else
        rollback();
}

void SessionConnection::lose() noexcept {
    try {
        // Whatever its owner does now would be another transaction.
        if (outside_ != nullptr && connection_ != nullptr && !connection_->is_closed()) connection_->rollback();
    } catch (const std::exception&) {
        // Which it cannot be told any more.
    }
    let_go();
}

}  // namespace azoth::orm
