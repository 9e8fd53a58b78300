// SPDX-License-Identifier: MIT
#pragma once

#include "raw_blog.hpp"
#include "users_table.hpp"

namespace azoth::bench {

/// Ten users with ten posts each, with ten comments on each. Nothing here is measured.
class BlogTables {
public:
    BlogTables(RawBlog& blog, UsersTable& users) : blog_(&blog), users_(&users) {}

    void fill();

private:
    RawBlog* blog_;
    UsersTable* users_;
    bool is_filled_ = false;  // apart from the users
};

}  // namespace azoth::bench
