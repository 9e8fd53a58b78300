// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <source_location>
#include <string>

#include "azoth/engine/connection.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/engine/two_phase.hpp"
#include "azoth/orm/session_options.hpp"

namespace azoth::orm {

/// A connection of a session, and how the session's transaction on it begins and ends.
class SessionConnection {
public:
    explicit SessionConnection(const Engine& engine) : engine_(engine) {}
    explicit SessionConnection(Engine&& engine) : engine_(std::move(engine)) {}
    /// `outside` is the user's.
    explicit SessionConnection(Connection& outside) : engine_(outside.engine()), outside_(&outside) {}
    SessionConnection(const SessionConnection&) = delete;
    SessionConnection& operator=(const SessionConnection&) = delete;
    ~SessionConnection() { close(); }

    const Engine& engine() const { return engine_; }
    bool is_open() const { return connection_ != nullptr; }
    /// Precondition: is_open().
    Connection& get() const { return *connection_; }
    /// Takes a connection, for a call of the user's at `where`. An outside one with a transaction is joined as
    /// `options` say.
    void open(const SessionOptions& options, const std::source_location& where);
    /// The session's transaction is all that the connection has begun: it may be rolled back by Connection::rollback().
    bool is_own() const { return ending_ == Ending::Own; }

    // These end the session's transaction and let the connection go; prepare() does not.

    void prepare();
    /// When the database refuses, the transaction is left to rollback().
    void commit();
    void rollback();
    /// What is not committed is rolled back, unless that is left to others.
    void leave();
    /// The same, if it is open, as the destructor does: a failure is logged.
    void close() noexcept;
    /// The database has ended the transaction by itself.
    void lose() noexcept;
    bool is_prepared() const { return two_phase_ != nullptr; }
    /// Precondition: is_prepared().
    std::string two_phase_id() const { return two_phase_->id(); }

private:
    enum class Ending : std::uint8_t {
        Own,       ///< Connection::commit() and rollback()
        Level,     ///< commit and roll back a level of the outside transaction
        Rollback,  ///< roll it back, and leave commits to others
    };

    void join(JoinTransactionMode mode);
    void let_go() noexcept;

    const Engine engine_;
    Connection* const outside_ = nullptr;
    std::optional<Connection> own_;
    Connection* connection_ = nullptr;
    std::unique_ptr<TwoPhaseTransaction> two_phase_;
    std::uint64_t level_ = 0;
    Ending ending_ = Ending::Own;
};

}  // namespace azoth::orm
