// SPDX-License-Identifier: MIT
// New objects with the keys of objects that are deleted in the same flush.
#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"

namespace azoth::test {
namespace {

struct Article {
    std::int64_t id = 0;
    std::string name;
};

struct Line {
    std::int64_t basket_id = 0;
    std::int64_t article_id = 0;
    int quantity = 0;
    One<Article> article;
};

struct Basket {
    std::int64_t id = 0;
    std::string name;
    Many<Line> lines;
};

// Each refers to the one before, which has no relationship to it.
struct Post {
    std::int64_t id = 0;
    std::string name;
};

struct Comment {
    std::int64_t id = 0;
    std::int64_t post_id = 0;
    One<Post> post;
};

struct Reaction {
    std::int64_t id = 0;
    std::int64_t comment_id = 0;
    One<Comment> comment;
};

int deletes_begun = 0;
int deletes_done = 0;

struct Currency {
    std::string code;
    std::string name;
    std::int64_t version = 0;
};

void mapping(Mapper<Article>& m) {
    m.table("replaced_articles");
    m.columns<&Article::id, &Article::name>();
    m.primary_key(&Article::id);
}

void mapping(Mapper<Line>& m) {
    m.table("replaced_lines");
    m.columns<&Line::basket_id, &Line::article_id, &Line::quantity>();
    m.primary_key(&Line::basket_id, &Line::article_id);
    m.column(&Line::basket_id).references(&Basket::id);
    m.column(&Line::article_id).references(&Article::id);
    m.relationship<&Line::article>();
}

void mapping(Mapper<Basket>& m) {
    m.table("replaced_baskets");
    m.columns<&Basket::id, &Basket::name>();
    m.primary_key(&Basket::id);
    m.relationship<&Basket::lines>().cascade(Cascade::All | Cascade::DeleteOrphan).order_by(&Line::article_id);
}

void mapping(Mapper<Post>& m) {
    m.table("replaced_posts");
    m.columns<&Post::id, &Post::name>();
    m.primary_key(&Post::id);
}

void mapping(Mapper<Comment>& m) {
    m.table("replaced_comments");
    m.columns<&Comment::id, &Comment::post_id>();
    m.primary_key(&Comment::id);
    m.column(&Comment::post_id).references(&Post::id);
    m.relationship<&Comment::post>();
    m.before_delete([](const Comment&) { ++deletes_begun; });
    m.after_delete([](const Comment&) { ++deletes_done; });
}

void mapping(Mapper<Reaction>& m) {
    m.table("replaced_reactions");
    m.columns<&Reaction::id, &Reaction::comment_id>();
    m.primary_key(&Reaction::id);
    m.column(&Reaction::comment_id).references(&Comment::id);
    m.relationship<&Reaction::comment>();
}

void mapping(Mapper<Currency>& m) {
    m.table("replaced_currencies");
    m.columns<&Currency::code, &Currency::name, &Currency::version>();
    m.primary_key(&Currency::code);
    m.column(&Currency::code).type(String{3});
    m.column(&Currency::name).type(String{30}).unique();
    m.version_id(&Currency::version);
    m.before_delete([](const Currency&) { ++deletes_begun; });
    m.after_delete([](const Currency&) { ++deletes_done; });
}

class ReplacedRows : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (!IsSkipped()) Registry::of<Article, Line, Basket, Currency, Post, Comment, Reaction>().create_all(engine());
        deletes_begun = deletes_done = 0;
    }
    Session open() { return Session(engine()); }
    /// A basket with a line for each of so many articles.
    Ref<Basket> filled(Session& session, int size) {
        Basket basket{.name = "b"};
        for (int i = 0; i < size; ++i) basket.lines.push_back(Line{.quantity = 1, .article = Article{.name = "a"}});
        const Ref<Basket> added = session.add(std::move(basket));
        session.commit();
        return added;
    }
};

TEST_F(ReplacedRows, ACollectionIsClearedAndFilledAgain) {
    Session session = open();
    Ref<Basket> basket = filled(session, 3);
    std::vector<Ref<Article>> articles;
    for (std::size_t i = 0; i < 3; ++i) articles.push_back(basket->lines[i].article.ref());
    basket->lines.clear();
    for (const Ref<Article>& article : articles) basket->lines.push_back(Line{.quantity = 7, .article = article});
    session.commit();

    Session other = open();
    const auto lines = other.query<Line>().all();
    ASSERT_EQ(lines.size(), 3U);
    for (const Ref<Line>& line : lines) EXPECT_EQ(line->quantity, 7);
}

TEST_F(ReplacedRows, TheNewObjectStandsForTheRow) {
    Session session = open();
    const Ref<Currency> old = session.add(Currency{.code = "EUR", .name = "euro"});
    session.commit();
    session.delete_(old);
    const Ref<Currency> fresh = session.add(Currency{.code = "EUR", .name = "Euro"});
    session.flush();

    EXPECT_EQ(session.state(old), ObjectState::Deleted);
    EXPECT_EQ(session.state(fresh), ObjectState::Persistent);
    EXPECT_EQ(session.get<Currency>("EUR"), fresh);
    EXPECT_EQ(deletes_begun, 1);
    EXPECT_EQ(deletes_done, 1);
    session.commit();
    EXPECT_EQ(open().query<Currency>().one()->name, "Euro");
}

TEST_F(ReplacedRows, ARollbackBringsTheOldObjectBack) {
    Session session = open();
    const Ref<Currency> old = session.add(Currency{.code = "EUR", .name = "euro"});
    session.commit();
    session.delete_(old);
    const Ref<Currency> fresh = session.add(Currency{.code = "EUR", .name = "Euro"});
    session.flush();
    session.rollback();

    EXPECT_EQ(session.state(old), ObjectState::Persistent);
    EXPECT_EQ(session.state(fresh), ObjectState::Transient);
    EXPECT_EQ(session.get<Currency>("EUR"), old);
}

TEST_F(ReplacedRows, AFailedFlushLeavesBothAsTheyWere) {
    Session session = open();
    const Ref<Currency> old = session.add(Currency{.code = "EUR", .name = "euro"});
    session.add(Currency{.code = "CHF", .name = "franc"});
    session.commit();
    session.delete_(old);
    Ref<Currency> fresh = session.add(Currency{.code = "EUR", .name = "franc"});
    EXPECT_THROW(session.flush(), UniqueViolation);

    EXPECT_EQ(session.state(old), ObjectState::Persistent);
    EXPECT_EQ(session.state(fresh), ObjectState::Pending);
    fresh->name = "Euro";
    session.commit();
    EXPECT_EQ(session.get<Currency>("EUR"), fresh);
    EXPECT_EQ(session.query<Currency>().count(), 2);
}

TEST_F(ReplacedRows, RowsThatReferToTheOldOneAndAreDeletedTooGoBeforeIt) {
    Session session = open();
    const Ref<Post> old = session.add(Post{.id = 1, .name = "old"});
    const Ref<Comment> comment = session.add(Comment{.id = 1, .post = old});
    const Ref<Reaction> reaction = session.add(Reaction{.id = 1, .comment = comment});
    session.commit();
    session.delete_(old);
    session.delete_(comment);
    session.delete_(reaction);
    const Ref<Post> fresh = session.add(Post{.id = 1, .name = "new"});
    session.add(Comment{.id = 2, .post = fresh});
    session.flush();
    EXPECT_EQ(deletes_begun, 1);
    EXPECT_EQ(deletes_done, 1);
    EXPECT_EQ(session.state(comment), ObjectState::Deleted);
    EXPECT_EQ(session.state(reaction), ObjectState::Deleted);
    EXPECT_EQ(session.query<Post>().one()->name, "new");
    EXPECT_EQ(session.query<Comment>().one()->id, 2);
    EXPECT_EQ(session.query<Reaction>().count(), 0);
    session.rollback();
    EXPECT_EQ(session.get<Comment>(1), comment);
    EXPECT_EQ(session.get<Post>(1), old);
}

TEST_F(ReplacedRows, ARowThatOthersKeepReferringToIsNotReplaced) {
    Session session = open();
    const Ref<Post> old = session.add(Post{.id = 1, .name = "old"});
    const Ref<Comment> comment = session.add(Comment{.id = 1, .post = old});
    session.commit();
    session.delete_(old);
    session.add(Post{.id = 1, .name = "new"});
    EXPECT_THROW(session.flush(), ForeignKeyViolation);
    session.rollback();
    EXPECT_EQ(session.get<Post>(1), old);
    EXPECT_EQ(comment->post.ref(), old);
}

TEST_F(ReplacedRows, TwoNewObjectsCannotReplaceOne) {
    Session session = open();
    const Ref<Currency> old = session.add(Currency{.code = "EUR", .name = "euro"});
    session.commit();
    session.delete_(old);
    session.add(Currency{.code = "EUR", .name = "one"});
    session.add(Currency{.code = "EUR", .name = "two"});
    EXPECT_THROW(session.flush(), UniqueViolation);
    session.rollback();

    EXPECT_EQ(session.get<Currency>("EUR"), old);
    EXPECT_EQ(session.query<Currency>().one()->name, "euro");
}

}  // namespace
}  // namespace azoth::test
