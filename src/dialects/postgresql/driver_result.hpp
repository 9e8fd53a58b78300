// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>

#include <libpq-fe.h>

namespace azoth::postgresql {

struct ResultDeleter {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, ResultDeleter>;

/// The server refused the command, or the connection broke.
bool is_failure(const PGresult* result);

/// A failure after which the server or libpq has closed the connection.
bool has_ended_connection(const PGresult* failure);

/// The server has stopped the command because somebody asked for it.
bool is_canceled(const PGresult* failure);

/// A statement that has to be prepared again: a table has changed, or somebody deallocated it.
bool is_outdated(const PGresult* result);

/// What a command does to the statements that are prepared on its connection.
enum class StatementLoss : std::uint8_t { None, Outdated, Dropped };

/// DROP and ALTER may change the types that parameters were given when their statements were prepared; DISCARD ALL and
/// DEALLOCATE ALL drop all statements.
StatementLoss statement_loss(const PGresult* result);

/// Rows inserted, updated, deleted or merged; 0 for all other commands.
std::int64_t affected_rows(const PGresult* result);

}  // namespace azoth::postgresql
