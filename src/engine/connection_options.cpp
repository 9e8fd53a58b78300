// SPDX-License-Identifier: MIT
// What can be set for a connection on loan.
#include <memory>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/log.hpp"
#include "azoth/compile/dialect.hpp"
#include "engine/connection_state.hpp"

namespace azoth::engine {
namespace {

TransactionMode mode_of(const ExecutionOptions& options) {
    return {.isolation_level = options.isolation_level.value_or(IsolationLevel::Default),
            .read_only = options.read_only.value_or(false),
            .deferrable = options.deferrable.value_or(false)};
}

}  // namespace

void ConnectionState::follow_options() {
    mode_ = mode_of(*options_);
    fetch_mode_ = {options_->yield_per.value_or(0), options_->row_by_row.value_or(false)};
    cache_ = options_->compiled_cache ? options_->compiled_cache->get() : &core_->cache();
    schemas_ = options_->schema_translate_map ? &*options_->schema_translate_map : nullptr;
}

void ConnectionState::set_options(std::shared_ptr<const ExecutionOptions> options) {
    const ExclusiveUse use(is_busy_);
    require_open();
    if (levels_.is_open() && mode_of(*options) != mode_)
        throw ArgumentError("transaction_open",
                            "isolation level, read_only and deferrable are what a transaction begins with, and one is "
                            "open already; set them before, or commit() or rollback() first");
    options_ = std::move(options);
    follow_options();
    if (connection_ != nullptr && !is_lost()) apply_timeout();
}

void ConnectionState::restore_options(std::shared_ptr<const ExecutionOptions> options) noexcept {
    options_ = std::move(options);
    follow_options();
    if (is_closed_ || connection_ == nullptr || is_lost()) return;
    try {
        apply_timeout();
    } catch (const std::exception& error) {
        connection_->is_unwanted = true;
        log(LogLevel::Warning, "azoth.pool",
            fmt::format("a connection is not used again because its time limit could not be set back: {}",
                        error.what()));
    }
}

void ConnectionState::apply_timeout() {
    const int timeout_ms = options_->statement_timeout_ms.value_or(0);
    if (timeout_ms == connection_->statement_timeout_ms) return;
    try {
        connection_->client->set_statement_timeout(timeout_ms);
    } catch (Error& error) {
        client_failed(error, "");
        throw;
    }
    connection_->statement_timeout_ms = timeout_ms;
}

driver::ServerInfo ConnectionState::server_info() {
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    return connection_->client->server_info();
}

IsolationLevel ConnectionState::isolation_level() {
    return mode_.isolation_level != IsolationLevel::Default ? mode_.isolation_level : default_isolation_level();
}

IsolationLevel ConnectionState::default_isolation_level() {
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    const std::string sql = connection_->dialect->isolation_level_query();
    std::string name;
    try {
        const auto cursor = connection_->client->execute({.sql = sql}, {});
        if (const ValueView* cells = cursor->next()) name = cells[0].as_text();
    } catch (Error& error) {
        client_failed(error, sql);
        throw;
    }
    if (const auto level = read_isolation_level(name)) return *level;
    throw OperationalError("sql_error", fmt::format("the database names its isolation level '{}', which is none that "
                                                    "azoth knows; run '{}' to see it",
                                                    name, sql));
}

void ConnectionState::invalidate() {
    const ExclusiveUse use(is_busy_);
    require_open();
    if (connection_ == nullptr) return;
    core_->listeners().notify([&](EngineListener& listener) { listener.on_invalidate(*connection_->client); });
    ++client_number_;
    discard_client();
}

void ConnectionState::invalidate_softly() {
    const ExclusiveUse use(is_busy_);
    require_open();
    if (connection_ == nullptr || std::exchange(connection_->is_unwanted, true)) return;
    core_->listeners().notify([&](EngineListener& listener) { listener.on_soft_invalidate(*connection_->client); });
}

void ConnectionState::detach() {
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    core_->pool().detach(*connection_);
    core_->listeners().notify([&](EngineListener& listener) { listener.on_detach(*connection_->client); });
}

std::shared_ptr<CancelTarget> ConnectionState::cancel_target() {
    const ExclusiveUse use(is_busy_);
    require_open();
    require_client();
    if (cancel_target_ != nullptr) return cancel_target_;
    auto canceler = connection_->client->make_canceler();
    if (canceler == nullptr)
        throw OperationalError(
            "not_supported", "this database's driver cannot stop a running statement; give it a statement_timeout_ms");
    cancel_target_ = std::make_shared<CancelTarget>();
    cancel_target_->aim(std::move(canceler));
    return cancel_target_;
}

}  // namespace azoth::engine
