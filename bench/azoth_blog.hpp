// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace azoth::bench {

/// Users with their posts and the comments on these, loaded as a user of azoth does it.
class AzothBlog {
public:
    explicit AzothBlog(const std::string& url);
    ~AzothBlog();

    /// All users with what belongs to them, as tracked objects of a new session. Returns how many objects that are.
    std::size_t load();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace azoth::bench
