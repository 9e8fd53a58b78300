// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "azoth/engine/options.hpp"
#include "azoth/engine/statistics.hpp"
#include "azoth/engine/url.hpp"
#include "engine/compiled_cache.hpp"
#include "engine/listeners.hpp"
#include "engine/pool.hpp"

namespace azoth {
class Backend;

namespace sql {
class StatementNode;
}
}  // namespace azoth

namespace azoth::engine {

/// A statement's compiled form and how it was come by.
struct CompiledStatement {
    std::shared_ptr<const CompiledEntry> entry;
    bool from_cache = false;
    std::int64_t compile_us = 0;  ///< what compiling took; 0 when from_cache
};

/// What all handles on an Engine and all its connections share.
class EngineCore {
public:
    /// Throws ArgumentError(`bad_option`).
    EngineCore(Url url, const Backend& backend, const EngineOptions& options);

    const Url& url() const { return url_; }
    const EngineOptions& options() const { return options_; }
    Pool& pool() { return pool_; }
    Listeners& listeners() { return listeners_; }
    const Dialect& dialect() const;
    EngineStatistics statistics() const;
    void count_statement() noexcept { statements_.fetch_add(1, std::memory_order_relaxed); }

    /// Finds the compiled form or makes it. Leaves the statement's key, and with it its binds, in `key`.
    CompiledStatement compile(const sql::StatementNode& statement, const Dialect& dialect, sql::CacheKeyWriter& key);

private:
    std::unique_ptr<PooledConnection> open();
    CompiledStatement make_compiled(const sql::StatementNode& statement, const Dialect& dialect);

    const Url url_;
    const Backend& backend_;
    const EngineOptions options_;
    Listeners listeners_;
    CompiledCache cache_;
    std::atomic<const Dialect*> server_dialect_ = nullptr;
    std::atomic<std::uint64_t> statements_ = 0;
    std::atomic<std::uint64_t> connections_opened_ = 0;
    Pool pool_;  // last: its connections go first
};

}  // namespace azoth::engine
