// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "raw_client.hpp"

namespace azoth::bench {

/// The table `users` in a known state. Nothing here is measured.
class UsersTable {
public:
    explicit UsersTable(RawClient& client) : client_(&client) {}

    /// Rows with the keys 1 to `count`; a third of them has no hair color.
    void fill(int count);
    /// Somebody is about to change the rows.
    void expect_changes() { count_.reset(); }

private:
    RawClient* client_;
    std::optional<int> count_;  // empty: unknown
};

/// What fill() puts into a row, except for its key.
RawUser make_user(int number);

}  // namespace azoth::bench
