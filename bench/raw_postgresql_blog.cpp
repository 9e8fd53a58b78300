// SPDX-License-Identifier: MIT
#include "raw_blog.hpp"
#include "raw_children.hpp"
#include "raw_postgresql_connection.hpp"
#include "raw_programs.hpp"

namespace azoth::bench {
namespace {

constexpr PostgresqlStatement kUsers{"users", 0};
constexpr PostgresqlStatement kPosts{"posts", 1};
constexpr PostgresqlStatement kComments{"comments", 1};

/// One level needs the keys of the one above, so there is nothing to be sent ahead in a pipeline.
class PostgresqlBlog final : public RawBlog {
public:
    explicit PostgresqlBlog(const std::string& url) : connection_(url) {
        run("DROP TABLE IF EXISTS posts, comments");
        run("CREATE TABLE posts (id BIGINT PRIMARY KEY, user_id BIGINT NOT NULL, title VARCHAR(100) NOT NULL, "
            "body VARCHAR(400) NOT NULL) WITH (autovacuum_enabled = off); CREATE INDEX ON posts (user_id)");
        run("CREATE TABLE comments (id BIGINT PRIMARY KEY, text VARCHAR(400) NOT NULL, post_id BIGINT NOT NULL) "
            "WITH (autovacuum_enabled = off); CREATE INDEX ON comments (post_id)");
        connection_.prepare(kUsers, "SELECT id, name, hair_color FROM users");
        connection_.prepare(kPosts, "SELECT id, user_id, title, body FROM posts WHERE user_id = ANY ($1)",
                            {kInt8Array});
        connection_.prepare(kComments, "SELECT id, text, post_id FROM comments WHERE post_id = ANY ($1)", {kInt8Array});
    }

    void run(const std::string& sql) override { connection_.run(sql); }
    void settle() override {
        connection_.settle("posts");
        connection_.settle("comments");
    }

    void load(std::vector<BlogUser>& users) override {
        load_users(users);
        load_posts(users);
        load_comments(users);
    }

private:
    void load_users(std::vector<BlogUser>& users) const {
        const PostgresqlResult rows = connection_.execute(kUsers);
        const int count = PQntuples(rows.get());
        users.reserve(static_cast<std::size_t>(count));
        for (int row = 0; row < count; ++row) {
            BlogUser& user = users.emplace_back();
            user.id = read_int8(rows.get(), row, 0);
            read_text(rows.get(), row, 1, user.name);
            if (PQgetisnull(rows.get(), row, 2) == 0) read_text(rows.get(), row, 2, user.hair_color.emplace());
        }
    }

    void load_posts(std::vector<BlogUser>& users) const {
        WireWriter keys = start_array(kInt8, users.size());
        for (const BlogUser& user : users) keys.add(user.id);
        const PostgresqlResult rows = connection_.execute(kPosts, {keys.data()}, {keys.size()});
        ParentsByKey<BlogUser> owners = users_by_key(users);
        for (int row = 0; row < PQntuples(rows.get()); ++row) {
            const std::int64_t owner = read_int8(rows.get(), row, 1);
            BlogPost& post = owners[owner].posts.emplace_back();
            post.id = read_int8(rows.get(), row, 0);
            post.user_id = owner;
            read_text(rows.get(), row, 2, post.title);
            read_text(rows.get(), row, 3, post.body);
        }
    }

    void load_comments(std::vector<BlogUser>& users) const {
        WireWriter keys = start_array(kInt8, kBlogPosts);
        for (const BlogUser& user : users)
            for (const BlogPost& post : user.posts) keys.add(post.id);
        const PostgresqlResult rows = connection_.execute(kComments, {keys.data()}, {keys.size()});
        ParentsByKey<BlogPost> posts = posts_by_key(users);
        for (int row = 0; row < PQntuples(rows.get()); ++row) {
            const std::int64_t post = read_int8(rows.get(), row, 2);
            BlogComment& comment = posts[post].comments.emplace_back();
            comment.id = read_int8(rows.get(), row, 0);
            read_text(rows.get(), row, 1, comment.text);
            comment.post_id = post;
        }
    }

    PostgresqlConnection connection_;
};

const RegisteredRaw<RawBlog, PostgresqlBlog> kRegistered("postgresql");

}  // namespace
}  // namespace azoth::bench
