// SPDX-License-Identifier: MIT
#include "engine/engine_core.hpp"

#include <utility>

#include <fmt/core.h>

#include "azoth/base/log.hpp"
#include "azoth/engine/backend.hpp"
#include "azoth/sql/statement_nodes.hpp"
#include "engine/echo.hpp"
#include "engine/pool_rules.hpp"

namespace azoth::engine {
namespace {

using Clock = std::chrono::steady_clock;

std::int64_t microseconds_since(Clock::time_point start) {
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start).count();
}

void warn_of_cartesian_product(const Compiled& compiled) {
    if (compiled.cartesian_product.empty()) return;
    log(LogLevel::Warning, "azoth.engine",
        fmt::format(
            "a SELECT has {} in its FROM without a condition between them, so that all rows of one meet all rows "
            "of the other; join them, or say so by cross_join() or select_from(a, b), or turn this warning off "
            "by EngineOptions::enable_from_linting. SQL: {}",
            compiled.cartesian_product, compiled.sql));
}

}  // namespace

EngineCore::EngineCore(Url url, const Backend& backend, const EngineOptions& options)
    : url_(std::move(url)),
      backend_(backend),
      options_(options),
      cache_(options.query_cache_size),
      pool_(pool_rules(options, backend.is_private_to_connection(url_)), [this] { return open(); }) {
    if (options_.echo) listeners_.add(std::make_shared<Echo>());
}

std::unique_ptr<PooledConnection> EngineCore::open() {
    auto connection = std::make_unique<PooledConnection>();
    connection->client = backend_.connect(url_, {.wait = options_.wait,
                                                 .connect_timeout_ms = options_.connect_timeout_ms,
                                                 .statement_cache_size = options_.statement_cache_size});
    const driver::ServerInfo server = connection->client->server_info();
    connection->dialect = &backend_.dialect(&server);
    const Dialect* none = nullptr;
    server_dialect_.compare_exchange_strong(none, connection->dialect);
    connections_opened_.fetch_add(1, std::memory_order_relaxed);
    listeners_.notify([&](EngineListener& listener) { listener.after_connect(*connection->client); });
    return connection;
}

const Dialect& EngineCore::dialect() const {
    const Dialect* known = server_dialect_.load();
    return known != nullptr ? *known : backend_.dialect(nullptr);
}

EngineStatistics EngineCore::statistics() const {
    return {.statements = statements_.load(std::memory_order_relaxed),
            .cache_hits = cache_.hits(),
            .cache_misses = cache_.misses(),
            .connections_opened = connections_opened_.load(std::memory_order_relaxed)};
}

CompiledStatement EngineCore::compile(const sql::StatementNode& statement, const Dialect& dialect,
                                      sql::CacheKeyWriter& key) {
    key.clear();
    if (statement.kind() == sql::NodeKind::Ddl) return make_compiled(statement, dialect);
    statement.write_key(key);
    const CompiledKey compiled_key{key.hash(), &dialect, key.words()};
    if (auto found = cache_.find(compiled_key)) return {std::move(found), true, 0};
    CompiledStatement made = make_compiled(statement, dialect);
    if (made.entry->compiled.is_cacheable) cache_.insert(compiled_key, made.entry);
    return made;
}

CompiledStatement EngineCore::make_compiled(const sql::StatementNode& statement, const Dialect& dialect) {
    const Clock::time_point start = Clock::now();
    auto entry = std::make_shared<CompiledEntry>(CompiledEntry{dialect.compile(statement), start});
    if (options_.enable_from_linting) warn_of_cartesian_product(entry->compiled);
    return {std::move(entry), false, microseconds_since(start)};
}

}  // namespace azoth::engine
