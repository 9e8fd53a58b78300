// SPDX-License-Identifier: MIT
#pragma once

#include <source_location>
#include <string>
#include <string_view>
#include <vector>

#include "azoth/engine/connection.hpp"

namespace azoth {

/// A transaction that several databases commit together: each prepares, and when all have, each commits. Once prepared
/// it survives the connection and even the server, until somebody commits it or rolls it back.
///
///     TwoPhaseTransaction one = begin_twophase(first, "order-7-a");
///     TwoPhaseTransaction two = begin_twophase(second, "order-7-b");
///     ...
///     one.prepare();
///     two.prepare();
///     one.commit();
///     two.commit();
///
/// PostgreSQL (with max_prepared_transactions above 0), MariaDB and MySQL have it; on others begin_twophase() throws
/// CompileError(`unsupported`).
/// Lifetime: of the connection. The destructor rolls back what was not prepared, and leaves alone what was.
class TwoPhaseTransaction {
public:
    TwoPhaseTransaction(Connection& connection, std::string id, const std::source_location& where);
    TwoPhaseTransaction(const TwoPhaseTransaction&) = delete;
    TwoPhaseTransaction& operator=(const TwoPhaseTransaction&) = delete;
    ~TwoPhaseTransaction();

    const std::string& id() const { return id_; }
    bool is_prepared() const { return state_ == State::Prepared; }
    /// Throws: ArgumentError(`transaction_closed`) unless it has just begun.
    void prepare(std::source_location where = std::source_location::current());
    /// Prepares it first if that was not done.
    void commit(std::source_location where = std::source_location::current());
    void rollback(std::source_location where = std::source_location::current());

private:
    enum class State { Begun, Prepared, Ended };

    Connection& connection_;
    const std::string id_;
    State state_ = State::Begun;
};

/// Begins one. `id` must differ from that of any other on the server; up to 64 characters.
///
/// Throws: ArgumentError(`transaction_open`).
TwoPhaseTransaction begin_twophase(Connection& connection, std::string_view id,
                                   std::source_location where = std::source_location::current());

/// The ids of prepared transactions that nobody has ended yet: after a crash, decide about them.
std::vector<std::string> recover_twophase(Connection& connection,
                                          std::source_location where = std::source_location::current());
void commit_prepared(Connection& connection, std::string_view id,
                     std::source_location where = std::source_location::current());
void rollback_prepared(Connection& connection, std::string_view id,
                       std::source_location where = std::source_location::current());

}  // namespace azoth
