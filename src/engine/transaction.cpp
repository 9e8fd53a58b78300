// SPDX-License-Identifier: MIT
#include "azoth/engine/transaction.hpp"

#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/base/log.hpp"
#include "engine/connection_state.hpp"
#include "engine/placed.hpp"

namespace azoth {

Transaction::Transaction(std::shared_ptr<engine::ConnectionState> connection, std::uint64_t id)
    : connection_(std::move(connection)), id_(id) {}

Transaction& Transaction::operator=(Transaction&& other) noexcept {
    if (this == &other) return *this;
    abandon();
    connection_ = std::move(other.connection_);
    id_ = other.id_;
    return *this;
}

Transaction::~Transaction() { abandon(); }

bool Transaction::is_active() const { return connection_ != nullptr && connection_->is_active(id_); }

void Transaction::commit(std::source_location where) {
    engine::placed(where, [&] { require_connection().commit(id_); });
}

void Transaction::rollback(std::source_location where) {
    engine::placed(where, [&] { require_connection().rollback(id_); });
}

engine::ConnectionState& Transaction::require_connection() const {
    if (connection_ == nullptr)
        throw ArgumentError("transaction_closed", "the transaction was moved from; use the one that it was moved to");
    return *connection_;
}

void Transaction::abandon() noexcept {
    if (!is_active()) return;
    try {
        connection_->rollback(id_);
    } catch (const std::exception& error) {
        log(LogLevel::Warning, "azoth.engine",
            fmt::format("a transaction that was not committed could not be rolled back: {}", error.what()));
    }
}

}  // namespace azoth
