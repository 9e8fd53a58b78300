// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <libpq-fe.h>

namespace azoth::postgresql {

/// OperationalError(`statement_timeout`).
[[noreturn]] void throw_statement_timeout(const PGresult* result, int timeout_ms);

/// Throws what fits of the DatabaseError tree for a result with is_failure(), by its SQLSTATE. `hides_values`: the
/// message is to show none, but the names of constraints, tables and columns.
[[noreturn]] void throw_error(const PGresult* result, bool hides_values = false);

/// Throws OperationalError(`statement_outdated`) for a result with is_outdated() that nobody can repair.
[[noreturn]] void throw_outdated(const PGresult* result);

/// Throws OperationalError(`transaction_aborted`) for a COMMIT that could only roll back.
[[noreturn]] void throw_aborted();

/// Throws ConnectionError(`connection_lost`) with what libpq says of the connection.
[[noreturn]] void throw_connection_lost(const PGconn* connection);

/// Throws ConnectionError for a connection that could not be opened. `target` names it: `shop.local:5432 as 'scott'`.
///
/// Precondition: the connection's messages are verbose, which is how the server's SQLSTATE is found in them.
[[noreturn]] void throw_connect_error(const PGconn* connection, std::string_view target);

}  // namespace azoth::postgresql
