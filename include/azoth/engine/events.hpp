// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "azoth/types/value_view.hpp"

namespace azoth {

namespace driver {
class Connection;
}

/// One statement on its way to the database, or back from it.
///
/// Lifetime: of the call that it is given to.
struct ExecuteEvent {
    std::string_view sql;                   ///< as it is sent
    std::span<const ValueView> parameters;  ///< of all rows, one after another; see parameters_text()
    std::size_t row_count = 1;              ///< how many rows of parameters it is run with, as one batch
    bool hides_parameters = false;          ///< EngineOptions::hide_parameters
    bool is_raw = false;                    ///< written by the user and never compiled: Connection::run()
    bool from_cache = false;                ///< its compiled form was there already
    std::int64_t compiled_us = 0;           ///< from_cache: how old the compiled form is; else what compiling took
    std::int64_t duration_us = 0;           ///< after_execute(): until the database had answered
    std::int64_t affected = -1;             ///< after_execute(): rows changed; -1: not known (yet)
    bool is_error = false;                  ///< after_execute(): it failed

    /// `(1, 'x')`, long ones cut; `(hidden)` when the engine hides them.
    std::string parameters_text() const;
};

/// Derive from it to see what an engine does: Engine::add_listener().
///
/// An exception thrown by after_connect() or before_execute() stops what was to be done; the others must not throw.
/// Thread safety: each thread that uses the engine calls from its own.
class EngineListener {
public:
    virtual ~EngineListener() = default;

    /// A new connection to the database: the place for PRAGMA and SET.
    virtual void after_connect(driver::Connection&) {}
    virtual void before_execute(const ExecuteEvent&) {}
    virtual void after_execute(const ExecuteEvent&) {}
    virtual void on_begin() {}
    virtual void on_commit() {}
    virtual void on_rollback() {}
    virtual void on_savepoint(std::string_view /*name*/) {}
    virtual void on_release_savepoint(std::string_view /*name*/) {}
    virtual void on_rollback_to_savepoint(std::string_view /*name*/) {}
};

}  // namespace azoth
