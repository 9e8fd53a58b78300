// SPDX-License-Identifier: MIT
#include <algorithm>

#include "support/captured_log.hpp"
#include "support/library.hpp"

namespace azoth::test {
namespace {

using Titles = std::vector<std::string>;

/// Queries of mapped classes beyond where and order.
class BackendQuery : public LibraryTest {
protected:
    void SetUp() override {
        LibraryTest::SetUp();
        if (!IsSkipped()) fill();
    }

    Titles titles(const Scalars<Ref<Book>>& books) {
        Titles result;
        for (const Ref<Book>& book : books) result.push_back(book->title);
        std::sort(result.begin(), result.end());
        return result;
    }
};

TEST_F(BackendQuery, JoinsAlongARelationshipFromAnAlias) {
    Session session = open();
    const auto writer = alias<Author>("writer");
    const auto query =
        select(writer[&Author::name], &Book::title).join(writer[&Author::books]).where(c(&Book::pages) < 200);

    const auto rows = session.execute(query);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0], std::tuple("Le Guin", "The Lathe of Heaven"));
}

TEST_F(BackendQuery, JoinsAlongARelationshipToAnAlias) {
    Session session = open();
    const auto thick = alias<Book>("thick");
    const auto query = select(&Author::name).join(thick, &Author::books).where(thick[&Book::pages] > 300);

    EXPECT_EQ(session.scalars(query).all(), Titles{"Le Guin"});
}

TEST_F(BackendQuery, JoinsAlongARelationshipTwice) {
    Session session = open();
    const auto thick = alias<Book>("thick");
    const auto thin = alias<Book>("thin");
    const auto query = select(&Author::name)
                           .join(thick, &Author::books)
                           .join(of_type(&Author::books, thin))
                           .where(thick[&Book::pages] > 300, thin[&Book::pages] < 200);

    EXPECT_EQ(session.scalars(query).all(), Titles{"Le Guin"});
}

TEST_F(BackendQuery, JoinsAMappedClassOnItsForeignKey) {
    Session session = open();
    EXPECT_EQ(session.scalars(select(&Author::name).join<Book>().where(c(&Book::pages) < 190)).all(),
              Titles{"Le Guin"});
    EXPECT_EQ(session.scalars(select(&Author::name)
              .join<Book>(c(&Book::pages) == 204 && c(&Book::author_id) == c(&Author::id))).all(),
              Titles{"Lem"});
}

TEST_F(BackendQuery, LoadsObjectsFromASubquery) {
    Session session = open();
    const auto thick = alias<Book>(select<Book>().where(c(&Book::pages) > 190).subquery("thick"));

    EXPECT_EQ(titles(session.scalars(select(thick).where(thick[&Book::pages] < 300))), Titles{"Solaris"});
}

TEST_F(BackendQuery, LoadsObjectsFromACte) {
    Session session = open();
    const auto few = alias<Book>(select<Book>().order_by(&Book::pages).limit(2).cte("few"));

    EXPECT_EQ(titles(session.scalars(select(few))), (Titles{"Solaris", "The Lathe of Heaven"}));
}

TEST_F(BackendQuery, LoadsOneOfTwoClassesFromASubquery) {
    Session session = open();
    const auto pairs = select<Author, Book>().where(c(&Book::author_id) == c(&Author::id)).subquery("pairs");
    const auto book = alias<Book>(pairs);

    EXPECT_EQ(titles(session.scalars(select(book).where(pairs[&Author::name] == "Lem"))), Titles{"Solaris"});
}

TEST_F(BackendQuery, RefusesASubqueryWithoutTheColumnsOfTheClass) {
    EXPECT_THROW(alias<Book>(select(&Book::title).subquery()), ArgumentError);
}

TEST_F(BackendQuery, LoadsObjectsFromAUnion) {
    Session session = open();
    const auto thick = select<Book>().where(c(&Book::pages) > 300);
    const auto thin = select<Book>().where(c(&Book::pages) < 190);

    EXPECT_EQ(titles(session.scalars(union_(thick, thin))), (Titles{"The Dispossessed", "The Lathe of Heaven"}));
    EXPECT_EQ(session.execute(union_all(thick, thick)).size(), 2U);
}

TEST_F(BackendQuery, GivesObjectsOfAUnionTheirIdentity) {
    Session session = open();
    const auto all = session.scalars(select<Book>()).all();

    for (const Ref<Book>& book : session.scalars(union_(select<Book>(), select<Book>())))
        EXPECT_EQ(session.get<Book>(book->id), book);
}

TEST_F(BackendQuery, LoadsObjectsFromAliasesOfAUnion) {
    Session session = open();
    const auto some =
        alias<Book>(union_(select<Book>().where(c(&Book::pages) > 300), select<Book>().where(c(&Book::pages) < 190))
                        .subquery("some"));

    EXPECT_EQ(titles(session.scalars(select(some).order_by(desc(some[&Book::pages])).limit(1))),
              Titles{"The Dispossessed"});
}

TEST_F(BackendQuery, GivesRowsOfAUnionOnAConnection) {
    Connection connection = engine().connect();
    const auto names = union_all(select(&Author::name), select(&Book::title)).order_by("name").limit(2);

    EXPECT_EQ(connection.scalars(names).all(), (Titles{"Le Guin", "Lem"}));
    EXPECT_EQ(connection.execute(union_(select(&Author::id), select(&Author::id))).all().size(), 2U);
}

TEST_F(BackendQuery, GivesRowsOfValues) {
    Connection connection = engine().connect();
    const auto rows = connection.execute(values<int, std::string>("a", "b").data({{1, "x"}, {2, "y"}})).all();

    EXPECT_EQ(rows, (std::vector<std::tuple<int, std::string>>{{1, "x"}, {2, "y"}}));
}

TEST_F(BackendQuery, NamesColumnsOfOneNameApartWhenAsked) {
    Connection connection = engine().connect();
    const auto columns = select(table_of<Author>()["id"], table_of<Book>()["id"])
                             .where(c(&Book::author_id) == c(&Author::id), c(&Book::pages) == 204);

    const Row row = connection.execute(columns.set_label_style(LabelStyle::TablePlusColumn)).one();
    EXPECT_EQ(row["authors_id"].as<std::int64_t>(), 2);
    EXPECT_EQ(row["books_id"].as<std::int64_t>(), 3);
    EXPECT_THROW(connection.execute(columns).one()["id"], ArgumentError);
}

TEST_F(BackendQuery, WarnsOfTablesThatNothingConnectsOnce) {
    const CapturedLog log;
    Connection connection = engine().connect();
    const auto query = select(&Author::name, &Book::title).where(c(&Book::pages) > 1);
    connection.execute(query).all();
    connection.execute(query).all();
    for (int i = 0; i < 2; ++i) connection.execute(query, {.compiled_cache = nullptr}).all();

    ASSERT_EQ(log.lines().size(), 1U);
    EXPECT_EQ(log.lines()[0].find("azoth.engine: a SELECT has authors, books in its FROM"), 0U) << log.lines()[0];
}

TEST_F(BackendQuery, WarnsNotWhenToldSo) {
    const CapturedLog log;
    const Engine quiet = make_engine({.enable_from_linting = false});
    quiet.connect().execute(select(&Author::name, &Book::title)).all();

    EXPECT_TRUE(log.lines().empty());
}

/// Two connections that lock the same row; only databases with row locks.
class BackendLocks : public BackendQuery {
protected:
    void SetUp() override {
        BackendQuery::SetUp();
        if (!IsSkipped() && capabilities().is_in_process) GTEST_SKIP() << "it has no locks on rows";
    }

    const Select<std::string> by_pages = select(&Book::title).order_by(&Book::pages);
};

TEST_F(BackendLocks, KeepOthersFromLockingTheSame) {
    Connection first = engine().connect();
    Connection second = engine().connect();
    first.execute(by_pages.where(c(&Book::pages) == 204).with_for_update()).all();

    EXPECT_THROW(second.execute(by_pages.where(c(&Book::pages) == 204).with_for_update({.nowait = true})).all(),
                 LockTimeout);
    second.rollback();
    first.rollback();
    EXPECT_EQ(second.scalars(by_pages.where(c(&Book::pages) == 204).with_for_update({.nowait = true})).all(),
              Titles{"Solaris"});
}

TEST_F(BackendLocks, AreSkippedByThoseWhoSaySo) {
    Connection first = engine().connect();
    Connection second = engine().connect();
    EXPECT_EQ(first.scalars(by_pages.where(c(&Book::id) == 2).with_for_update({.skip_locked = true})).all(),
              Titles{"The Lathe of Heaven"});

    EXPECT_EQ(second.scalars(by_pages.with_for_update({.skip_locked = true})).all(),
              (Titles{"Solaris", "The Dispossessed"}));
}

TEST_F(BackendLocks, AreSharedByReaders) {
    Connection first = engine().connect();
    Connection second = engine().connect();
    first.execute(by_pages.with_for_update({.read = true})).all();

    EXPECT_EQ(second.scalars(by_pages.with_for_update({.read = true, .nowait = true})).all().size(), 3U);
    EXPECT_THROW(second.execute(by_pages.with_for_update({.nowait = true})).all(), LockTimeout);
}

}  // namespace
}  // namespace azoth::test
