// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <source_location>
#include <string>
#include <utility>

#include "azoth/base/error.hpp"
#include "azoth/compile/dialect.hpp"
#include "azoth/engine/connection.hpp"
#include "azoth/engine/driver_command.hpp"
#include "dialects/postgresql/driver_connection.hpp"
#include "engine/placed.hpp"

namespace azoth::postgresql {

/// Throws: ArgumentError(`not_postgresql`).
Connection& require_postgresql(driver::Connection& client);

/// Asks the server something that a COPY must know. `sql` is for errors.
template <class Ask>
auto ask_before_copy(azoth::Connection& connection, const std::string& sql, Ask ask) {
    Connection& client = require_postgresql(connection.driver_connection());
    connection.autobegin();
    connection.driver_connection();  // that it is used now counts for what is open now
    try {
        return ask(client);
    } catch (Error& error) {
        connection.driver_failed(error, sql);
        throw;
    }
}

template <class Run>
class CopyCommand final : public DriverCommand {
public:
    explicit CopyCommand(Run run) : run_(std::move(run)) {}
    CommandOutcome run(driver::Connection& client, std::string_view sql) override {
        return run_(require_postgresql(client), sql);
    }

private:
    Run run_;
};

/// What the program's own code throws while it gives or takes the data of a COPY. It is not the COPY's, may be another
/// engine's, and says of itself what failed: nothing of that is to be written over.
class OwnFailure {
public:
    /// Calls `function`; what it throws is noted, and ends the COPY.
    template <class Function>
    auto noting(Function function) {
        try {
            return function();
        } catch (...) {
            thrown_ = std::current_exception();
            throw Noted();
        }
    }

    /// Runs what ends with an exception when the COPY does, and throws what was noted instead.
    template <class Function>
    void rethrow_from(std::string_view sql, Function function) {
        try {
            function();
        } catch (const Noted&) {
            rethrow(sql);
        }
    }

private:
    struct Noted {};

    /// A value that cannot be read comes from the COPY after all.
    [[noreturn]] void rethrow(std::string_view sql) const {
        try {
            std::rethrow_exception(thrown_);
        } catch (DataError& error) {
            if (error.detail().sql.empty()) error.annotate([sql](ErrorDetail& detail) { detail.sql = sql; });
            throw;
        }
    }

    std::exception_ptr thrown_;
};

/// Runs a COPY as a statement. `read` and `write` are for Connection::copy_in() and copy_out(). Returns the number of
/// rows.
template <class Read>
std::int64_t run_copy_in(azoth::Connection& connection, std::string_view sql, const std::source_location& where,
                         Read read) {
    std::int64_t rows = 0;
    OwnFailure own;
    engine::placed(where, [&] { require_postgresql(connection.driver_connection()); });
    CopyCommand command([&](Connection& client, std::string_view outgoing) -> CommandOutcome {
        rows = client.copy_in(outgoing, [&](std::string& chunk) { return own.noting([&] { return read(chunk); }); });
        return {.affected = rows};
    });
    own.rethrow_from(sql, [&] { connection.run_command(sql, command, where); });
    return rows;
}
template <class Write>
std::int64_t run_copy_out(azoth::Connection& connection, std::string_view sql, const std::source_location& where,
                          Write write) {
    std::int64_t rows = 0;
    OwnFailure own;
    engine::placed(where, [&] { require_postgresql(connection.driver_connection()); });
    CopyCommand command([&](Connection& client, std::string_view outgoing) -> CommandOutcome {
        rows = client.copy_out(outgoing, [&](std::string_view data) { own.noting([&] { write(data); }); });
        return {.rows_read = static_cast<std::uint64_t>(rows)};
    });
    own.rethrow_from(sql, [&] { connection.run_command(sql, command, where); });
    return rows;
}

}  // namespace azoth::postgresql
