// SPDX-License-Identifier: MIT
#include "support/expect_error.hpp"
#include "support/library.hpp"

namespace azoth::test {
namespace {

using SessionLoading = LibraryTest;

TEST_F(SessionLoading, GivesOneObjectPerRow) {
    fill();
    Session session = open();
    const Ref<Book> by_query = session.query<Book>().where(c(&Book::title) == "Solaris").one();

    EXPECT_EQ(session.get<Book>(by_query->id), by_query);
    EXPECT_EQ(session.query<Book>().where(c(&Book::pages) == 204).one(), by_query);
}

TEST_F(SessionLoading, TellsTheChildrenOfSeveralParentsApartInWhateverOrderTheyCome) {
    Session session = open();
    const Ref<Author> lem = session.add(Author{.name = "Lem"});
    const Ref<Author> dick = session.add(Author{.name = "Dick"});
    session.flush();
    for (const Ref<Author>& author : {lem, dick, dick, lem, dick})
        session.add(Book{.title = author->name, .author_id = author->id});
    session.commit();
    Session other = open();

    for (const Ref<Author>& author : other.query<Author>().all()) {
        EXPECT_EQ(author->books.size(), author->name == "Lem" ? 2U : 3U);
        for (const Book& book : author->books) EXPECT_EQ(book.title, author->name);
    }
}

TEST_F(SessionLoading, GetsALoadedObjectWithoutAQuery) {
    fill();
    Session session = open();
    const std::int64_t id = session.query<Book>().first()->id;
    const StatementLog log(engine());

    EXPECT_TRUE(session.get<Book>(id));

    expect_statements(log, 0);
}

TEST_F(SessionLoading, GetTakesAKeyOfAnyWholeNumberType) {
    fill();
    const std::int64_t id = open().query<Book>().first()->id;

    EXPECT_TRUE(open().get<Book>(static_cast<int>(id)));
    EXPECT_TRUE(open().get<Book>(static_cast<unsigned>(id)));
    EXPECT_TRUE(open().get<Book>(static_cast<std::size_t>(id)));
    EXPECT_TRUE(open().get<Book>(static_cast<std::int16_t>(id)));
}

TEST_F(SessionLoading, GetFindsWhatOnlyAFlushBringsIntoTheDatabase) {
    Session session = open();
    session.add(Author{.id = 7'000, .name = "Lem"});

    EXPECT_EQ(session.get<Author>(7'000)->name, "Lem");
}

TEST_F(SessionLoading, GetOfAMissingRowIsEmpty) {
    Session session = open();

    EXPECT_FALSE(session.get<Book>(42));
}

TEST_F(SessionLoading, GetReadsAnObjectAnewThatTheSessionHasLetGo) {
    fill();
    Session session = open();
    const std::int64_t id = session.query<Book>().first()->id;
    session.expunge_all();
    const Ref<Book> before = session.get<Book>(id);
    session.expunge_all();
    const Ref<Book> after = session.get<Book>(id);

    EXPECT_NE(after, before);
    EXPECT_EQ(after->title, before->title);
    EXPECT_EQ(session.get<Book>(id), after);
    EXPECT_EQ(session.state(before), ObjectState::Detached);
}

TEST_F(SessionLoading, ObjectsThatWereGotLoadTheirRelationshipsEachForItself) {
    fill();
    std::vector<std::int64_t> ids;
    for (const Ref<Author>& author : open().query<Author>().all()) ids.push_back(author->id);
    Session session = open();
    std::vector<Ref<Author>> authors;
    for (const std::int64_t id : ids) authors.push_back(session.get<Author>(id));
    const StatementLog log(engine());
    for (const Ref<Author>& author : authors) EXPECT_FALSE(author->books.empty());

    expect_statements(log, 2);
}

TEST_F(SessionLoading, LoadsTheChildrenOfAllSiblingsWithOneQuery) {
    fill();
    Session session = open();
    const StatementLog log(engine());

    std::size_t books = 0;
    for (const Ref<Author>& author : session.scalars(select<Author>())) books += author->books.size();

    EXPECT_EQ(books, 3U);
    expect_statements(log, 2);
}

TEST_F(SessionLoading, LoadsTheParentsOfAllSiblingsWithOneQuery) {
    fill();
    Session session = open();
    const StatementLog log(engine());

    std::vector<std::string> names;
    for (const Ref<Book>& book : session.scalars(select<Book>().order_by(&Book::title)))
        names.push_back(book->author->name);

    EXPECT_EQ(names, (std::vector<std::string>{"Lem", "Le Guin", "Le Guin"}));
    expect_statements(log, 2);
}

TEST_F(SessionLoading, FindsAParentThatTheSessionHasWithoutAQuery) {
    fill();
    Session session = open();
    const auto authors = session.scalars(select<Author>());
    const auto books = session.scalars(select<Book>());
    const StatementLog log(engine());

    for (const Ref<Book>& book : books) EXPECT_FALSE(book->author->name.empty());

    expect_statements(log, 0);
}

TEST_F(SessionLoading, ChildrenKnowTheirParentWithoutAnotherQuery) {
    fill();
    Session session = open();
    const auto authors = session.scalars(select<Author>());
    for (const Ref<Author>& author : authors) EXPECT_FALSE(author->books.empty());
    const StatementLog log(engine());

    for (const Ref<Author>& author : authors)
        for (const Book& book : author->books) EXPECT_EQ(book.author->name, author->name);

    expect_statements(log, 0);
}

TEST_F(SessionLoading, SplitsALongListOfKeysIntoSeveralQueries) {
    Session session = open();
    for (int i = 0; i < 1200; ++i) {
        const auto number = std::to_string(i);
        session.add(Author{.name = "author " + number, .books = {{.title = "book " + number, .pages = i}}});
    }
    session.commit();
    Session other = open();
    const auto authors = other.scalars(select<Author>());
    const StatementLog log(engine());

    for (const Ref<Author>& author : authors)
        EXPECT_EQ(author->name.substr(7), author->books[0].title.substr(5)) << "a book was given to another author";

    expect_statements(log, 3);
}

TEST_F(SessionLoading, LeavesChangedObjectsAloneWhenTheirRowsComeAgain) {
    fill();
    Session session(engine(), {.autoflush = false});
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    book->pages = 1;

    EXPECT_EQ(session.query<Book>().where(c(&Book::title) == "Solaris").one()->pages, 1);
    session.rollback();
}

TEST_F(SessionLoading, RefreshesAStaleObjectWithTheNextQuery) {
    fill();
    Session session = open();
    const Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    session.commit();
    engine().begin([](Connection& connection) { connection.execute(update<Book>().set(c(&Book::pages) = 999)); });

    EXPECT_EQ(book->pages, 204) << "nothing changes behind one's back";
    session.query<Book>().all();
    EXPECT_EQ(book->pages, 999);
}

TEST_F(SessionLoading, RefreshReadsTheRowAgain) {
    fill();
    Session session = open();
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    book->pages = 1;

    session.refresh(book);

    EXPECT_EQ(book->pages, 204);
    EXPECT_FALSE(session.is_modified());
}

TEST_F(SessionLoading, RefreshOfAMissingRowIsAnError) {
    fill();
    Session session = open();
    const Ref<Book> book = session.query<Book>().first();
    session.commit();
    engine().begin([](Connection& connection) { connection.execute(delete_<Book>()); });

    expect_error<NoResultError>("no_such_row", "its row is not there any more", [&] { session.refresh(book); });
}

TEST_F(SessionLoading, RefsOutliveTheirSession) {
    fill();
    Ref<Book> book;
    {
        Session session = open();
        book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
        ASSERT_EQ(book->author->name, "Lem");
    }
    EXPECT_EQ(book->title, "Solaris");
    EXPECT_EQ(book->author->name, "Lem") << "what was loaded stays readable";
    book->pages = 1;  // nobody is watching, but it is memory of one's own
    EXPECT_EQ(book->pages, 1);
}

TEST_F(SessionLoading, ALazyLoadAfterTheSessionIsAnErrorThatSaysSo) {
    fill();
    const Ref<Book> book = open().query<Book>().first();

    expect_error<DetachedError>("detached", "Book::author has not been loaded", [&] { return book->author->name; });
}

TEST_F(SessionLoading, ACopyIsFreeOfTheSession) {
    fill();
    Session session = open();
    const Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    Book copy = *book;
    copy.title = "changed";

    EXPECT_EQ(book->title, "Solaris");
    expect_error<DetachedError>("relation_of_copy", "do not travel with copies", [&] { return copy.author->name; });
}

TEST_F(SessionLoading, WritingACopyBackKeepsRelations) {
    fill();
    Session session = open();
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    Book copy = *book;
    copy.pages = 1;
    *book = copy;
    session.commit();

    const Ref<Book> again = open().query<Book>().where(c(&Book::title) == "Solaris").one();
    EXPECT_EQ(again->pages, 1);
    EXPECT_EQ(again->author_id, book->author_id);
}

TEST_F(SessionLoading, ReadOnlyObjectsAreNotTracked) {
    fill();
    Session session = open();
    const auto books = session.scalars(select<const Book>());
    ASSERT_EQ(books.size(), 3U);

    EXPECT_EQ(books[0]->title, "The Dispossessed");
    EXPECT_NE(session.get<Book>(books[0]->id).get(), books[0].get()) << "a tracked object of its own";
}

TEST_F(SessionLoading, ExpungedObjectsAreDetachedAndLoadedAnew) {
    fill();
    Session session = open();
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    session.expunge(book);
    book->pages = 1;
    session.commit();

    EXPECT_EQ(session.state(book), ObjectState::Detached);
    const Ref<Book> fresh = session.get<Book>(book->id);
    EXPECT_NE(fresh, book);
    EXPECT_EQ(fresh->pages, 204);
    expect_error<DetachedError>("detached", "Book::author", [&] { return book->author->name; });
}

TEST_F(SessionLoading, AfterExpungeAllOldRefsStayReadable) {
    fill();
    Session session = open();
    const Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    session.expunge_all();

    EXPECT_EQ(book->title, "Solaris");
    EXPECT_EQ(session.state(book), ObjectState::Detached);
    EXPECT_NE(session.get<Book>(book->id), book);
}

TEST_F(SessionLoading, RefusesAnObjectOfAnotherSession) {
    fill();
    Session one = open();
    Session other = open();
    Ref<Author> author = one.query<Author>().where(c(&Author::name) == "Lem").one();
    const Ref<Book> book = other.query<Book>().first();

    expect_error<ArgumentError>("other_session", "belongs to another session", [&] { author->books.push_back(book); });
    expect_error<ArgumentError>("other_session", "belongs to another session",
                                [&] { one.add(Author{.name = "Dick", .books = {}}), one.delete_(book); });
    one.rollback();
}

TEST_F(SessionLoading, RowsMixObjectsAndValues) {
    fill();
    Session session = open();
    const auto rows =
        session.execute(select<Book, Author>().where(c(&Book::author_id) == c(&Author::id)).order_by(&Book::title));

    ASSERT_EQ(rows.size(), 3U);
    const auto& [book, author] = rows[0];
    EXPECT_EQ(book->title, "Solaris");
    EXPECT_EQ(author->name, "Lem");
}

TEST_F(SessionLoading, AnOuterJoinGivesEmptyRefs) {
    Session session = open();
    session.add(Author{.name = "Nobody"});
    session.flush();
    const auto rows = session.execute(select<Author, Book>()
                                          .select_from(FromHandle(sql::FromPtr(sql::entity_of<Author>().table())))
                                          .outerjoin(&Author::books));

    ASSERT_EQ(rows.size(), 1U);
    EXPECT_TRUE(std::get<0>(rows[0]));
    EXPECT_FALSE(std::get<1>(rows[0]));
}

TEST_F(SessionLoading, OneDemandsExactlyOneRow) {
    fill();
    Session session = open();

    const std::string missing = "one Book was expected, and there is none";
    expect_error<NoResultError>("no_result", missing, [&] { session.query<Book>().where(c(&Book::pages) == 1).one(); });
    expect_error<NoResultError>("no_result", missing,
                                [&] { session.scalars(select<const Book>().where(c(&Book::pages) == 1)).one(); });
    expect_error<NoResultError>("no_result", "one row was expected",
                                [&] { session.scalars(select(&Book::id).where(c(&Book::pages) == 1)).one(); });
    const ErrorDetail detail =
        expect_error<MultipleResultsError>("multiple_results", "one Book was expected, and there are 2 or more",
                                           [&] { session.query<Book>().one_or_none(); });
    EXPECT_NE(detail.place.find("session_loading_test.cpp:"), std::string::npos) << detail.place;
    EXPECT_FALSE(session.query<Book>().where(c(&Book::pages) == 1).one_or_none());
}

TEST_F(SessionLoading, TellsWhichColumnHoldsNullWhereNoneIsAllowed) {
    Session session = open();
    session.connection().run("DROP TABLE books");
    session.connection().run(
        "CREATE TABLE books (id INTEGER PRIMARY KEY, title VARCHAR(20), author_id INTEGER, pages INTEGER, published "
        "DATE)");
    session.connection().run("INSERT INTO books (id, title, author_id, pages) VALUES (1, NULL, 1, 1)");

    expect_error<DataError>("null_value", "column 'title'", [&] { session.query<Book>().first(); });
    expect_error<DataError>("null_value", "while loading Book", [&] { session.query<Book>().first(); });
    expect_error<DataError>("null_value", "column 'title'", [&] { session.get<Book>(1); });
    expect_error<DataError>("null_value", "while loading Book", [&] { session.get<Book>(1); });
}

TEST_F(SessionLoading, TellsWhichColumnHoldsTextWhereANumberWasExpected) {
    Session session = open();
    session.connection().run("DROP TABLE books");
    session.connection().run(
        "CREATE TABLE books (id INTEGER PRIMARY KEY, title VARCHAR(20), author_id INTEGER, pages VARCHAR(20), "
        "published DATE)");
    session.connection().run("INSERT INTO books (id, title, author_id, pages) VALUES (1, 'x', 1, 'many')");

    expect_error<DataError>("wrong_type", "column 'pages'", [&] { session.query<Book>().first(); });
}

TEST_F(SessionLoading, TellsWhichColumnDoesNotExist) {
    Session session = open();
    session.connection().run("DROP TABLE books");
    session.connection().run("CREATE TABLE books (id INTEGER PRIMARY KEY)");

    expect_error<ProgrammingError>("no_such_column", "title", [&] { session.query<Book>().first(); });
}

TEST_F(SessionLoading, ErrorsCarryTheSqlAndThePlaceOfTheCall) {
    Session session = open();
    session.connection().run("DROP TABLE books");
    try {
        session.query<Book>().first();
        FAIL() << "nothing was thrown";
    } catch (const ProgrammingError& error) {
        EXPECT_EQ(error.code(), "no_such_table");
        EXPECT_NE(error.detail().sql.find("FROM books"), std::string::npos);
        EXPECT_NE(error.detail().place.find("session_loading_test.cpp"), std::string::npos);
    }
}

TEST_F(SessionLoading, LoadsNoRelationshipsOfObjectsOfOthers) {
    fill();
    Session session = open();
    Session other = open();
    const Ref<Author> lem = other.query<Author>().where(c(&Author::name) == "Lem").one();
    expect_error<ArgumentError>("other_session", "Author::books of Author", [&] { session.load(lem, &Author::books); });
    other.expunge(lem);
    expect_error<ArgumentError>("not_persistent", "Author::books of Author", [&] { other.load(lem, &Author::books); });
}

TEST_F(SessionLoading, FlushesWhatOnlyCriteriaOfTheSessionAskFor) {
    fill();
    const LoaderCriteria of_lem = loader_criteria<Book>(
        exists().where(c(&Author::id) == c(&Book::author_id), c(&Author::name) == "Stanislaw Lem"));
    Session session(engine(), {.criteria = of_lem});
    Ref<Author> lem = session.query<Author>().where(c(&Author::name) == "Lem").one();
    lem->name = "Stanislaw Lem";
    EXPECT_EQ(session.query<Book>().one()->title, "Solaris");
}

}  // namespace
}  // namespace azoth::test
