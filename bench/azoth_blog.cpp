// SPDX-License-Identifier: MIT
#include "azoth_blog.hpp"

#include <optional>

#include "azoth/azoth.hpp"

namespace azoth::bench {
namespace {

struct Comment {
    std::int64_t id = 0;
    std::string text;
    std::int64_t post_id = 0;
};

struct Post {
    std::int64_t id = 0;
    std::int64_t user_id = 0;
    std::string title;
    std::string body;
    Many<Comment> comments;
};

struct User {
    std::int64_t id = 0;
    std::string name;
    std::optional<std::string> hair_color;
    Many<Post> posts;
};

void mapping(Mapper<Comment>& m) {
    m.table("comments");
    m.columns<&Comment::id, &Comment::text, &Comment::post_id>();
    m.primary_key(&Comment::id);
    m.column(&Comment::post_id).references(&Post::id);
}

void mapping(Mapper<Post>& m) {
    m.table("posts");
    m.columns<&Post::id, &Post::user_id, &Post::title, &Post::body>();
    m.primary_key(&Post::id);
    m.column(&Post::user_id).references(&User::id);
    m.relationship<&Post::comments>();
}

void mapping(Mapper<User>& m) {
    m.table("users");
    m.columns<&User::id, &User::name, &User::hair_color>();
    m.primary_key(&User::id);
    m.relationship<&User::posts>();
}

std::size_t count_objects(const User& user) {
    std::size_t count = 1 + user.posts.size();
    for (const Post& post : user.posts) count += post.comments.size();
    return count;
}

}  // namespace

struct AzothBlog::State {
    SessionFactory sessions;
};

AzothBlog::AzothBlog(const std::string& url)
    : state_(std::make_unique<State>(State{SessionFactory(create_engine(url))})) {}
AzothBlog::~AzothBlog() = default;

std::size_t AzothBlog::load() {
    Session session = state_->sessions();
    std::size_t count = 0;
    for (const Ref<User>& user :
         session.scalars(select<User>().options(selectinload(&User::posts).then(selectinload(&Post::comments)))))
        count += count_objects(*user);
    return count;
}

}  // namespace azoth::bench
