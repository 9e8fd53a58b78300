// SPDX-License-Identifier: MIT
#include "support/expect_error.hpp"
#include "support/library.hpp"

namespace azoth::test {
namespace {

class SessionMerge : public LibraryTest {
protected:
    Book stored(std::string_view title) {
        Session session = open();
        const Ref<Book> book = session.query<Book>().where(c(&Book::title) == std::string(title)).one();
        return *book;
    }
};

TEST_F(SessionMerge, CopiesAValueIntoTheObjectOfItsRow) {
    fill();
    Book value = stored("Solaris");
    value.pages = 205;
    Session session = open();
    const StatementLog log(engine());

    const Ref<Book> book = session.merge(value);

    expect_statements(log, 1);
    EXPECT_EQ(session.state(book), ObjectState::Persistent);
    EXPECT_EQ(book->pages, 205);
    session.commit();
    EXPECT_EQ(log.count("UPDATE books SET pages = "), 1U);
    EXPECT_EQ(stored("Solaris").pages, 205);
}

TEST_F(SessionMerge, NeedsNoQueryForAnObjectThatIsThere) {
    fill();
    Book value = stored("Solaris");
    Session session = open();
    const Ref<Book> book = session.get<Book>(value.id);
    const StatementLog log(engine());

    EXPECT_EQ(session.merge(value), book);

    expect_statements(log, 0);
    session.commit();
    expect_statements(log, 0);
}

TEST_F(SessionMerge, MakesANewObjectWhereThereIsNoRow) {
    fill();
    const std::int64_t author = stored("Solaris").author_id;
    Session session = open();

    const Ref<Book> unknown = session.merge(Book{.id = 4711, .title = "Fiasco", .author_id = author});
    const Ref<Book> keyless = session.merge(Book{.title = "Eden", .author_id = author});
    EXPECT_EQ(session.state(unknown), ObjectState::Pending);
    EXPECT_EQ(session.state(keyless), ObjectState::Pending);
    session.commit();

    EXPECT_EQ(stored("Fiasco").id, 4711);
    EXPECT_GT(keyless->id, 0);
}

TEST_F(SessionMerge, TakesADetachedObjectWithWhatItHolds) {
    fill();
    Ref<Author> author;
    {
        Session session = open();
        author = session.query<Author>().where(c(&Author::name) == "Le Guin").one();
        ASSERT_EQ(author->books.size(), 2U);
    }
    author->name = "Ursula Le Guin";
    author->books[0].pages = 1;
    Session session = open();
    const StatementLog log(engine());

    const Ref<Author> merged = session.merge(author);

    EXPECT_NE(merged, author);
    EXPECT_EQ(log.count("FROM authors"), 1U);
    EXPECT_EQ(log.count("FROM books"), 2U) << "the books by their keys, and the author's books";
    session.commit();
    EXPECT_EQ(merged->name, "Ursula Le Guin");
    EXPECT_EQ(stored("The Dispossessed").pages, 1);
    EXPECT_EQ(count("books"), 3);
}

TEST_F(SessionMerge, ReplacesACollectionThatWasGiven) {
    fill();
    const std::int64_t author = stored("Solaris").author_id;
    Session session = open();

    const Ref<Author> merged = session.merge(Author{.id = author, .name = "Lem", .books = {{.title = "Fiasco"}}});
    session.commit();

    ASSERT_EQ(merged->books.size(), 1U);
    EXPECT_EQ(merged->books[0].title, "Fiasco");
    EXPECT_EQ(stored("Fiasco").author_id, author);
    EXPECT_EQ(open().query<Book>().where(c(&Book::title) == "Solaris").count(), 0) << "an orphan";
}

TEST_F(SessionMerge, LeavesACollectionThatWasNotGivenAlone) {
    fill();
    const std::int64_t author = stored("Solaris").author_id;
    Session session = open();

    session.merge(Author{.id = author, .name = "Stanislaw Lem"});
    session.commit();

    EXPECT_EQ(stored("Solaris").author_id, author);
}

TEST_F(SessionMerge, SetsTheParentThatWasGiven) {
    fill();
    const Book le_guin = stored("The Dispossessed");
    Book solaris = stored("Solaris");
    solaris.author = Author{.id = le_guin.author_id, .name = "Le Guin"};
    Session session = open();

    const Ref<Book> merged = session.merge(solaris);
    session.commit();

    EXPECT_EQ(merged->author->id, le_guin.author_id);
    EXPECT_EQ(stored("Solaris").author_id, le_guin.author_id);
    EXPECT_EQ(count("authors"), 2);
}

TEST_F(SessionMerge, LoadsManyByOneQuery) {
    fill();
    std::vector<Book> values;
    {
        Session session = open();
        for (const Ref<Book>& book : session.query<Book>().all()) values.push_back(*book);
    }
    for (Book& value : values) value.pages += 1;
    values.push_back(Book{.title = "Fiasco", .author_id = values.front().author_id});
    Session session = open();
    const StatementLog log(engine());

    const std::vector<Ref<Book>> merged = session.merge_all(values);

    expect_statements(log, 1);
    ASSERT_EQ(merged.size(), 4U);
    EXPECT_EQ(session.state(merged[3]), ObjectState::Pending);
    session.commit();
    EXPECT_EQ(stored("Solaris").pages, 205);
}

TEST_F(SessionMerge, MakesOneObjectOfTwoValuesWithOneKey) {
    fill();
    const std::int64_t author = stored("Solaris").author_id;
    Session session = open();

    const auto merged = session.merge_all(std::vector<Book>{{.id = 4711, .title = "Eden", .author_id = author},
                                                            {.id = 4711, .title = "Fiasco", .author_id = author}});

    EXPECT_EQ(merged[0], merged[1]);
    EXPECT_EQ(merged[0]->title, "Fiasco");
    session.commit();
}

TEST_F(SessionMerge, WithoutLoadingTakesTheValueForTheRow) {
    fill();
    const Book value = stored("Solaris");
    Session session = open();
    const StatementLog log(engine());

    const Ref<Book> book = session.merge(value, {.load = false});

    EXPECT_EQ(session.state(book), ObjectState::Persistent);
    EXPECT_EQ(session.get<Book>(value.id), book);
    session.flush();
    expect_statements(log, 0);
    EXPECT_EQ(book->author->name, "Lem");
    expect_error<ArgumentError>("wrong_key", "set its key", [&] { session.merge(Book{}, {.load = false}); });
}

TEST_F(SessionMerge, ComparesWithTheRowWhatAnObjectHasNotRead) {
    fill();
    Book value = stored("Solaris");
    value.pages = 0;
    Session session = open();
    const Ref<Book> book =
        session.scalars(select<Book>().where(c(&Book::id) == value.id).options(load_only(&Book::title))).one();

    EXPECT_EQ(session.merge(value), book);
    session.commit();

    EXPECT_EQ(stored("Solaris").pages, 0);
}

struct Shape {
    std::int64_t id = 0;
    std::string kind;
};

void mapping(Mapper<Shape>& m) {
    m.table("session_merge_shapes");
    m.columns<&Shape::id, &Shape::kind>();
    m.primary_key(&Shape::id);
    m.column(&Shape::kind).type(String{20});
    m.polymorphic_on(&Shape::kind);
}

TEST_F(SessionMerge, MakesNoObjectOfAnAbstractClass) {
    Session session = open();

    expect_error<ArgumentError>("abstract_class", "Shape", [&] { session.merge(Shape{}); });

    EXPECT_FALSE(session.is_modified());
}

TEST_F(SessionMerge, GivesBackTheSessionsOwnObject) {
    fill();
    Session session = open();
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    book->pages = 1;

    EXPECT_EQ(session.merge(book), book);

    EXPECT_EQ(std::as_const(book)->pages, 1);
}

struct Bed {
    std::int64_t house = 0;
    std::string room;
    std::optional<std::string> guest;
};

void mapping(Mapper<Bed>& m) {
    m.table("merge_beds");
    m.columns<&Bed::house, &Bed::room, &Bed::guest>();
    m.primary_key(&Bed::house, &Bed::room);
    m.column(&Bed::house).autoincrement(false);
    m.column(&Bed::room).type(String{20});
    m.column(&Bed::guest).type(String{20});
}

using SessionMergeOfCompositeKeys = BackendTest;

TEST_F(SessionMergeOfCompositeKeys, FindsRowsByAllColumns) {
    Registry::of<Bed>().create_all(engine());
    {
        Session session(engine());
        session.add_all(std::vector<Bed>{{1, "a", "x"}, {1, "b", "y"}, {2, "a", "z"}});
        session.commit();
    }
    Session session(engine());
    const StatementLog log(engine());

    const auto merged = session.merge_all(std::vector<Bed>{{1, "b", "new"}, {2, "a", {}}, {2, "b", "first"}});

    expect_statements(log, 1);
    EXPECT_EQ(session.state(merged[0]), ObjectState::Persistent);
    EXPECT_EQ(session.state(merged[2]), ObjectState::Pending);
    session.commit();
    Session other(engine());
    EXPECT_EQ(other.get<Bed>(1, "a")->guest, "x");
    EXPECT_EQ(other.get<Bed>(1, "b")->guest, "new");
    EXPECT_EQ(other.get<Bed>(2, "a")->guest, std::nullopt);
    EXPECT_EQ(other.get<Bed>(2, "b")->guest, "first");
    EXPECT_EQ(other.get<Bed>(2, "b", {.populate_existing = true})->guest, "first");
}

}  // namespace
}  // namespace azoth::test
