// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <source_location>

namespace azoth {

namespace orm {

class SessionCore;

}  // namespace orm

/// A savepoint of a session: what was done since is undone, in the database and in the objects, unless commit() is
/// called before it goes.
class NestedTransaction {
public:
    NestedTransaction(NestedTransaction&&) noexcept = default;
    NestedTransaction& operator=(NestedTransaction&&) = delete;
    ~NestedTransaction();

    /// Writes pending changes and releases the savepoint. When one of several databases (SessionBinds) has released it
    /// and another one fails to, the whole transaction is rolled back. Throws: ArgumentError(`transaction_closed`).
    void commit(std::source_location where = std::source_location::current());
    void rollback(std::source_location where = std::source_location::current());

private:
    friend class Session;
    NestedTransaction(const std::shared_ptr<orm::SessionCore>& session, std::uint32_t frame)
        : session_(session), frame_(frame) {}
    /// Null when it has ended, or its session has.
    std::shared_ptr<orm::SessionCore> find_open() const;
    std::shared_ptr<orm::SessionCore> require_open() const;

    std::weak_ptr<orm::SessionCore> session_;
    std::uint32_t frame_;
};

}  // namespace azoth
