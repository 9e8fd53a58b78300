// SPDX-License-Identifier: MIT
#pragma once

#include <source_location>
#include <string>

#include "azoth/base/error.hpp"
#include "azoth/engine/connection.hpp"
#include "dialects/postgresql/driver_connection.hpp"
#include "engine/placed.hpp"

namespace azoth::postgresql {

/// Calls `run` with the driver's connection, within a transaction. Errors tell `sql` as it is then.
template <class Run>
auto run_copy(azoth::Connection& connection, const std::string& sql, const std::source_location& where, Run run) {
    return engine::placed(where, [&] {
        auto* const client = dynamic_cast<Connection*>(&connection.driver_connection());
        if (client == nullptr)
            throw ArgumentError("not_postgresql",
                                "COPY is for connections to PostgreSQL, and this is one to another database; look at "
                                "Dialect::name() before, or use bulk_insert()");
        connection.autobegin(where);
        connection.driver_connection();  // that it is used now counts for what is open now
        try {
            return run(*client);
        } catch (Error& error) {
            connection.driver_failed(error, sql);
            throw;
        }
    });
}

}  // namespace azoth::postgresql
