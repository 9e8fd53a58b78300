// SPDX-License-Identifier: MIT
#include "support/expect_error.hpp"
#include "support/library.hpp"

namespace azoth::test {
namespace {

class SessionRefresh : public LibraryTest {
protected:
    /// As somebody else would: behind the back of every session.
    void run(std::string_view sql) {
        Connection connection = engine().connect();
        connection.run(sql);
        connection.commit();
    }
    /// SQLite locks nothing by row.
    std::size_t locks_per_query() { return engine().dialect().name() == "sqlite" ? 0 : 1; }
    Ref<Book> solaris(Session& session) { return session.query<Book>().where(c(&Book::title) == "Solaris").one(); }
};

TEST_F(SessionRefresh, ReadsNamedColumnsOnly) {
    fill();
    Session session = open();
    Ref<Book> book = solaris(session);
    session.commit();
    run("UPDATE books SET title = 'Soljaris', pages = 999 WHERE title = 'Solaris'");
    const StatementLog log(engine());

    session.refresh(book, &Book::pages);

    ASSERT_EQ(log.sql().size(), 1U);
    EXPECT_EQ(log.count("SELECT books.pages FROM books WHERE books.id = "), 1U) << log.sql()[0];
    EXPECT_EQ(std::as_const(book)->pages, 999);
    EXPECT_EQ(std::as_const(book)->title, "Solaris");
}

TEST_F(SessionRefresh, KeepsChangesOfColumnsThatWereNotNamed) {
    fill();
    Session session = open();
    Ref<Book> book = solaris(session);
    book->title = "Changed";
    book->pages = 1;

    session.refresh(book, &Book::pages);
    session.commit();

    EXPECT_EQ(std::as_const(book)->pages, 204);
    EXPECT_EQ(open().get<Book>(book->id)->title, "Changed");
}

TEST_F(SessionRefresh, LoadsNamedRelationshipsAtOnce) {
    fill();
    Session session = open();
    const Ref<Author> author = session.query<Author>().where(c(&Author::name) == "Lem").one();
    ASSERT_EQ(author->books.size(), 1U);
    session.commit();
    run("INSERT INTO books (title, author_id, pages) SELECT 'Fiasco', id, 336 FROM authors WHERE name = 'Lem'");

    session.refresh(author, &Author::books);

    const StatementLog log(engine());
    EXPECT_EQ(author->books.size(), 2U);
    expect_statements(log, 0);
}

TEST_F(SessionRefresh, ReachesWhereCascadeSaysSo) {
    fill();
    Session session = open();
    const Ref<Author> author = session.query<Author>().where(c(&Author::name) == "Lem").one();
    ASSERT_EQ(author->books[0].pages, 204);
    session.commit();
    run("UPDATE books SET pages = 205 WHERE title = 'Solaris'");

    session.refresh(author);

    EXPECT_EQ(author->books[0].pages, 205);
}

TEST_F(SessionRefresh, LocksTheRow) {
    fill();
    Session session = open();
    const Ref<Book> book = solaris(session);
    const StatementLog log(engine());

    session.refresh(book, {.with_for_update = ForUpdate{}});

    ASSERT_EQ(log.sql().size(), 1U);
    EXPECT_EQ(log.count("FOR UPDATE"), locks_per_query()) << log.sql()[0];
}

TEST_F(SessionRefresh, OfARowThatIsGoneSaysSo) {
    fill();
    Session session = open();
    const Ref<Book> book = solaris(session);
    session.commit();
    run("DELETE FROM books WHERE title = 'Solaris'");

    expect_error<NoResultError>("no_such_row", "cannot be refreshed", [&] { session.refresh(book); });
    expect_error<NoResultError>("no_such_row", "cannot be refreshed", [&] { session.refresh(book, &Book::pages); });
}

TEST_F(SessionRefresh, ExpiredObjectsAreReadByTheNextQueryThatReturnsThem) {
    fill();
    Session session = open();
    Ref<Book> book = solaris(session);
    run("UPDATE books SET pages = 205 WHERE title = 'Solaris'");
    book->title = "Lost";

    session.expire(book);

    EXPECT_EQ(std::as_const(book)->title, "Solaris") << "changes are lost";
    EXPECT_EQ(std::as_const(book)->pages, 204) << "nobody has asked the database yet";
    if (engine().dialect().name() == "postgresql") {  // others show a transaction what they did at its beginning
        solaris(session);
        EXPECT_EQ(std::as_const(book)->pages, 205);
    }
    const StatementLog log(engine());
    session.commit();
    expect_statements(log, 0);
}

TEST_F(SessionRefresh, GetReadsAnExpiredObject) {
    fill();
    Session session = open();
    const Ref<Book> book = solaris(session);
    session.get<Book>(book->id);
    session.expire_all();
    const StatementLog log(engine());

    EXPECT_EQ(session.get<Book>(book->id), book);
    EXPECT_EQ(session.get<Book>(book->id), book);

    expect_statements(log, 1);
}

TEST_F(SessionRefresh, ExpiringARelationshipLoadsItAnew) {
    fill();
    Session session = open();
    const Ref<Author> author = session.query<Author>().where(c(&Author::name) == "Lem").one();
    ASSERT_EQ(author->books.size(), 1U);
    const StatementLog log(engine());

    session.expire(author, &Author::books);

    EXPECT_FALSE(author->books.is_loaded());
    EXPECT_EQ(author->books.size(), 1U);
    expect_statements(log, 1);
}

TEST_F(SessionRefresh, GetOneNamesWhatIsMissing) {
    fill();
    Session session = open();

    EXPECT_EQ(session.get_one<Book>(solaris(session)->id)->title, "Solaris");
    expect_error<NoResultError>("no_such_row", "there is no row of Book 4711", [&] { session.get_one<Book>(4711); });
}

TEST_F(SessionRefresh, GetTakesOptions) {
    fill();
    Session session = open();
    const Ref<Book> book = solaris(session);
    session.commit();
    run("UPDATE books SET pages = 205 WHERE title = 'Solaris'");
    const StatementLog log(engine());

    EXPECT_EQ(session.get<Book>(book->id, {.populate_existing = true}), book);
    EXPECT_EQ(book->pages, 205);
    session.get<Book>(book->id, {.with_for_update = ForUpdate{}});
    EXPECT_EQ(log.count("FOR UPDATE"), locks_per_query());
    const Ref<Author> author = session.get<Author>(book->author_id, {.options = {selectinload(&Author::books)}});
    EXPECT_TRUE(author->books.is_loaded());
    EXPECT_FALSE(session.get<Book>(4711, {.populate_existing = true}));
}

TEST_F(SessionRefresh, PopulateExistingOverwritesWhatObjectsHold) {
    fill();
    Session session = open();
    Ref<Book> book = solaris(session);
    book->pages = 1;

    session.scalars(select<Book>(), {.populate_existing = true, .autoflush = false});

    EXPECT_EQ(std::as_const(book)->pages, 204);
    const StatementLog log(engine());
    session.commit();
    expect_statements(log, 0);
}

TEST_F(SessionRefresh, QueriesLockRows) {
    if (engine().dialect().name() == "sqlite") GTEST_SKIP() << "has no row locks";
    fill();
    Session session = open();
    const StatementLog log(engine());

    session.scalars(select<Book>().where(c(&Book::id) == 3).with_for_update());

    EXPECT_EQ(log.count("FOR UPDATE"), 1U);
    Session other = open();
    EXPECT_EQ(other.scalars(select<Book>().with_for_update({.skip_locked = true})).size(), 2U);
}

TEST_F(SessionRefresh, ExpungeGoesAlongItsCascade) {
    fill();
    Session session = open();
    const Ref<Author> author = session.query<Author>().where(c(&Author::name) == "Lem").one();
    const Ref<Book> book = author->books.ref(0);

    session.expunge(author);

    EXPECT_EQ(session.state(author), ObjectState::Detached);
    EXPECT_EQ(session.state(book), ObjectState::Detached);
    EXPECT_FALSE(session.contains(book));
}

TEST_F(SessionRefresh, MakeTransientLetsARowBeCopied) {
    fill();
    Session session = open();
    Ref<Book> book = solaris(session);

    session.make_transient(book);
    EXPECT_EQ(session.state(book), ObjectState::Transient);
    book->id = 0;
    book->title = "Solaris, again";
    session.add(book);
    session.commit();

    EXPECT_EQ(count("books"), 4);
    EXPECT_EQ(open().query<Book>().where(c(&Book::title) == "Solaris").all().size(), 1U);
}

}  // namespace
}  // namespace azoth::test
