// SPDX-License-Identifier: MIT
// Conditions on a class that every statement of a session gets.
#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Remark;

struct Post {
    std::int64_t id = 0;
    std::string title;
    bool is_deleted = false;
    Many<Remark> remarks;
};

struct Remark {
    std::int64_t id = 0;
    std::string body;
    bool is_deleted = false;
    std::int64_t post_id = 0;
    One<Post> post;
};

void mapping(Mapper<Post>& m) {
    m.table("lg_posts");
    m.columns<&Post::id, &Post::title, &Post::is_deleted>();
    m.primary_key(&Post::id);
    m.relationship<&Post::remarks>().order_by(&Remark::body);
}

void mapping(Mapper<Remark>& m) {
    m.table("lg_remarks");
    m.columns<&Remark::id, &Remark::body, &Remark::is_deleted, &Remark::post_id>();
    m.primary_key(&Remark::id);
    m.column(&Remark::post_id).references(&Post::id);
    m.relationship<&Remark::post>();
}

/// Two posts, of which the second is deleted; each has two remarks, of which the second is deleted.
class LoaderCriteriaTest : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Post, Remark>().create_all(engine());
        Session session(engine());
        session.add(Post{.title = "alive", .remarks = {{.body = "a"}, {.body = "b", .is_deleted = true}}});
        session.add(
            Post{.title = "gone", .is_deleted = true, .remarks = {{.body = "c"}, {.body = "d", .is_deleted = true}}});
        session.commit();
    }
    Session open() {
        return Session(
            engine(),
            {.criteria =
                 loader_criteria<Post>(c(&Post::is_deleted) == false).add<Remark>(c(&Remark::is_deleted) == false)});
    }
};

TEST_F(LoaderCriteriaTest, HoldForQueriesCountsAndGet) {
    Session session = open();
    EXPECT_EQ(session.query<Post>().one()->title, "alive");
    EXPECT_EQ(session.query<Post>().count(), 1);
    EXPECT_TRUE(session.query<Remark>().where(c(&Remark::body) == "c").exists());
    EXPECT_FALSE(session.query<Remark>().where(c(&Remark::body) == "d").exists());
    EXPECT_EQ(*session.scalar(select(func::count(&Remark::id))), 2);
    EXPECT_TRUE(session.get<Post>(1));
    EXPECT_FALSE(session.get<Post>(2));
    int streamed = 0;
    for (const Post& post : session.stream(select<const Post>())) streamed += post.is_deleted ? 100 : 1;
    EXPECT_EQ(streamed, 1);
}

TEST_F(LoaderCriteriaTest, HoldForRelationships) {
    for (const auto& option : {lazyload(&Post::remarks), selectinload(&Post::remarks), joinedload(&Post::remarks),
                               subqueryload(&Post::remarks)}) {
        Session session = open();
        const auto posts = session.scalars(select<Post>().options(option));
        ASSERT_EQ(posts.size(), 1U);
        ASSERT_EQ(posts[0]->remarks.size(), 1U);
        EXPECT_EQ(posts[0]->remarks[0].body, "a");
    }
    Session session = open();
    const auto remarks = session.scalars(select<Remark>().order_by(&Remark::body));
    ASSERT_EQ(remarks.size(), 2U);
    EXPECT_EQ(remarks[0]->post->title, "alive");
    EXPECT_FALSE(remarks[1]->post);
}

TEST_F(LoaderCriteriaTest, StandInTheOnOfAnOuterJoin) {
    Session session(engine());
    session.add_criteria<Remark>(c(&Remark::is_deleted) == false);
    session.add_criteria<Remark>(c(&Remark::body) != "c");
    const auto rows = session.execute(select(&Post::title, func::count(&Remark::id))
                                          .outerjoin(&Post::remarks)
                                          .group_by(&Post::title)
                                          .order_by(&Post::title));
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0], std::tuple(std::string("alive"), std::int64_t{1}));
    EXPECT_EQ(rows[1], std::tuple(std::string("gone"), std::int64_t{0}));
}

TEST_F(LoaderCriteriaTest, HoldForAliasesAndSubqueries) {
    Session session = open();
    const auto other = alias<Post>("other");
    EXPECT_EQ(session.scalars(select(other)).size(), 1U);
    EXPECT_EQ(session.scalars(select(alias<Post>(select<Post>().subquery("inside")))).size(), 1U);
    EXPECT_EQ(session.scalars(union_all(select(&Post::title), select(&Remark::body))).size(), 3U);
    Session without(engine());
    without.add_criteria<Remark>(c(&Remark::is_deleted) == false);
    const auto with_remark = [](const char* body) {
        return select<Post>().where(exists().where(c(&Remark::post_id) == c(&Post::id), c(&Remark::body) == body));
    };
    EXPECT_EQ(without.scalars(with_remark("c")).size(), 1U);
    EXPECT_EQ(without.scalars(with_remark("d")).size(), 0U);
    const auto in = select<Post>().where(c(&Post::id).in(select(&Remark::post_id).where(c(&Remark::body) == "d")));
    EXPECT_EQ(without.scalars(in).size(), 0U);
    EXPECT_EQ(Session(engine()).scalars(in).size(), 1U);
}

TEST_F(LoaderCriteriaTest, HoldForChangesByConditions) {
    Session session = open();
    EXPECT_EQ(session.execute(update<Post>().set(c(&Post::title) = "new")).rowcount, 1);
    EXPECT_EQ(session.execute(delete_<Remark>()).rowcount, 2);
    session.commit();
    EXPECT_EQ(Session(engine()).query<Remark>().count(), 2);
    EXPECT_EQ(Session(engine()).query<Post>().where(c(&Post::title) == "gone").count(), 1);
}

TEST_F(LoaderCriteriaTest, OneQueryMayDoWithoutOrHaveMore) {
    Session session = open();
    const auto all = session.scalars(
        select<Post>().order_by(&Post::id).options(without_loader_criteria<Post>(), selectinload(&Post::remarks)));
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[1]->remarks.size(), 1U);
    EXPECT_EQ(session.query<Post>().count(), 1);
    EXPECT_EQ(session.query<Post>().options(without_loader_criteria<Post>()).count(), 2);
    EXPECT_EQ(session.query<Remark>().options(with_loader_criteria<Remark>(c(&Remark::body) == "c")).one()->body, "c");
    EXPECT_EQ(session.query<Remark>().count(), 2);
    expect_error<ArgumentError>("option_without_effect", "count for the whole query",
                                [] { return selectinload(&Post::remarks).then(without_loader_criteria<Remark>()); });
}

TEST_F(LoaderCriteriaTest, AFactoryGivesThemToItsSessions) {
    const SessionFactory sessions(engine(), {.criteria = loader_criteria<Post>(c(&Post::is_deleted) == false)});
    sessions.transaction([](Session& session) { EXPECT_EQ(session.query<Post>().count(), 1); });
}

TEST_F(LoaderCriteriaTest, RefreshAndFlushDoNotAskThem) {
    Session session = open();
    Ref<Post> post = session.query<Post>().one();
    post->is_deleted = true;
    session.commit();
    session.refresh(post);
    EXPECT_TRUE(post->is_deleted);
    post->is_deleted = false;
    session.commit();
    EXPECT_EQ(session.query<Post>().one(), post);
}

}  // namespace
}  // namespace azoth::test
