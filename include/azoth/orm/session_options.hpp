// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "azoth/orm/loader_criteria.hpp"
#include "azoth/orm/session_binds.hpp"

namespace azoth {

class SessionListener;

/// What becomes of the transaction that is open on the connection of a Session(connection).
enum class JoinTransactionMode : std::uint8_t {
    ConditionalSavepoint,  ///< CreateSavepoint where a savepoint is open, else RollbackOnly
    RollbackOnly,          ///< commit() leaves the transaction open, rollback() rolls it back, close() does nothing
    ControlFully,          ///< commit(), rollback() and close() end it, or its innermost savepoint
    CreateSavepoint,       ///< the session works in a savepoint of its own, and the rest is left alone
};

struct SessionOptions {
    /// Write pending changes before each query, so that the query sees them.
    bool autoflush = true;
    /// After so many lazy loads of one relationship, for what was loaded at one place of the program, a warning says
    /// which option loads it with the query. 0: never.
    int lazy_load_warning = 10;
    /// Conditions on classes that all statements get: see LoaderCriteria.
    LoaderCriteria criteria = {};
    /// They are told what the session does: see SessionListener.
    std::vector<std::shared_ptr<SessionListener>> listeners = {};
    /// Of a Session(connection).
    JoinTransactionMode join_transaction_mode = JoinTransactionMode::ConditionalSavepoint;
    /// Classes whose tables are in other databases: see SessionBinds.
    SessionBinds binds = {};
    /// The databases commit together: see TwoPhaseTransaction. Not where a transaction is joined.
    bool twophase = false;
};

}  // namespace azoth
