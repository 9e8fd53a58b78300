// SPDX-License-Identifier: MIT
#include "engine/engine_core.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/log.hpp"
#include "azoth/compile/schema_translate_map.hpp"
#include "azoth/engine/backend.hpp"
#include "azoth/sql/statement_nodes.hpp"
#include "engine/echo.hpp"
#include "engine/pool_rules.hpp"
#include "engine/slow_query_log.hpp"

namespace azoth::engine {
namespace {

using Clock = std::chrono::steady_clock;

/// Statements with tokens for schemas are others than those without, with the same words as their key.
constexpr std::uint64_t kTokenSalt = 0x9e3779b97f4a7c15;

std::int64_t microseconds_since(Clock::time_point start) {
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start).count();
}

void warn_of_cartesian_product(const Compiled& compiled) {
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
      execution_(std::make_shared<const ExecutionOptions>(options.execution)),
      cache_(options.query_cache_size),
      pool_(
          pool_rules(options, backend.is_private_to_connection(url_)), [this] { return open(); }, this) {
    if (options_.echo || options_.echo_pool)
        listeners_.add(std::make_shared<Echo>(options_.logging_name, options_.echo, options_.echo_pool));
    if (options_.slow_query_ms >= 0)
        listeners_.add(std::make_shared<SlowQueryLog>(options_.logging_name, options_.slow_query_ms));
}

std::unique_ptr<PooledConnection> EngineCore::open() {
    auto connection = std::make_unique<PooledConnection>();
    connection->statements = statements_.add_counter();
    connection->client = connect();
    if (backend_.is_lost_without_connections(url_)) hold_database();
    const driver::ServerInfo server = connection->client->server_info();
    connection->dialect = &backend_.dialect(&server);
    announce(*connection->client);
    // Listeners may have set what the SQL depends on.
    const driver::ServerInfo session = connection->client->server_info();
    connection->dialect = &backend_.dialect(&session);
    const Dialect* none = nullptr;
    server_dialect_.compare_exchange_strong(none, connection->dialect);
    return connection;
}

std::unique_ptr<driver::Connection> EngineCore::connect() {
    if (listeners_.is_empty()) return backend_.connect(url_, connect_settings());
    Url url = url_;
    listeners_.notify([&](EngineListener& listener) { listener.before_connect(url); });
    std::unique_ptr<driver::Connection> opened;
    listeners_.notify([&](EngineListener& listener) {
        if (opened == nullptr) opened = listener.do_connect(url);
    });
    return opened != nullptr ? std::move(opened) : backend_.connect(url, connect_settings());
}

driver::ConnectSettings EngineCore::connect_settings() const {
    return {.wait = options_.wait,
            .connect_timeout_ms = options_.connect_timeout_ms,
            .statement_cache_size = options_.statement_cache_size,
            .network_timeout_ms = std::max(options_.network_timeout_ms, 0),
            .control_timeout_ms = std::max(options_.commit_timeout_ms, 0),
            .ping_timeout_ms = std::max(options_.pool_pre_ping_timeout_ms, 0),
            .hides_values = options_.hide_parameters};
}

void EngineCore::hold_database() {
    const std::lock_guard lock(anchor_mutex_);
    if (anchor_ == nullptr) anchor_ = backend_.connect(url_, connect_settings());
}

void EngineCore::announce(driver::Connection& connection) {
    const bool is_first = !has_connected_.exchange(true, std::memory_order_relaxed);
    listeners_.notify([&](EngineListener& listener) {
        if (is_first) listener.on_first_connect(connection);
        listener.after_connect(connection);
    });
}

void EngineCore::was_lost(driver::Connection& connection) noexcept {
    listeners_.notify([&](EngineListener& listener) { listener.on_invalidate(connection); });
}

void EngineCore::before_close(driver::Connection& connection) noexcept {
    listeners_.notify([&](EngineListener& listener) { listener.on_close(connection); });
}

const Dialect& EngineCore::dialect() const {
    const Dialect* known = server_dialect_.load();
    return known != nullptr ? *known : backend_.dialect(nullptr);
}

EngineStatistics EngineCore::statistics() const {
    const PoolCounters pool = pool_.counters();
    return {.statements = statements_.sum(),
            .rows = rows_.load(std::memory_order_relaxed),
            .round_trips = round_trips_.load(std::memory_order_relaxed),
            .cache_hits = cache_.hits(),
            .cache_misses = cache_.misses(),
            .connections_opened = pool.opened,
            .connections_closed = pool.closed,
            .invalidations = pool.invalidated,
            .pool_waits = pool.waits,
            .pool_wait_us = pool.wait_us,
            .pool_timeouts = pool.timeouts};
}

CompiledStatement EngineCore::compile(const sql::StatementNode& statement, const Dialect& dialect,
                                      sql::CacheKeyWriter& key, CompiledCache* cache, bool has_schema_tokens) {
    key.clear();
    if (statement.kind() == sql::NodeKind::Ddl) {
        CompiledStatement made = make_compiled(statement, dialect, has_schema_tokens);
        made.is_ddl = true;
        return made;
    }
    statement.write_key(key);
    const std::uint64_t kind = has_schema_tokens ? kTokenSalt : 0;
    const CompiledKey compiled_key{key.hash() ^ kind, &dialect, key.words()};
    if (cache == nullptr) return make_compiled(statement, dialect, has_schema_tokens);
    if (auto found = cache->find(compiled_key)) return {std::move(found), true, 0};
    CompiledStatement made = make_compiled(statement, dialect, has_schema_tokens);
    if (made.entry->compiled.is_cacheable) cache->insert(compiled_key, made.entry);
    return made;
}

CompiledStatement EngineCore::make_compiled(const sql::StatementNode& statement, const Dialect& dialect,
                                            bool has_schema_tokens) {
    const Clock::time_point start = Clock::now();
    std::optional<compile::SchemaTokens> tokens;
    if (has_schema_tokens) tokens.emplace();
    auto entry = std::make_shared<CompiledEntry>(CompiledEntry{dialect.compile(statement), start});
    entry->effect = effect_of(entry->compiled.sql, dialect.capabilities().transactional_ddl);
    if (options_.enable_from_linting && !entry->compiled.cartesian_product.empty()) lint(entry->compiled);
    return {std::move(entry), false, microseconds_since(start)};
}

/// Once per statement, although those that no cache keeps are compiled again and again.
void EngineCore::lint(const Compiled& compiled) {
    constexpr std::size_t kMostRemembered = 1000;
    {
        const std::lock_guard lock(lint_mutex_);
        if (linted_.size() == kMostRemembered || !linted_.insert(std::hash<std::string>()(compiled.sql)).second) return;
    }
    warn_of_cartesian_product(compiled);
}

}  // namespace azoth::engine
