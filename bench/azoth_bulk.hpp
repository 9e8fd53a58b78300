// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "raw_client.hpp"

namespace azoth::bench {

/// Many new rows in `users`, as a user of azoth writes them, who has them in the form in which each call takes them.
/// Each returns how many rows it has written, and has committed them.
class AzothBulk {
public:
    AzothBulk(const std::string& url, const std::vector<RawUser>& users);
    ~AzothBulk();

    /// bulk_insert() of tuples.
    std::size_t load();
    /// One INSERT of objects: `insert<User>().values(users)`.
    std::size_t insert_objects();
    /// One INSERT for each row of parameters: `execute(insert(users), rows)`.
    std::size_t insert_batch();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace azoth::bench
