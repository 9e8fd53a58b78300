// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <source_location>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

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
    Engine(std::shared_ptr<engine::EngineCore> core, std::shared_ptr<const ExecutionOptions> options);
    Engine(const Engine&);
    Engine(Engine&&) noexcept;
    Engine& operator=(const Engine&);
    Engine& operator=(Engine&&) noexcept;
    ~Engine();

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

    /// Like begin(); the work is run again, on another connection, as `retry` says when it has met other transactions
    /// or its connection was lost before its COMMIT.
    template <class Work>
    auto transaction(Work work, const RetryOptions& retry = {},
                     std::source_location where = std::source_location::current()) const {
        return with_retries(retry, [&] { return begin(work, where); });
    }

    /// The same engine, with the same pool, whose connections have these options from the start.
    Engine execution_options(const ExecutionOptions& options) const;
    const ExecutionOptions& get_execution_options() const { return *options_; }

    /// That of the server first connected to; before, that for the newest server that azoth knows.
    const Dialect& dialect() const;
    const Url& url() const;
    /// Closes the free connections; those in use are closed when they come back, and the log tells where they were
    /// taken. The engine stays usable. With `close` false connections are only forgotten: for a child process, whose
    /// parent goes on using them. (A pool that finds itself in another process does so by itself.)
    void dispose(bool close = true) const;
    /// The connections in use, and where they were taken: what holds them, when there are too many.
    std::vector<PoolLoan> loans() const;
    PoolStatus pool_status() const;
    EngineStatistics statistics() const;
    void add_listener(std::shared_ptr<EngineListener> listener) const;
    void remove_listener(const std::shared_ptr<EngineListener>& listener) const;

private:
    std::shared_ptr<engine::EngineCore> core_;
    std::shared_ptr<const ExecutionOptions> options_;
};

/// An engine for the database at `url`. Nothing is opened yet.
///
/// Throws: ArgumentError(`bad_url`, `unknown_dialect`, `bad_dialect_library`, `unknown_plugin`, `bad_option`).
Engine create_engine(std::string_view url);
Engine create_engine(std::string_view url, const EngineOptions& options);
Engine create_engine(const Url& url);
Engine create_engine(const Url& url, const EngineOptions& options);
/// With a database that is not registered: for tests and proxies. `backend` must outlive the engine.
Engine create_engine(const Url& url, const Backend& backend, const EngineOptions& options = {});

}  // namespace azoth
