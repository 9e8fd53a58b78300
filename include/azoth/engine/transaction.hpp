// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <source_location>

namespace azoth {

namespace engine {
class ConnectionState;
}

/// A transaction or savepoint of a Connection, begun by Connection::begin() or begin_nested(). Unless committed it is
/// rolled back by its destructor.
class Transaction {
public:
    Transaction(Transaction&& other) noexcept = default;
    /// What was open in this one is rolled back first.
    Transaction& operator=(Transaction&& other) noexcept;
    ~Transaction();

    /// Throws: ArgumentError(`transaction_closed`) when it was ended before, or its connection was closed.
    void commit(std::source_location where = std::source_location::current());
    /// Throws: as commit().
    void rollback(std::source_location where = std::source_location::current());
    bool is_active() const;

private:
    friend class Connection;
    Transaction(std::shared_ptr<engine::ConnectionState> connection, std::uint64_t id);
    engine::ConnectionState& require_connection() const;
    void abandon() noexcept;

    std::shared_ptr<engine::ConnectionState> connection_;
    std::uint64_t id_ = 0;
};

}  // namespace azoth
