// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace azoth::bench {

struct BlogComment {
    std::int64_t id = 0;
    std::string text;
    std::int64_t post_id = 0;
};

struct BlogPost {
    std::int64_t id = 0;
    std::int64_t user_id = 0;
    std::string title;
    std::string body;
    std::vector<BlogComment> comments;
};

struct BlogUser {
    std::int64_t id = 0;
    std::string name;
    std::optional<std::string> hair_color;
    std::vector<BlogPost> posts;
};

inline constexpr std::size_t kBlogUsers = 10;
inline constexpr std::size_t kBlogPosts = 100;
inline constexpr std::size_t kBlogComments = 1000;

/// The program that a good C programmer writes to load users, their posts and the comments on these: a statement for
/// each level, prepared once, with the keys of the level above. The tables are `users`, which somebody else creates,
/// `posts(id, user_id, title, body)` and `comments(id, text, post_id)`.
///
/// Throws: std::runtime_error with the client's message.
class RawBlog {
public:
    virtual ~RawBlog() = default;

    /// Runs SQL. Not measured.
    virtual void run(const std::string& sql) = 0;
    /// Brings the tables into the state that they have in daily use. Not measured.
    virtual void settle() = 0;

    /// Appends all users with what belongs to them.
    virtual void load(std::vector<BlogUser>& users) = 0;
};

}  // namespace azoth::bench
