// SPDX-License-Identifier: MIT
#include <fmt/core.h>

#include "workload_start.hpp"
#include "workloads.hpp"

namespace azoth::bench {
namespace {

std::size_t count_objects(const std::vector<BlogUser>& users) {
    std::size_t count = users.size();
    for (const BlogUser& user : users) {
        count += user.posts.size();
        for (const BlogPost& post : user.posts) count += post.comments.size();
    }
    return count;
}

}  // namespace

Workload load_blog(Database& database) {
    Workload workload = start(database, "load_blog");
    workload.set_up = [&tables = *database.blog.tables] { tables.fill(); };
    workload.programs = {{"raw",
                          [&raw = *database.blog.raw] {
                              std::vector<BlogUser> users;
                              raw.load(users);
                              return count_objects(users);
                          }},
                         {"azoth", [&azoth = *database.blog.azoth] { return azoth.load(); }}};
    workload.comparisons = {{fmt::format("load {} > {} > {} eagerly", kBlogUsers, kBlogPosts, kBlogComments), "raw",
                             "azoth", pick({1.15, 1.10, 1.15}, database.dialect)}};
    return workload;
}

}  // namespace azoth::bench
