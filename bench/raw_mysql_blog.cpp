// SPDX-License-Identifier: MIT
#include "raw_blog.hpp"
#include "raw_children.hpp"
#include "raw_mysql_connection.hpp"
#include "raw_programs.hpp"

namespace azoth::bench {
namespace {

class MysqlBlog final : public RawBlog {
public:
    explicit MysqlBlog(const std::string& url) : connection_(url) {
        run("DROP TABLE IF EXISTS posts, comments");
        run("CREATE TABLE posts (id BIGINT NOT NULL PRIMARY KEY, user_id BIGINT NOT NULL, title VARCHAR(100) NOT NULL, "
            "body VARCHAR(400) NOT NULL, INDEX (user_id)) ENGINE=InnoDB CHARACTER SET utf8mb4");
        run("CREATE TABLE comments (id BIGINT NOT NULL PRIMARY KEY, text VARCHAR(400) NOT NULL, "
            "post_id BIGINT NOT NULL, INDEX (post_id)) ENGINE=InnoDB CHARACTER SET utf8mb4");
        users_ = connection_.prepare("SELECT id, name, hair_color FROM users");
        posts_ = connection_.prepare("SELECT id, user_id, title, body FROM posts WHERE user_id IN (" +
                                     question_marks(kBlogUsers) + ")");
        comments_ = connection_.prepare("SELECT id, text, post_id FROM comments WHERE post_id IN (" +
                                        question_marks(kBlogPosts) + ")");
        user_.bind_to(users_);
        post_.bind_to(posts_);
        comment_.bind_to(comments_);
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
        fetch(users_, [&] {
            BlogUser& user = users.emplace_back();
            user.id = user_.integer(0);
            user.name = user_.text(1);
            if (!user_.is_null(2)) user.hair_color.emplace(user_.text(2));
        });
    }

    void load_posts(std::vector<BlogUser>& users) const {
        std::vector<MYSQL_BIND> keys;
        keys.reserve(kBlogUsers);
        for (BlogUser& user : users) keys.push_back(bind_number(user.id));
        mysql_stmt_bind_param(posts_.get(), keys.data());
        ParentsByKey<BlogUser> owners = users_by_key(users);
        fetch(posts_, [&] {
            BlogPost& post = owners[post_.integer(1)].posts.emplace_back();
            post.id = post_.integer(0);
            post.user_id = post_.integer(1);
            post.title = post_.text(2);
            post.body = post_.text(3);
        });
    }

    void load_comments(std::vector<BlogUser>& users) const {
        std::vector<MYSQL_BIND> keys;
        keys.reserve(kBlogPosts);
        for (BlogUser& user : users)
            for (BlogPost& post : user.posts) keys.push_back(bind_number(post.id));
        mysql_stmt_bind_param(comments_.get(), keys.data());
        ParentsByKey<BlogPost> posts = posts_by_key(users);
        fetch(comments_, [&] {
            BlogComment& comment = posts[comment_.integer(2)].comments.emplace_back();
            comment.id = comment_.integer(0);
            comment.text = comment_.text(1);
            comment.post_id = comment_.integer(2);
        });
    }

    MysqlConnection connection_;
    MysqlRow user_{MYSQL_TYPE_LONGLONG, MYSQL_TYPE_STRING, MYSQL_TYPE_STRING};
    MysqlRow post_{MYSQL_TYPE_LONGLONG, MYSQL_TYPE_LONGLONG, MYSQL_TYPE_STRING, MYSQL_TYPE_STRING};
    MysqlRow comment_{MYSQL_TYPE_LONGLONG, MYSQL_TYPE_STRING, MYSQL_TYPE_LONGLONG};
    MysqlStatement users_;
    MysqlStatement posts_;
    MysqlStatement comments_;
};

const RegisteredRaw<RawBlog, MysqlBlog> kRegistered("mysql");

}  // namespace
}  // namespace azoth::bench
