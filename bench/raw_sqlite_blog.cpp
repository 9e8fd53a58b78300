// SPDX-License-Identifier: MIT
#include "raw_blog.hpp"
#include "raw_children.hpp"
#include "raw_programs.hpp"
#include "raw_sqlite_connection.hpp"

namespace azoth::bench {
namespace {

class SqliteBlog final : public RawBlog {
public:
    explicit SqliteBlog(const std::string& url) : connection_(url) {
        run("CREATE TABLE posts (id INTEGER NOT NULL PRIMARY KEY, user_id BIGINT NOT NULL, "
            "title VARCHAR(100) NOT NULL, body VARCHAR(400) NOT NULL); CREATE INDEX posts_of_users ON posts (user_id)");
        run("CREATE TABLE comments (id INTEGER NOT NULL PRIMARY KEY, text VARCHAR(400) NOT NULL, "
            "post_id BIGINT NOT NULL); CREATE INDEX comments_on_posts ON comments (post_id)");
        users_ = connection_.prepare("SELECT id, name, hair_color FROM users");
        posts_ = connection_.prepare("SELECT id, user_id, title, body FROM posts WHERE user_id IN (" +
                                     question_marks(kBlogUsers) + ")");
        comments_ = connection_.prepare("SELECT id, text, post_id FROM comments WHERE post_id IN (" +
                                        question_marks(kBlogPosts) + ")");
    }

    void run(const std::string& sql) override { connection_.run(sql); }
    void settle() override { connection_.settle(); }

    /// In one transaction, which is faster here than one for each statement.
    void load(std::vector<BlogUser>& users) override {
        connection_.begin();
        load_users(users);
        load_posts(users);
        load_comments(users);
        connection_.commit();
    }

private:
    void load_users(std::vector<BlogUser>& users) const {
        connection_.fetch(users_, [&](sqlite3_stmt* row) {
            BlogUser& user = users.emplace_back();
            user.id = sqlite3_column_int64(row, 0);
            read_text(row, 1, user.name);
            if (sqlite3_column_type(row, 2) != SQLITE_NULL) read_text(row, 2, user.hair_color.emplace());
        });
    }

    void load_posts(std::vector<BlogUser>& users) const {
        int position = 0;
        for (const BlogUser& user : users) sqlite3_bind_int64(posts_.get(), ++position, user.id);
        ParentsByKey<BlogUser> owners = users_by_key(users);
        connection_.fetch(posts_, [&](sqlite3_stmt* row) {
            const std::int64_t owner = sqlite3_column_int64(row, 1);
            BlogPost& post = owners[owner].posts.emplace_back();
            post.id = sqlite3_column_int64(row, 0);
            post.user_id = owner;
            read_text(row, 2, post.title);
            read_text(row, 3, post.body);
        });
    }

    void load_comments(std::vector<BlogUser>& users) const {
        int position = 0;
        for (const BlogUser& user : users)
            for (const BlogPost& post : user.posts) sqlite3_bind_int64(comments_.get(), ++position, post.id);
        ParentsByKey<BlogPost> posts = posts_by_key(users);
        connection_.fetch(comments_, [&](sqlite3_stmt* row) {
            const std::int64_t post = sqlite3_column_int64(row, 2);
            BlogComment& comment = posts[post].comments.emplace_back();
            comment.id = sqlite3_column_int64(row, 0);
            read_text(row, 1, comment.text);
            comment.post_id = post;
        });
    }

    SqliteConnection connection_;
    SqliteStatement users_;
    SqliteStatement posts_;
    SqliteStatement comments_;
};

const RegisteredRaw<RawBlog, SqliteBlog> kRegistered("sqlite");

}  // namespace
}  // namespace azoth::bench
