// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "azoth/driver/statement_cache.hpp"
#include "dialects/postgresql/driver_prepared.hpp"

namespace azoth::postgresql {

/// The prepared statements of a connection, by SQL text and by the WireForms of the parameters.
class Statements {
public:
    explicit Statements(int capacity);
    Statements(const Statements&) = delete;
    Statements& operator=(const Statements&) = delete;

    /// Null when there is none.
    std::shared_ptr<Prepared> find(std::string_view sql, std::string_view forms);
    /// One with a name that was never used on this connection.
    std::shared_ptr<Prepared> make();
    /// Keeps a statement for find(), in the place of an older one. Does nothing when the server has refused it.
    void keep(std::string_view sql, std::string_view forms, const std::shared_ptr<Prepared>& prepared);
    void forget(std::string_view sql, std::string_view forms);
    /// The server has dropped all statements.
    void forget_all();
    /// The server has them still, but none is to be used any more.
    void drop_all() { cache_.clear(); }

    /// The names of statements that were dropped since the last call.
    std::vector<std::string> take_dropped();

private:
    std::string_view key_of(std::string_view sql, std::string_view forms);

    std::vector<std::string> dropped_;  // outlives cache_, whose statements add to it
    driver::StatementCache<Prepared> cache_;
    std::string key_;
    std::uint64_t last_name_ = 0;
};

}  // namespace azoth::postgresql
