// SPDX-License-Identifier: MIT
#include <algorithm>

#include "support/expect_error.hpp"
#include "support/library.hpp"

namespace azoth::test {
namespace {

using SessionFlush = LibraryTest;

bool starts_with(const std::string& sql, std::string_view start) {
    return sql.rfind(start, 0) == 0;
}

TEST_F(SessionFlush, InsertsParentsBeforeChildrenAndReadsTheirKeysBack) {
    Session session = open();
    const Ref<Author> author = session.add(Author{.name = "Lem", .books = {{.title = "Solaris", .pages = 204}}});
    const StatementLog log(engine());

    session.commit();

    const auto sql = log.sql();
    ASSERT_EQ(sql.size(), 2U);
    EXPECT_TRUE(starts_with(sql[0], "INSERT INTO authors (name) VALUES")) << sql[0];
    EXPECT_TRUE(starts_with(sql[1], "INSERT INTO books (title, author_id, pages, published) VALUES")) << sql[1];
    EXPECT_GT(author->id, 0);
    EXPECT_EQ(author->books[0].author_id, author->id);
    EXPECT_GT(author->books[0].id, 0);
}

TEST_F(SessionFlush, InsertsInParentOrderWhateverTheOrderOfAdd) {
    Session session = open();
    session.add(Book{.title = "Solaris", .author = Author{.name = "Lem"}});

    session.commit();

    const Ref<Book> book = open().query<Book>().one();
    EXPECT_EQ(book->title, "Solaris");
    EXPECT_GT(book->author_id, 0);
}

TEST_F(SessionFlush, GivesEachOfManyRowsItsOwnKey) {
    Session session = open();
    Ref<Author> author = session.add(Author{.name = "Simenon"});
    for (int i = 0; i < 700; ++i) author->books.push_back(Book{.title = "Maigret " + std::to_string(i), .pages = i});
    session.commit();

    Session other = open();
    const auto books = other.scalars(select<Book>());
    ASSERT_EQ(books.size(), 700U);
    for (const Ref<Book>& book : books) EXPECT_EQ(book->title, "Maigret " + std::to_string(book->pages));
    for (const Book& book : std::as_const(*author).books)
        EXPECT_EQ(other.get<Book>(book.id)->title, book.title) << "the key was given to another object";
}

TEST_F(SessionFlush, NeedsARoundTripPerBatchNotPerRow) {
    if (capabilities().is_in_process) GTEST_SKIP() << "there are no round trips";
    Session session = open();
    Ref<Author> author = session.add(Author{.name = "Simenon"});
    for (int i = 0; i < 512; ++i) author->books.push_back(Book{.title = "Maigret"});
    const StatementLog log(engine());

    session.flush();

    expect_statements(log, 2);
}

TEST_F(SessionFlush, UpdatesOnlyTheColumnsThatChanged) {
    fill();
    Session session = open();
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    book->pages = 205;
    const StatementLog log(engine());

    session.commit();

    ASSERT_EQ(log.sql().size(), 1U);
    EXPECT_EQ(log.count("UPDATE books SET pages = "), 1U);
    EXPECT_EQ(open().query<Book>().where(c(&Book::title) == "Solaris").one()->pages, 205);
}

TEST_F(SessionFlush, WritesNothingForAnObjectThatOnlyLooksChanged) {
    fill();
    Session session = open();
    Ref<Book> book = session.query<Book>().first();
    const std::string title = book->title;
    book->title = "something else";
    book->title = title;
    const StatementLog log(engine());

    session.commit();

    expect_statements(log, 0);
}

TEST_F(SessionFlush, BatchesUpdatesOfTheSameColumns) {
    fill();
    Session session = open();
    for (Ref<Book> book : session.scalars(select<Book>())) book->pages += 1;
    const StatementLog log(engine());

    session.commit();

    expect_statements(log, 1);
    EXPECT_EQ(log.row_counts(), std::vector<std::size_t>{3});
}

TEST_F(SessionFlush, SeesChangesThroughAReferenceThatWasTakenEarlier) {
    fill();
    Session session = open();
    Ref<Book> ref = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    Book& book = *ref;
    session.commit();
    book.pages = 1;
    session.commit();
    book.pages = 2;
    session.commit();

    EXPECT_EQ(open().get<Book>(ref->id)->pages, 2);
}

TEST_F(SessionFlush, SeesChangesToAnAddedObjectThroughAnEarlierReference) {
    Session session = open();
    Ref<Author> ref = session.add(Author{.name = "Lem"});
    Author& author = *ref;
    session.commit();
    author.name = "Stanisław Lem";
    session.commit();

    EXPECT_EQ(open().query<Author>().one()->name, "Stanisław Lem");
}

TEST_F(SessionFlush, DeletesChildrenBeforeTheirParent) {
    fill();
    Session session = open();
    session.delete_(session.query<Author>().where(c(&Author::name) == "Le Guin").one());
    const StatementLog log(engine());

    session.commit();

    const auto sql = log.sql();
    ASSERT_EQ(sql.size(), 2U);
    EXPECT_TRUE(starts_with(sql[0], "DELETE FROM books")) << sql[0];
    EXPECT_TRUE(starts_with(sql[1], "DELETE FROM authors")) << sql[1];
    EXPECT_EQ(count("books"), 1);
    EXPECT_EQ(count("authors"), 1);
}

TEST_F(SessionFlush, DeletesAnOrphan) {
    fill();
    Session session = open();
    Ref<Author> author = session.query<Author>().where(c(&Author::name) == "Le Guin").one();
    author->books.erase(0);

    session.commit();

    EXPECT_EQ(count("books"), 2);
    EXPECT_EQ(author->books.size(), 1U);
}

TEST_F(SessionFlush, KeepsAChildThatMovesToAnotherParent) {
    fill();
    Session session = open();
    Ref<Author> from = session.query<Author>().where(c(&Author::name) == "Le Guin").one();
    Ref<Author> to = session.query<Author>().where(c(&Author::name) == "Lem").one();
    const Ref<Book> book = from->books.ref(0);
    to->books.push_back(book);

    EXPECT_EQ(from->books.size(), 1U);
    session.commit();

    EXPECT_EQ(count("books"), 3);
    EXPECT_EQ(open().get<Book>(book->id)->author_id, to->id);
}

TEST_F(SessionFlush, FillsTheForeignKeyFromTheOneThatWasAssigned) {
    fill();
    Session session = open();
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    const Ref<Author> author = session.query<Author>().where(c(&Author::name) == "Le Guin").one();
    ASSERT_EQ(author->books.size(), 2U);
    book->author = author;

    EXPECT_EQ(author->books.size(), 3U) << "the other side is kept in step";
    session.commit();

    EXPECT_EQ(book->author_id, author->id);
    EXPECT_EQ(open().get<Book>(book->id)->author->name, "Le Guin");
}

TEST_F(SessionFlush, ForgetsTheOneWhenItsForeignKeyWasChangedByHand) {
    fill();
    Session session = open();
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    ASSERT_EQ(book->author->name, "Lem");
    book->author_id = session.query<Author>().where(c(&Author::name) == "Le Guin").one()->id;
    session.commit();

    EXPECT_EQ(book->author->name, "Le Guin");
}

TEST_F(SessionFlush, DeletesAChildWhoseParentIsTakenAway) {
    fill();
    Session session = open();
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    book->author = nullptr;

    session.commit();

    EXPECT_EQ(count("books"), 2);
}

TEST_F(SessionFlush, LeavesSessionAndDatabaseAsTheyWereWhenItFails) {
    fill();
    Session session = open();
    Ref<Author> first = session.add(Author{.name = "Strugatsky", .books = {{.title = "Roadside Picnic"}}});
    Ref<Author> second = session.add(Author{.name = "Lem"});

    expect_error<UniqueViolation>("unique_violation", "while inserting", [&] { session.flush(); });

    EXPECT_EQ(session.state(first), ObjectState::Pending);
    EXPECT_EQ(session.state(second), ObjectState::Pending);
    EXPECT_EQ(std::as_const(*first).id, 0);
    second->name = "Stanisław Lem";
    session.commit();
    EXPECT_EQ(count("authors"), 4);
    EXPECT_EQ(count("books"), 4);
}

TEST_F(SessionFlush, KeepsWhatAnEarlierFlushOfTheTransactionWrote) {
    fill();
    Session session = open();
    session.add(Author{.name = "Strugatsky"});
    session.flush();
    Ref<Author> twin = session.add(Author{.name = "Lem"});
    expect_error<UniqueViolation>("unique_violation", "", [&] { session.flush(); });

    twin->name = "Dick";
    session.commit();

    EXPECT_EQ(count("authors"), 4);
}

TEST_F(SessionFlush, NoticesThatARowWasDeletedBySomebodyElse) {
    fill();
    Session session = open();
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    session.commit();
    engine().begin([](Connection& connection) { connection.run("DELETE FROM books"); });
    book->pages = 1;

    expect_error<StaleDataError>("stale_row", "Book " + std::to_string(std::as_const(*book).id),
                                 [&] { session.flush(); });
}

TEST_F(SessionFlush, NamesTheOneOfManyRowsThatIsNotThere) {
    fill();
    Session session = open();
    const auto books = session.scalars(select<Book>().order_by(&Book::id));
    ASSERT_EQ(books.size(), 3U);
    session.commit();
    engine().begin(
        [&](Connection& connection) { connection.execute(delete_<Book>().where(c(&Book::id) == books[1]->id)); });
    for (Ref<Book> book : books) book->pages += 1;

    expect_error<StaleDataError>("stale_row", "Book " + std::to_string(books[1]->id), [&] { session.flush(); });
    EXPECT_EQ(*open().scalar(select(func::sum(&Book::pages)).where(c(&Book::id) == books[0]->id)),
              books[0]->pages - 1);
}

TEST_F(SessionFlush, UpdatesManyRowsWithDifferentValues) {
    fill();
    Session session = open();
    for (Ref<Book> book : session.scalars(select<Book>())) {
        book->title = "New " + std::to_string(book->id);
        book->published = std::nullopt;
    }
    session.commit();

    for (const Ref<Book>& book : open().scalars(select<Book>())) {
        EXPECT_EQ(book->title, "New " + std::to_string(book->id));
        EXPECT_FALSE(book->published);
    }
}

TEST_F(SessionFlush, WritesPendingChangesBeforeAQuery) {
    Session session = open();
    session.add(Author{.name = "Lem"});

    EXPECT_EQ(session.query<Author>().count(), 1);
}

TEST_F(SessionFlush, GetWritesNewObjectsFirstButNotChangesThatCannotConcernIt) {
    fill();
    Session session = open();
    const std::int64_t unloaded = session.query<Author>().where(c(&Author::name) == "Lem").one()->id;
    session.expunge_all();
    session.query<Book>().first()->pages += 1;
    const StatementLog log(engine());

    EXPECT_TRUE(session.get<Author>(unloaded));
    EXPECT_EQ(log.count("UPDATE"), 0U);

    const Ref<Author> added = session.add(Author{.id = 77, .name = "Dick"});
    EXPECT_EQ(session.get<Author>(77), added);
}

TEST_F(SessionFlush, DoesNotWriteBeforeAQueryWhenAutoflushIsOff) {
    Session session(engine(), {.autoflush = false});
    session.add(Author{.name = "Lem"});

    EXPECT_EQ(session.query<Author>().count(), 0);
    session.commit();
    EXPECT_EQ(session.query<Author>().count(), 1);
}

TEST_F(SessionFlush, PutsAChildIntoACollectionThatIsNotLoadedWithoutLoadingIt) {
    fill();
    Session session = open();
    Ref<Author> author = session.query<Author>().where(c(&Author::name) == "Lem").one();
    const StatementLog log(engine());
    author->books.push_back(Book{.title = "Fiasco", .pages = 322});
    expect_statements(log, 0);

    EXPECT_EQ(author->books.size(), 2U);
    EXPECT_EQ(author->books[1].title, "Fiasco");
}

}  // namespace
}  // namespace azoth::test
