// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace azoth::bench {

/// A session that stays open, with the users that it has loaded, all of which are held by their Refs.
class AzothSession {
public:
    explicit AzothSession(const std::string& url);
    ~AzothSession();

    /// Loads the first `count` users, in place of those that it had. Returns how many there are.
    std::size_t load(std::int64_t count);
    std::size_t load_read_only(std::int64_t count);
    /// Changes the names of the first `count` users and commits. Returns `count`.
    std::size_t change(std::size_t count);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace azoth::bench
