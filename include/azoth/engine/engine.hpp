// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <source_location>
#include <string_view>
#include <type_traits>
#include <utility>

#include "azoth/engine/connection.hpp"
#include "azoth/engine/events.hpp"
#include "azoth/engine/options.hpp"
#include "azoth/engine/statistics.hpp"
#include "azoth/engine/url.hpp"

namespace azoth {

class Backend;

namespace engine {
class EngineCore;
}

/// A database: the source of connections, and the memory of compiled statements. Made by create_engine(), usually one
/// per program.
///
/// A handle: copies show the same engine. Connections keep it alive.
/// Thread safety: all members may be called from several threads.
class Engine {
public:
    explicit Engine(std::shared_ptr<engine::EngineCore> core);

    /// Takes a connection from the pool, or opens one.
    ///
    /// Throws: ConnectionError; OperationalError(`pool_timeout`) when none became free in
    /// EngineOptions::pool_timeout_ms.
    Connection connect(std::source_location where = std::source_location::current()) const;

    /// Calls `work(Connection&)` in a transaction: committed on return, rolled back on throw. Returns what `work`
    /// returns.
    template <class Work>
    auto begin(Work&& work, std::source_location where = std::source_location::current()) const {
        Connection connection = connect(where);
        Transaction transaction = connection.begin(where);
        if constexpr (std::is_void_v<std::invoke_result_t<Work, Connection&>>) {
            std::forward<Work>(work)(connection);
            transaction.commit(where);
        } else {
            auto result = std::forward<Work>(work)(connection);
            transaction.commit(where);
            return result;
        }
    }

    /// That of the server first connected to; before, that for the newest server that azoth knows.
    const Dialect& dialect() const;
    const Url& url() const;
    /// Closes the free connections; those in use are closed when they come back. The engine stays usable.
    void dispose() const;
    PoolStatus pool_status() const;
    EngineStatistics statistics() const;
    void add_listener(std::shared_ptr<EngineListener> listener) const;
    void remove_listener(const std::shared_ptr<EngineListener>& listener) const;

private:
    std::shared_ptr<engine::EngineCore> core_;
};

/// An engine for the database at `url`. Nothing is opened yet.
///
/// Throws: ArgumentError(`bad_url`, `unknown_dialect`, `bad_option`).
Engine create_engine(std::string_view url, EngineOptions options = {});
Engine create_engine(const Url& url, EngineOptions options = {});
/// With a database that is not registered: for tests and proxies. `backend` must outlive the engine.
Engine create_engine(const Url& url, const Backend& backend, EngineOptions options = {});

}  // namespace azoth
