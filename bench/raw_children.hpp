// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "raw_blog.hpp"

namespace azoth::bench {

/// Finds the parent of each row, by its key. Neighbours often have the same one.
///
/// Lifetime: the parents stay where they are.
template <class Parent>
class ParentsByKey {
public:
    /// `count` parents are going to be added.
    explicit ParentsByKey(std::size_t count) { parents_.reserve(count); }

    void add(Parent& parent) { parents_.emplace(parent.id, &parent); }
    Parent& operator[](std::int64_t key) {
        if (last_ == nullptr || last_->id != key) last_ = parents_.at(key);
        return *last_;
    }

private:
    std::unordered_map<std::int64_t, Parent*> parents_;
    Parent* last_ = nullptr;
};

inline ParentsByKey<BlogUser> users_by_key(std::vector<BlogUser>& users) {
    ParentsByKey<BlogUser> parents(users.size());
    for (BlogUser& user : users) parents.add(user);
    return parents;
}

inline ParentsByKey<BlogPost> posts_by_key(std::vector<BlogUser>& users) {
    ParentsByKey<BlogPost> parents(kBlogPosts);
    for (BlogUser& user : users)
        for (BlogPost& post : user.posts) parents.add(post);
    return parents;
}

/// `?, ?, ?`
inline std::string question_marks(std::size_t count) {
    std::string sql = "?";
    for (std::size_t i = 1; i < count; ++i) sql += ", ?";
    return sql;
}

}  // namespace azoth::bench
