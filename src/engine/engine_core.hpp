// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>

#include "azoth/driver/wait_hook.hpp"
#include "azoth/engine/options.hpp"
#include "azoth/engine/statistics.hpp"
#include "azoth/engine/url.hpp"
#include "engine/compiled_cache.hpp"
#include "engine/listeners.hpp"
#include "engine/pool.hpp"
#include "engine/statement_count.hpp"

namespace azoth {
class Backend;

namespace sql {
class StatementNode;
}
}  // namespace azoth

namespace azoth::engine {

/// What all handles on an Engine and all its connections share.
class EngineCore final : private PoolWatcher {
public:
    /// Throws ArgumentError(`bad_option`).
    EngineCore(Url url, const Backend& backend, const EngineOptions& options);

    const Url& url() const { return url_; }
    const EngineOptions& options() const { return options_; }
    const std::shared_ptr<const ExecutionOptions>& execution() const { return execution_; }
    Pool& pool() { return pool_; }
    Listeners& listeners() { return listeners_; }
    const Dialect& dialect() const;
    EngineStatistics statistics() const;
    void count_rows(std::uint64_t count) noexcept { rows_.fetch_add(count, std::memory_order_relaxed); }
    void count_round_trips(std::uint64_t count) noexcept {
        if (count != 0) round_trips_.fetch_add(count, std::memory_order_relaxed);
    }

    /// Finds the compiled form or makes it. Leaves the statement's key, and with it its binds, in `key`.
    /// With `has_schema_tokens`, schemas are tokens in it: see compile::SchemaTokens.
    /// `cache` may be null: then nothing is looked for or kept.
    CompiledStatement compile(const sql::StatementNode& statement, const Dialect& dialect, sql::CacheKeyWriter& key,
                              CompiledCache* cache, bool has_schema_tokens = false);
    CompiledCache& cache() { return cache_; }

private:
    std::unique_ptr<PooledConnection> open();
    std::unique_ptr<driver::Connection> connect();
    driver::ConnectSettings connect_settings() const;
    void hold_database();
    void announce(driver::Connection& connection);
    void was_lost(driver::Connection& connection) noexcept override;
    void before_close(driver::Connection& connection) noexcept override;
    CompiledStatement make_compiled(const sql::StatementNode& statement, const Dialect& dialect,
                                    bool has_schema_tokens);
    void lint(const Compiled& compiled);

    const Url url_;
    const Backend& backend_;
    const EngineOptions options_;
    const std::shared_ptr<const ExecutionOptions> execution_;
    Listeners listeners_;
    CompiledCache cache_;
    std::atomic<const Dialect*> server_dialect_ = nullptr;
    StatementCount statements_;
    std::atomic<std::uint64_t> rows_ = 0;
    std::atomic<std::uint64_t> round_trips_ = 0;
    std::atomic<bool> has_connected_ = false;
    std::mutex lint_mutex_;
    const ForkLock lint_fork_lock_{lint_mutex_};
    std::set<std::size_t> linted_;  // hashes of the SQL that was warned of
    std::mutex anchor_mutex_;
    std::unique_ptr<driver::Connection> anchor_;  // keeps a database alive that needs it
    Pool pool_;                                   // last: its connections go first
};

}  // namespace azoth::engine
