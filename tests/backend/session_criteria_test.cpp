// SPDX-License-Identifier: MIT
#include "support/expect_error.hpp"
#include "support/library.hpp"

namespace azoth::test {
namespace {

class SessionCriteria : public LibraryTest {
protected:
    Ref<Book> find(Session& session, std::string_view title) {
        return session.query<Book>().where(c(&Book::title) == std::string(title)).one();
    }
};

TEST_F(SessionCriteria, UpdateReachesObjectsWithoutAQuery) {
    fill();
    Session session = open();
    const auto books = session.query<Book>().all();
    ASSERT_EQ(books.size(), 3U);
    const StatementLog log(engine());

    const DmlResult result =
        session.execute(update<Book>().where(c(&Book::pages) > 200).set(c(&Book::pages) = c(&Book::pages) + 1));

    EXPECT_EQ(result.rowcount, 2);
    expect_statements(log, 1);
    for (const Ref<Book>& book : books) EXPECT_EQ(book->pages, book->title == "Solaris" ? 205 : book->pages);
    EXPECT_EQ(find(session, "Solaris")->pages, 205);
    EXPECT_EQ(find(session, "The Lathe of Heaven")->pages, 184);
    session.commit();
    expect_statements(log, 3);
}

TEST_F(SessionCriteria, UpdateIsUndoneByARollbackInTheObjectsToo) {
    fill();
    Session session = open();
    const Ref<Book> book = find(session, "Solaris");
    session.execute(update<Book>().where(c(&Book::id) == book->id).set(c(&Book::pages) = 1));
    ASSERT_EQ(book->pages, 1);

    session.rollback();

    EXPECT_EQ(book->pages, 204);
    EXPECT_EQ(open().get<Book>(book->id)->pages, 204);
}

TEST_F(SessionCriteria, TextsThatMayBeEqualUnderACollationAreFetched) {
    fill();
    Session session = open();
    const auto books = session.query<Book>().all();
    const StatementLog log(engine());

    session.execute(update<Book>().where(c(&Book::title) == "Solaris").set(c(&Book::pages) = 1));

    EXPECT_EQ(log.count("SELECT books.id FROM books WHERE books.title = "), 1U);
    expect_statements(log, 2);
    for (const Ref<Book>& book : books) EXPECT_EQ(book->pages == 1, book->title == "Solaris");
}

TEST_F(SessionCriteria, ValuesThatOnlyTheDatabaseKnowsMakeObjectsStale) {
    fill();
    Session session = open();
    const Ref<Book> book = find(session, "Solaris");

    session.execute(update<Book>().where(c(&Book::id) == book->id).set(c(&Book::title) = func::upper(c(&Book::title))));

    EXPECT_EQ(book->title, "Solaris") << "nobody has asked yet";
    EXPECT_EQ(session.get<Book>(book->id)->title, "SOLARIS");
    EXPECT_EQ(book->title, "SOLARIS");
}

TEST_F(SessionCriteria, DeletedObjectsSaySo) {
    fill();
    Session session = open();
    const Ref<Author> author = session.query<Author>().where(c(&Author::name) == "Lem").one();
    const Ref<Book> book = author->books.ref(0);

    session.execute(delete_<Book>().where(c(&Book::pages) == 204));

    EXPECT_EQ(session.state(book), ObjectState::Deleted);
    EXPECT_EQ(author->books.size(), 0U);
    EXPECT_FALSE(session.get<Book>(book->id));
    session.rollback();
    EXPECT_EQ(session.state(book), ObjectState::Persistent);
    EXPECT_EQ(author->books.size(), 1U);
}

TEST_F(SessionCriteria, DeletedObjectsAreDetachedByTheCommit) {
    fill();
    Session session = open();
    const Ref<Book> book = find(session, "Solaris");

    session.execute(delete_<Book>().where(c(&Book::id) == book->id));
    session.commit();

    EXPECT_EQ(session.state(book), ObjectState::Detached);
    EXPECT_EQ(count("books"), 2);
}

TEST_F(SessionCriteria, NoneLeavesObjectsAlone) {
    fill();
    Session session = open();
    const Ref<Book> book = find(session, "Solaris");
    const StatementLog log(engine());

    session.execute(update<Book>().where(c(&Book::title) == "Solaris").set(c(&Book::pages) = 1),
                    {.synchronize = Synchronize::None});

    EXPECT_EQ(book->pages, 204);
    expect_statements(log, 1);
}

TEST_F(SessionCriteria, EvaluateSaysWhenItCannot) {
    fill();
    Session session = open();
    const auto books = session.query<Book>().all();

    expect_error<ArgumentError>("cannot_evaluate", "use Synchronize::Auto", [&] {
        session.execute(update<Book>().where(func::lower(c(&Book::title)) == "solaris").set(c(&Book::pages) = 1),
                        {.synchronize = Synchronize::Evaluate});
    });
}

TEST_F(SessionCriteria, KeepsWhatWasChangedAndNotWritten) {
    fill();
    Session session = open();
    Ref<Book> book = find(session, "Solaris");
    book->title = "Mine";

    session.execute(update<Book>().where(c(&Book::id) == book->id).set(c(&Book::pages) = 1), {.autoflush = false});
    session.commit();

    const Ref<Book> stored = open().get<Book>(book->id);
    EXPECT_EQ(stored->title, "Mine");
    EXPECT_EQ(stored->pages, 1);
}

TEST_F(SessionCriteria, ReturnedObjectsHaveTheirNewValues) {
    if (!capabilities().update_returning) GTEST_SKIP() << "UPDATE returns nothing";
    fill();
    Session session = open();
    const Ref<Book> book = find(session, "Solaris");

    const auto updated = session.scalars(
        update<Book>().where(c(&Book::id) == book->id).set(c(&Book::pages) = c(&Book::pages) + 1).returning<Book>());

    EXPECT_EQ(updated.one(), book);
    EXPECT_EQ(book->pages, 205);
}

TEST_F(SessionCriteria, WhatASavepointHasReadOfAnUpdateIsReadAgain) {
    fill();
    Session session = open();
    const Ref<Book> book = find(session, "Solaris");
    const Ref<Book> other = find(session, "The Dispossessed");

    auto nested = session.begin_nested();
    session.execute(update<Book>().where(c(&Book::id) == book->id).set(c(&Book::title) = func::upper(c(&Book::title))));
    EXPECT_EQ(session.get<Book>(book->id)->title, "SOLARIS");
    if (capabilities().update_returning) {
        const auto raised =
            session.scalars(update<Book>().where(c(&Book::id) == other->id).set(c(&Book::pages) = 1).returning<Book>());
        EXPECT_EQ(raised.one()->pages, 1);
    }
    {
        auto inner = session.begin_nested();
        session.execute(
            update<Book>().where(c(&Book::id) == book->id).set(c(&Book::title) = func::lower(c(&Book::title))));
        EXPECT_EQ(session.get<Book>(book->id)->title, "solaris");
        inner.commit();
    }
    nested.rollback();

    EXPECT_EQ(session.get<Book>(book->id)->title, "Solaris");
    EXPECT_EQ(session.get<Book>(other->id)->pages, 387);
}

TEST_F(SessionCriteria, AnUpsertReturnsObjects) {
    fill();
    Session session = open();
    const Ref<Author> lem = session.query<Author>().where(c(&Author::name) == "Lem").one();
    const auto statement =
        insert<Author>()
            .values(std::vector<Author>{{.id = lem->id, .name = "Stanislaw Lem"}, {.id = 4711, .name = "Simenon"}})
            .on_conflict(&Author::id)
            .do_update(c(&Author::name) = excluded(&Author::name))
            .returning<Author>();

    const auto authors = session.scalars(statement);

    EXPECT_EQ(authors.size(), 2U);
    EXPECT_EQ(lem->name, "Stanislaw Lem");
    EXPECT_EQ(session.get<Author>(4711)->name, "Simenon");
}

TEST_F(SessionCriteria, QueriesFlushOnlyWhatTheyCouldSee) {
    fill();
    Session session = open();
    const Ref<Author> lem = session.query<Author>().where(c(&Author::name) == "Lem").one();
    session.add(Author{.name = "Simenon"});
    const StatementLog log(engine());

    session.query<Book>().all();
    EXPECT_EQ(log.count("INSERT"), 0U) << "books are of no concern to authors";
    session.get<Book>(4711);
    EXPECT_EQ(log.count("INSERT"), 0U);
    EXPECT_EQ(session.query<Author>().count(), 3);
    EXPECT_EQ(log.count("INSERT"), 1U);

    session.add(Author{.name = "Eco"});
    EXPECT_EQ(session.scalar(select(c(&Book::id)).join(&Book::author).where(c(&Author::name) == "Eco")), std::nullopt);
    EXPECT_EQ(log.count("INSERT"), 2U) << "a joined table counts";
    session.add(Author{.name = "Calvino"});
    session.execute(text("SELECT count(*) FROM authors").columns<std::int64_t>());
    EXPECT_EQ(log.count("INSERT"), 3U) << "nobody knows what text() reads";
}

TEST_F(SessionCriteria, AGuardKeepsTheFlushOff) {
    fill();
    Session session = open();
    session.add(Author{.name = "Simenon"});
    const StatementLog log(engine());
    {
        const auto guard = session.no_autoflush();
        EXPECT_EQ(session.query<Author>().count(), 2);
        EXPECT_EQ(log.count("INSERT"), 0U);
    }
    EXPECT_EQ(session.query<Author>().count(), 3);
}

TEST_F(SessionCriteria, AnErrorOfAnAutoflushSaysWhereItComesFrom) {
    fill();
    Session session = open();
    session.add(Author{.name = "Lem"});

    expect_error<IntegrityError>("unique_violation", "in the flush before a query",
                                 [&] { session.query<Author>().all(); });
}

}  // namespace
}  // namespace azoth::test
