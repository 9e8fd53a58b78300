// SPDX-License-Identifier: MIT
// Many-to-many through link tables: both sides in step, rows of links written in batches, undone and tried again.
#include <algorithm>

#include "azoth/azoth.hpp"
#include "support/backend_test.hpp"
#include "support/expect_error.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

struct Tag;

struct Article {
    std::int64_t id = 0;
    std::string title;
    Many<Tag> tags;
};

struct Tag {
    std::int64_t id = 0;
    std::string name;
    Many<Article> articles;
};

void mapping(Mapper<Article>& m) {
    m.table("link_articles");
    m.columns<&Article::id, &Article::title>();
    m.primary_key(&Article::id);
    m.relationship<&Article::tags>().secondary("link_article_tags").order_by(&Tag::name);
}

void mapping(Mapper<Tag>& m) {
    m.table("link_tags");
    m.columns<&Tag::id, &Tag::name>();
    m.primary_key(&Tag::id);
    m.column(&Tag::name).type(String{30}).unique();
    m.relationship<&Tag::articles>().secondary("link_article_tags").order_by(&Article::id);
}

/// A graph: both directions of one table.
struct Member {
    std::int64_t id = 0;
    std::string name;
    Many<Member> follows;
    Many<Member> followers;
};

void mapping(Mapper<Member>& m) {
    m.table("link_members");
    m.columns<&Member::id, &Member::name>();
    m.primary_key(&Member::id);
    m.relationship<&Member::follows>().secondary("link_follows", "follower_id", "followed_id").order_by(&Member::id);
    m.relationship<&Member::followers>().secondary("link_follows", "followed_id", "follower_id").order_by(&Member::id);
}

/// Composite keys, a table of the user's, and one side only, whose targets go with it.
struct Part {
    std::string maker;
    std::int32_t number = 0;
};

struct Kit {
    std::string shop;
    std::int32_t number = 0;
    Many<Part> parts;
};

const Table& kit_parts() {
    static MetaData metadata;
    static const Table table("link_kit_parts", metadata, Column("shop", String{20}).primary_key(),
                             Column("kit", Integer{}).primary_key(), Column("maker", String{20}).primary_key(),
                             Column("part", Integer{}).primary_key(),
                             ForeignKeyConstraint({"shop", "kit"}, {"link_kits.shop", "link_kits.number"}),
                             ForeignKeyConstraint({"maker", "part"}, {"link_parts.maker", "link_parts.number"}));
    return table;
}

void mapping(Mapper<Part>& m) {
    m.table("link_parts");
    m.columns<&Part::maker, &Part::number>();
    m.primary_key(&Part::maker, &Part::number);
    m.column(&Part::maker).type(String{20});
}

void mapping(Mapper<Kit>& m) {
    m.table("link_kits");
    m.columns<&Kit::shop, &Kit::number>();
    m.primary_key(&Kit::shop, &Kit::number);
    m.column(&Kit::shop).type(String{20});
    m.relationship<&Kit::parts>().secondary(kit_parts()).cascade(Cascade::All).order_by(&Part::number);
}

class Links : public BackendTest {
protected:
    void SetUp() override {
        BackendTest::SetUp();
        if (IsSkipped()) return;
        Registry::of<Article, Tag, Member, Part, Kit>().create_all(engine());
    }
    Session open() { return Session(engine()); }
    std::int64_t count_links() { return count("link_article_tags"); }
    std::int64_t count(const std::string& table) {
        return engine().connect().scalar(text("SELECT count(*) FROM " + table).columns<std::int64_t>()).value();
    }
    using Names = std::vector<std::string>;
    static Names names(const Article& article) {
        Names result;
        for (const Tag& tag : article.tags) result.push_back(tag.name);
        return result;
    }
    static Names sorted_names(const Article& article) {
        Names result = names(article);
        std::sort(result.begin(), result.end());
        return result;
    }
    static Names titles(const Tag& tag) {
        Names result;
        for (const Article& article : tag.articles) result.push_back(article.title);
        return result;
    }
    /// Two articles; one has both tags, the other one.
    void add_articles() {
        Session session = open();
        const Ref<Tag> red = session.add(Tag{.name = "red"});
        Ref<Article> first = session.add(Article{.title = "first", .tags = {{.name = "blue"}}});
        first->tags.push_back(red);
        session.add(Article{.title = "second"})->tags.push_back(red);
        session.commit();
    }
    Ref<Article> article(Session& session, const std::string& title) {
        return session.query<Article>().where(c(&Article::title) == title).one();
    }
    Ref<Tag> tag(Session& session, const std::string& name) {
        return session.query<Tag>().where(c(&Tag::name) == name).one();
    }
};

// Writing.

TEST_F(Links, AreInsertedBehindTheRowsInOneBatch) {
    Session session = open();
    session.add(Article{.title = "a", .tags = {{.name = "x"}, {.name = "y"}}});
    session.add(Article{.title = "b", .tags = {{.name = "z"}}});
    const StatementLog log(engine());
    session.commit();

    EXPECT_EQ(log.count("link_article_tags"), 1U);
    EXPECT_EQ(log.row_counts().back(), 3U);
    EXPECT_EQ(count_links(), 3);
    Session other = open();
    EXPECT_EQ(names(*article(other, "a")), (Names{"x", "y"}));
    EXPECT_EQ(titles(*tag(other, "z")), Names{"b"});
}

TEST_F(Links, BothSidesAreKeptInStep) {
    Session session = open();
    Ref<Article> one = session.add(Article{.title = "one"});
    Ref<Tag> red = session.add(Tag{.name = "red"});
    one->tags.push_back(red);
    EXPECT_EQ(titles(*red), Names{"one"});
    red->articles.push_back(Article{.title = "two"});
    EXPECT_EQ(red->articles[1].tags[0].name, "red");
    red->articles.remove(one);
    EXPECT_TRUE(one->tags.empty());
    session.commit();

    EXPECT_EQ(count_links(), 1);
    Session other = open();
    EXPECT_EQ(titles(*tag(other, "red")), Names{"two"});
}

TEST_F(Links, TheSameObjectTwiceIsOneLink) {
    Session session = open();
    Ref<Article> one = session.add(Article{.title = "one"});
    Ref<Tag> red = session.add(Tag{.name = "red"});
    one->tags.push_back(red);
    one->tags.push_back(red);
    red->articles.push_back(one);
    EXPECT_EQ(one->tags.size(), 1U);
    session.flush();
    one->tags.push_back(red);
    session.commit();
    EXPECT_EQ(one->tags.size(), 1U);
    EXPECT_EQ(count_links(), 1);
}

TEST_F(Links, PuttingInNeedsNoLoadAndMayFindTheLinkThere) {
    add_articles();
    Session session = open();
    Ref<Article> second = article(session, "second");
    const Ref<Tag> red = tag(session, "red");
    const Ref<Tag> blue = tag(session, "blue");
    const StatementLog log(engine());
    second->tags.push_back(red);
    second->tags.push_back(blue);
    session.commit();
    expect_statements(log, 1);
    EXPECT_EQ(names(*second), (Names{"blue", "red"}));
    EXPECT_EQ(count_links(), 4);
}

TEST_F(Links, TakingOutDeletesTheRowsInOneBatch) {
    add_articles();
    Session session = open();
    Ref<Article> first = article(session, "first");
    first->tags.clear();
    const StatementLog log(engine());
    session.commit();
    expect_statements(log, 1);
    EXPECT_EQ(count_links(), 1);
    EXPECT_EQ(session.query<Tag>().count(), 2);
}

TEST_F(Links, WhatIsTakenOutAndPutBackIsNotWritten) {
    add_articles();
    Session session = open();
    Ref<Article> first = article(session, "first");
    const Ref<Tag> red = tag(session, "red");
    first->tags.remove(red);
    first->tags.push_back(red);
    const StatementLog log(engine());
    session.flush();
    expect_statements(log, 0);
    EXPECT_EQ(sorted_names(*first), (Names{"blue", "red"}));
}

TEST_F(Links, AssigningReplacesAndWritesTheDifference) {
    add_articles();
    Session session = open();
    Ref<Article> first = article(session, "first");
    Many<Tag> wanted;
    wanted.push_back(tag(session, "red"));
    wanted.push_back(Tag{.name = "green"});
    first->tags = wanted;
    const StatementLog log(engine());
    session.commit();
    expect_statements(log, 3);
    EXPECT_EQ(names(*article(session, "first")), (Names{"green", "red"}));
    EXPECT_EQ(count_links(), 3);
}

TEST_F(Links, ManyLinksAreAsManyStatementsAsFew) {
    Session session = open();
    Ref<Article> one = session.add(Article{.title = "one"});
    for (int i = 0; i < 3000; ++i) one->tags.push_back(Tag{.name = "tag " + std::to_string(i)});
    session.flush();
    const auto links = text("SELECT count(*) FROM link_article_tags").columns<std::int64_t>();
    EXPECT_EQ(session.connection().scalar(links), 3000);
    const StatementLog log(engine());
    one->tags.clear();
    session.commit();
    expect_statements(log, 1);
    EXPECT_EQ(count_links(), 0);
}

TEST_F(Links, ALinkThatSomebodyElseHasCutIsStale) {
    add_articles();
    Session session = open();
    Ref<Article> second = article(session, "second");
    const Ref<Tag> red = tag(session, "red");
    EXPECT_EQ(second->tags.size(), 1U);
    session.commit();
    {
        Session other = open();
        Ref<Article> same = article(other, "second");
        same->tags.clear();
        other.commit();
    }
    second->tags.remove(red);
    expect_error<StaleDataError>("stale_row", "the link of Article 2 and Tag", [&] { session.commit(); });
    session.rollback();
    EXPECT_TRUE(second->tags.empty());
}

// Deleting.

TEST_F(Links, AnObjectTakesItsLinksAlong) {
    add_articles();
    Session session = open();
    Ref<Article> first = article(session, "first");
    const Ref<Tag> red = tag(session, "red");
    EXPECT_EQ(titles(*red), (Names{"first", "second"}));
    session.delete_(first);
    EXPECT_EQ(titles(*red), Names{"second"});
    session.commit();
    EXPECT_EQ(count_links(), 1);
    EXPECT_EQ(session.query<Tag>().count(), 2);
}

TEST_F(Links, BothEndsCanGoAtOnce) {
    add_articles();
    Session session = open();
    session.delete_(article(session, "first"));
    session.delete_(tag(session, "red"));
    session.commit();
    EXPECT_EQ(count_links(), 0);
    EXPECT_EQ(session.query<Article>().count(), 1);
}

TEST_F(Links, DeletingTheRowsOtherwiseTakesThemAlongToo) {
    add_articles();
    Session session = open();
    session.connection().execute(delete_<Tag>().where(c(&Tag::name) == "red"));
    session.commit();
    EXPECT_EQ(count_links(), 1);
}

TEST_F(Links, ALinkToWhatIsDeletedIsNotWritten) {
    add_articles();
    Session session = open();
    Ref<Article> second = article(session, "second");
    const Ref<Tag> blue = tag(session, "blue");
    second->tags.push_back(blue);
    session.delete_(blue);
    session.commit();
    EXPECT_EQ(names(*second), Names{"red"});
}

TEST_F(Links, CascadeDeleteGoesAlongThem) {
    {
        Session session = open();
        session.add(Kit{.shop = "s", .number = 1, .parts = {{.maker = "m", .number = 1}, {.maker = "m", .number = 2}}});
        session.commit();
    }
    Session session = open();
    session.delete_(session.query<Kit>().one());
    session.commit();
    EXPECT_EQ(session.query<Part>().count(), 0);
    EXPECT_EQ(count("link_kit_parts"), 0);
}

// Undoing and trying again.

TEST_F(Links, ARollbackPutsThemBack) {
    add_articles();
    Session session = open();
    Ref<Article> first = article(session, "first");
    first->tags.clear();
    first->tags.push_back(Tag{.name = "green"});
    session.flush();
    session.rollback();
    EXPECT_EQ(names(*first), (Names{"blue", "red"}));
    EXPECT_EQ(count_links(), 3);
    session.commit();
    EXPECT_EQ(count_links(), 3);
}

TEST_F(Links, ASavepointThatIsRolledBackPutsThemBack) {
    add_articles();
    Session session = open();
    Ref<Article> second = article(session, "second");
    second->tags.push_back(tag(session, "blue"));
    {
        NestedTransaction nested = session.begin_nested();
        second->tags.clear();
        session.flush();
        EXPECT_TRUE(second->tags.empty());
    }
    EXPECT_EQ(names(*second), (Names{"blue", "red"}));
    session.commit();
    EXPECT_EQ(count_links(), 4);
}

TEST_F(Links, AFailedFlushLeavesThemToBeWritten) {
    add_articles();
    Session session = open();
    Ref<Article> second = article(session, "second");
    second->tags.push_back(Tag{.name = "green"});
    second->tags.remove(tag(session, "red"));
    Ref<Tag> wrong = session.add(Tag{.name = "blue"});
    expect_error<IntegrityError>("unique_violation", "", [&] { session.flush(); });
    EXPECT_TRUE(session.is_modified());
    wrong->name = "black";
    session.commit();
    EXPECT_EQ(names(*article(session, "second")), Names{"green"});
    EXPECT_EQ(count_links(), 3);
}

TEST_F(Links, AnObjectOfARolledBackTransactionBringsItsLinksAgain) {
    add_articles();
    Session session = open();
    const Ref<Tag> red = tag(session, "red");
    Ref<Article> third = session.add(Article{.title = "third", .tags = {{.name = "green"}}});
    third->tags.push_back(red);
    session.flush();
    session.rollback();
    EXPECT_EQ(titles(*red), (Names{"first", "second"}));
    session.add(third);
    EXPECT_EQ(titles(*red), (Names{"first", "second", "third"}));
    session.commit();
    Session other = open();
    EXPECT_EQ(names(*article(other, "third")), (Names{"green", "red"}));
    EXPECT_EQ(count_links(), 5);
}

TEST_F(Links, AnObjectThatIsLetGoLeavesItsLinksUnwritten) {
    add_articles();
    Session session = open();
    Ref<Article> second = article(session, "second");
    const Ref<Tag> blue = tag(session, "blue");
    second->tags.push_back(blue);
    session.expunge(blue);
    session.commit();
    EXPECT_EQ(count_links(), 3);
}

// Loading.

TEST_F(Links, AreLoadedForAllObjectsOfAResultAtOnce) {
    add_articles();
    Session session = open();
    const auto articles = session.query<Article>().order_by(&Article::id).all();
    const StatementLog log(engine());
    EXPECT_EQ(names(*articles[0]), (Names{"blue", "red"}));
    EXPECT_EQ(names(*articles[1]), Names{"red"});
    expect_statements(log, 1);
    EXPECT_TRUE(articles[0]->tags.is_loaded());
}

TEST_F(Links, SelectinloadGoesOnFromThem) {
    add_articles();
    Session session = open();
    const StatementLog log(engine());
    const auto articles =
        session.scalars(select<Article>()
                            .order_by(&Article::id)
                            .options(selectinload(&Article::tags).then(selectinload(&Tag::articles))));
    expect_statements(log, 3);
    EXPECT_EQ(titles(articles[1]->tags[0]), (Names{"first", "second"}));
    expect_statements(log, 3);
}

TEST_F(Links, JoinedloadTakesTwoJoins) {
    add_articles();
    {
        Session session = open();
        session.add(Article{.title = "third"});
        session.commit();
    }
    Session session = open();
    const StatementLog log(engine());
    const auto articles = session.scalars(select<Article>().order_by(&Article::id).options(joinedload(&Article::tags)));
    ASSERT_EQ(articles.size(), 3U);
    EXPECT_EQ(names(*articles[0]), (Names{"blue", "red"}));
    EXPECT_EQ(names(*articles[1]), Names{"red"});
    EXPECT_EQ(names(*articles[2]), Names{});
    expect_statements(log, 1);
    EXPECT_EQ(log.count("LEFT OUTER JOIN ("), 1U);
}

TEST_F(Links, ReadOnlyObjectsHaveThemAndCannotChangeThem) {
    add_articles();
    Session session = open();
    const auto articles = session.scalars(select<const Article>().order_by(&Article::id));
    EXPECT_EQ(names(*articles[0]), (Names{"blue", "red"}));
    EXPECT_EQ(names(*articles[1]), Names{"red"});
}

TEST_F(Links, WhatWasChangedInMemoryCountsMoreThanRows) {
    add_articles();
    Session session(engine(), {.autoflush = false});
    Ref<Article> first = article(session, "first");
    Ref<Tag> red = tag(session, "red");
    Ref<Tag> blue = tag(session, "blue");
    EXPECT_EQ(first->tags.size(), 2U);
    first->tags.remove(blue);
    const Ref<Article> second = article(session, "second");
    blue->articles.push_back(second);

    EXPECT_EQ(titles(*blue), Names{"second"});
    EXPECT_EQ(sorted_names(*second), (Names{"blue", "red"}));
    EXPECT_EQ(count_links(), 3);
}

// Queries.

TEST_F(Links, AreJoinedAlong) {
    add_articles();
    Session session = open();
    EXPECT_EQ(session.query<Article>().join(&Article::tags).where(c(&Tag::name) == "blue").one()->title, "first");
    const auto rows =
        session.execute(select(&Article::title, &Tag::name).join(&Article::tags).order_by(&Article::title, &Tag::name))
            .all();
    EXPECT_EQ(rows.size(), 3U);
    const auto other = alias<Tag>("other");
    EXPECT_EQ(session.scalars(select<Article>()
                                  .join(&Article::tags)
                                  .join(of_type(&Article::tags, other))
                                  .where(c(&Tag::name) == "red", other[&Tag::name] == "blue"))
                  .size(),
              1U);
}

TEST_F(Links, AnOuterJoinKeepsThoseWithoutAny) {
    add_articles();
    Session session = open();
    session.add(Tag{.name = "green"});
    const auto rows = session
                          .execute(select(&Tag::name, func::count(c(&Article::id)))
                                       .outerjoin(&Tag::articles)
                                       .group_by(&Tag::name)
                                       .order_by(&Tag::name))
                          .all();
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(std::get<1>(rows[1]), 0);
    EXPECT_EQ(std::get<1>(rows[2]), 2);
}

// Graphs and composite keys.

TEST_F(Links, AGraphKnowsBothDirections) {
    {
        Session session = open();
        Ref<Member> ann = session.add(Member{.name = "ann"});
        Ref<Member> bob = session.add(Member{.name = "bob"});
        ann->follows.push_back(bob);
        bob->follows.push_back(ann);
        bob->follows.push_back(bob);
        EXPECT_EQ(bob->followers.size(), 2U);
        ann->followers.push_back(Member{.name = "cas"});
        session.commit();
    }
    Session session = open();
    const auto members = session.query<Member>().order_by(&Member::id).all();
    EXPECT_EQ(count("link_follows"), 4);
    ASSERT_EQ(members[0]->follows.size(), 1U);
    EXPECT_EQ(members[0]->follows[0].name, "bob");
    ASSERT_EQ(members[0]->followers.size(), 2U);
    EXPECT_EQ(members[0]->followers[1].name, "cas");
    EXPECT_EQ(members[1]->follows.size(), 2U);
    EXPECT_EQ(session.query<Member>().join(&Member::follows).count(), 4);
    session.delete_(members[1]);
    session.commit();
    EXPECT_EQ(count("link_follows"), 1);
}

TEST_F(Links, CompositeKeysAreLinked) {
    {
        Session session = open();
        Ref<Kit> kit = session.add(Kit{.shop = "s", .number = 1, .parts = {{.maker = "m", .number = 1}}});
        Ref<Kit> other = session.add(Kit{.shop = "t", .number = 1, .parts = {{.maker = "n", .number = 2}}});
        other->parts.push_back(kit->parts.ref(0));
        session.commit();
    }
    Session session = open();
    const auto kits = session.query<Kit>().order_by(&Kit::shop).all();
    const StatementLog log(engine());
    EXPECT_EQ(kits[0]->parts.size(), 1U);
    ASSERT_EQ(kits[1]->parts.size(), 2U);
    EXPECT_EQ(kits[1]->parts[1].maker, "n");
    expect_statements(log, 1);
    Ref<Kit> kit = kits[1];
    kit->parts.erase(0);
    session.commit();
    EXPECT_EQ(count("link_kit_parts"), 2);
}

TEST_F(Links, TheLinkTableIsListedOnceAndDropped) {
    const auto registry = Registry::of<Article, Tag>();
    ASSERT_EQ(registry.metadata().tables().size(), 3U);
    EXPECT_EQ(registry.metadata().tables()[2]->name(), "link_article_tags");
    Registry::of<Article, Tag, Member, Part, Kit>().drop_all(engine());
    registry.create_all(engine());
    EXPECT_EQ(count_links(), 0);
}

}  // namespace
}  // namespace azoth::test
