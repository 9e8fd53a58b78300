// SPDX-License-Identifier: MIT
#include "blog_tables.hpp"

#include <fmt/core.h>

namespace azoth::bench {
namespace {

constexpr const char* kSentence = "What somebody has written one evening, for those who read on.";

/// Posts of one user do not stand beside each other, as if they had written by turns.
std::string insert_of_posts() {
    std::string sql = "INSERT INTO posts (id, user_id, title, body) VALUES ";
    for (std::size_t id = 1; id <= kBlogPosts; ++id)
        sql += fmt::format("{}({}, {}, 'Post number {}', '{} {} {}')", id == 1 ? "" : ", ", id,
                           (id - 1) % kBlogUsers + 1, id, kSentence, kSentence, kSentence);
    return sql;
}

std::string insert_of_comments() {
    std::string sql = "INSERT INTO comments (id, text, post_id) VALUES ";
    for (std::size_t id = 1; id <= kBlogComments; ++id)
        sql += fmt::format("{}({}, '{}', {})", id == 1 ? "" : ", ", id, kSentence, (id - 1) % kBlogPosts + 1);
    return sql;
}

}  // namespace

void BlogTables::fill() {
    users_->fill(kBlogUsers);
    if (is_filled_) return;
    blog_->run(insert_of_posts());
    blog_->run(insert_of_comments());
    blog_->settle();
    is_filled_ = true;
}

}  // namespace azoth::bench
