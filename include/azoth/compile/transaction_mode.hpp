// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace azoth {

/// How much a transaction may see of others that run at the same time.
enum class IsolationLevel : std::uint8_t {
    Default,  ///< what the database is set to
    ReadUncommitted,
    ReadCommitted,
    RepeatableRead,
    Serializable,
    Autocommit,  ///< no transaction: each statement is committed by itself
};

/// What a transaction is begun with.
struct TransactionMode {
    IsolationLevel isolation_level = IsolationLevel::Default;
    bool read_only = false;   ///< changes are refused by the database
    bool deferrable = false;  ///< waits at its begin until it can be serializable and read-only without any conflict

    friend bool operator==(const TransactionMode&, const TransactionMode&) = default;
};

/// The steps of a transaction that is committed in two phases.
enum class TwoPhaseStep : std::uint8_t {
    Begin,
    Prepare,  ///< from now on it survives the connection and the server
    Abandon,  ///< rolls back before Prepare
    CommitPrepared,
    RollbackPrepared,
    Recover,  ///< a query whose last column names the prepared ones
};

/// `SERIALIZABLE`, `AUTOCOMMIT`.
std::string_view isolation_level_name(IsolationLevel level);
/// Reads `read committed`, `READ-COMMITTED` and the like; nothing when it is no such name.
std::optional<IsolationLevel> read_isolation_level(std::string_view text);

}  // namespace azoth
