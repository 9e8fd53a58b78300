// SPDX-License-Identifier: MIT
// Sessions in unusual circumstances: unusual keys, failures half-way, handles that outlive what they stand for.
#include <limits>
#include <memory>
#include <stdexcept>

#include "support/expect_error.hpp"
#include "support/library.hpp"

namespace azoth::test {
namespace {

struct Ticket {  // nothing but a generated key
    std::int64_t id = 0;
};

struct Country {  // a natural key
    std::string code;
    std::string name;
};

struct Small {
    std::int32_t id = 0;
    std::string text;
};

struct Maybe {
    std::optional<std::int64_t> id;
    std::string text;
};

struct Pair {  // rows that refer to each other
    std::int64_t id = 0;
    std::string name;
    std::optional<std::int64_t> other_id;
    One<Pair> other;
};

/// Its moves fail when the countdown comes to zero.
struct Bomb {
    static inline int countdown = 0;

    Bomb() = default;
    Bomb(const Bomb&) = default;
    Bomb(Bomb&&) {
        if (--countdown == 0) throw std::runtime_error("bomb");
    }
    Bomb& operator=(const Bomb&) = default;
};

struct Mine {
    std::int64_t id = 0;
    std::optional<std::int64_t> next_id;
    Bomb bomb;
    Many<Mine> next;
};

void mapping(Mapper<Ticket>& m) {
    m.table("tickets");
    m.columns<&Ticket::id>();
    m.primary_key(&Ticket::id);
}

void mapping(Mapper<Country>& m) {
    m.table("countries");
    m.columns<&Country::code, &Country::name>();
    m.primary_key(&Country::code);
    m.column(&Country::code).type(String{20});
}

void mapping(Mapper<Small>& m) {
    m.table("smalls");
    m.columns<&Small::id, &Small::text>();
    m.primary_key(&Small::id);
}

void mapping(Mapper<Maybe>& m) {
    m.table("maybes");
    m.columns<&Maybe::id, &Maybe::text>();
    m.primary_key(&Maybe::id);
}

void mapping(Mapper<Pair>& m) {
    m.table("pairs");
    m.columns<&Pair::id, &Pair::name, &Pair::other_id>();
    m.primary_key(&Pair::id);
    m.column(&Pair::name).type(String{20}).unique();
    m.column(&Pair::other_id).references(&Pair::id);
    m.relationship<&Pair::other>();
}

void mapping(Mapper<Mine>& m) {
    m.table("mines");
    m.columns<&Mine::id, &Mine::next_id>();
    m.primary_key(&Mine::id);
    m.column(&Mine::next_id).references(&Mine::id);
    m.relationship<&Mine::next>();
}

class SessionEdges : public LibraryTest {
protected:
    void SetUp() override {
        LibraryTest::SetUp();
        if (!IsSkipped()) Registry::of<Ticket, Country, Small, Maybe, Pair, Mine>().create_all(engine());
    }
};

// Keys.

TEST_F(SessionEdges, AClassOfNothingButAGeneratedKeyIsInserted) {
    Session session = open();
    const Ref<Ticket> one = session.add(Ticket{});
    const Ref<Ticket> two = session.add(Ticket{});
    session.commit();

    EXPECT_GT(one->id, 0);
    EXPECT_NE(one->id, two->id);
    EXPECT_TRUE(open().get<Ticket>(two->id));
}

TEST_F(SessionEdges, KeysOfOtherTypesAreGeneratedAndFound) {
    Session session = open();
    const Ref<Small> small = session.add(Small{.text = "s"});
    const Ref<Maybe> maybe = session.add(Maybe{.text = "m"});
    session.commit();

    EXPECT_EQ(session.get<Small>(small->id), small);
    EXPECT_EQ(session.get<Maybe>(*maybe->id), maybe);
    EXPECT_EQ(open().get<Small>(small->id)->text, "s");
    EXPECT_EQ(open().get<Maybe>(*maybe->id)->text, "m");
}

TEST_F(SessionEdges, GivenAndGeneratedKeysMixInOneFlush) {
    Session session = open();
    const Ref<Small> generated = session.add(Small{.text = "generated"});
    session.add(Small{.id = 1000, .text = "given"});
    session.commit();

    EXPECT_EQ(open().get<Small>(1000)->text, "given");
    EXPECT_EQ(open().get<Small>(generated->id)->text, "generated");
}

TEST_F(SessionEdges, AKeyOfAnotherTypeIsAnErrorOrNothing) {
    fill();
    Session session = open();
    EXPECT_THROW(session.get<Book>("no number"), Error);
    EXPECT_FALSE(session.get<Book>(std::numeric_limits<std::int64_t>::max()));
}

TEST_F(SessionEdges, AKeyChangedInMemoryDoesNotHideTheObjectFromExpunge) {
    Session session = open();
    Ref<Country> country = session.add(Country{.code = "DE", .name = "Germany"});
    session.commit();
    country->code = "XX";
    session.expunge(country);

    const Ref<Country> again = session.get<Country>("DE");
    EXPECT_NE(again, country);
    EXPECT_EQ(session.state(again), ObjectState::Persistent);
}

TEST_F(SessionEdges, AnObjectWhoseKeyWasChangedInMemoryIsDeletedByItsRowsKey) {
    Session session = open();
    Ref<Country> country = session.add(Country{.code = "DE", .name = "Germany"});
    session.commit();
    country->code = "XX";
    session.delete_(country);
    session.flush();
    EXPECT_FALSE(session.get<Country>("DE"));
    session.rollback();

    EXPECT_EQ(session.get<Country>("DE"), country);
    EXPECT_EQ(country->code, "DE");
}

TEST_F(SessionEdges, ANewObjectWhoseKeyWasChangedInMemoryIsRolledBack) {
    Session session = open();
    Ref<Country> country = session.add(Country{.code = "DE", .name = "Germany"});
    session.flush();
    country->code = "XX";
    session.rollback();

    EXPECT_FALSE(session.get<Country>("DE"));
}

TEST_F(SessionEdges, RefreshFindsTheRowWhoseKeyWasChangedInMemory) {
    Session session = open();
    Ref<Country> country = session.add(Country{.code = "DE", .name = "Germany"});
    session.commit();
    country->code = "XX";
    session.refresh(country);

    EXPECT_EQ(country->code, "DE");
    EXPECT_EQ(session.get<Country>("DE"), country);
}

// Objects that leave and come back.

TEST_F(SessionEdges, ChangesOfAnObjectAddedAgainAfterExpungeAreSeen) {
    Session session = open();
    Ref<Author> author = session.add(Author{.name = "Lem"});
    author->name = "Stanislaw Lem";
    session.expunge(author);
    session.add(author);
    session.commit();
    author->name = "Lem again";
    session.commit();

    EXPECT_EQ(open().query<Author>().one()->name, "Lem again");
}

TEST_F(SessionEdges, OnlyRowsCanBeDeleted) {
    fill();
    Session session = open();
    const Ref<Author> transient = session.add(Author{.name = "Dick"});
    session.rollback();
    expect_error<ArgumentError>("not_in_session", "a new Author", [&] { session.delete_(transient); });
    const Ref<Book> book = session.query<Book>().first();
    session.expunge(book);
    expect_error<ArgumentError>("not_in_session", "Book", [&] { session.delete_(book); });
    session.commit();

    EXPECT_EQ(count("books"), 3);
}

TEST_F(SessionEdges, DeletingTwiceIsDeletingOnce) {
    fill();
    Session session = open();
    const Ref<Book> book = session.query<Book>().first();
    session.delete_(book);
    session.delete_(book);
    session.flush();
    session.delete_(book);
    session.commit();

    EXPECT_EQ(count("books"), 2);
}

TEST_F(SessionEdges, GetDoesNotFindAnObjectThatIsToBeDeleted) {
    fill();
    Session session = open();
    const Ref<Book> book = session.query<Book>().first();
    session.delete_(book);

    EXPECT_FALSE(session.get<Book>(book->id));
}

TEST_F(SessionEdges, ADeletedObjectCannotBeReferredTo) {
    fill();
    Session session = open();
    const Ref<Author> author = session.query<Author>().where(c(&Author::name) == "Lem").one();
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "The Dispossessed").one();
    session.delete_(author);
    session.flush();

    expect_error<ArgumentError>("not_in_session", "Author", [&] { book->author = author; });
}

TEST_F(SessionEdges, ARefusedGraphLeavesNothingBehind) {
    Session session = open();
    const Ref<Author> transient = session.add(Author{.name = "Dick"});
    session.rollback();
    Session other = open();
    const Ref<Author> foreign = other.add(Author{.name = "foreign"});
    Author author{.name = "Lem"};
    author.books.push_back(Book{.title = "1", .author = transient});
    author.books.push_back(Book{.title = "2", .author = foreign});
    EXPECT_THROW(session.add(std::move(author)), ArgumentError);
    other.rollback();

    EXPECT_FALSE(session.is_modified());
    EXPECT_EQ(session.state(transient), ObjectState::Transient);
}

// Failures half-way.

TEST_F(SessionEdges, AGraphWhoseConstructorsThrowLeavesNothingBehind) {
    Session session = open();
    Mine root;
    for (int i = 0; i < 3; ++i) root.next.push_back(Mine{});
    for (int countdown = 1; countdown <= 5; ++countdown) {
        Mine copy = root;
        Bomb::countdown = countdown;
        EXPECT_THROW(session.add(std::move(copy)), std::runtime_error) << countdown;
        EXPECT_FALSE(session.is_modified()) << countdown;
    }
    Bomb::countdown = 0;
    session.add(root);
    session.commit();

    EXPECT_EQ(open().query<Mine>().count(), 4);
}

TEST_F(SessionEdges, RowsThatReferToEachOtherCanBeFlushedAgainAfterAFailure) {
    Session session = open();
    Ref<Pair> taken = session.add(Pair{.name = "taken"});
    Ref<Pair> third = session.add(Pair{.name = "third"});
    session.commit();
    Ref<Pair> one = session.add(Pair{.name = "one"});
    Ref<Pair> two = session.add(Pair{.name = "two"});
    one->other = two;
    two->other = one;
    third->name = "taken";
    EXPECT_THROW(session.flush(), IntegrityError);
    third->name = "third again";
    session.commit();

    EXPECT_EQ(open().get<Pair>(one->id)->other_id, two->id);
    EXPECT_EQ(open().get<Pair>(two->id)->other_id, one->id);
}

TEST_F(SessionEdges, AFailureInALaterBatchUndoesTheEarlierOnes) {
    fill();
    Session session = open();
    for (int i = 0; i < 600; ++i) session.add(Author{.name = "author " + std::to_string(i)});
    Ref<Author> bad = session.add(Author{.name = "author 0"});
    EXPECT_THROW(session.flush(), IntegrityError);
    EXPECT_EQ(bad->id, 0);
    bad->name = "author 600";
    session.commit();

    EXPECT_EQ(count("authors"), 603);
}

TEST_F(SessionEdges, AFailedFlushWithinASavepointLeavesItOpen) {
    fill();
    Session session = open();
    session.add(Author{.name = "Dick"});
    NestedTransaction nested = session.begin_nested();
    Ref<Author> inner = session.add(Author{.name = "Lem"});
    EXPECT_THROW(session.flush(), IntegrityError);
    inner->name = "Strugatsky";
    session.flush();
    nested.rollback();
    session.commit();

    EXPECT_EQ(session.state(inner), ObjectState::Transient);
    EXPECT_EQ(count("authors"), 3);
}

TEST_F(SessionEdges, BatchesOfAllSizesAroundTheirLimitGiveEachRowItsKey) {
    for (const int size : {1, 511, 512, 513, 1025}) {
        Session session = open();
        std::vector<Ref<Small>> added;
        for (int i = 0; i < size; ++i)
            added.push_back(session.add(Small{.text = std::to_string(size) + "/" + std::to_string(i)}));
        session.commit();
        Session other = open();
        for (const Ref<Small>& small : {added.front(), added.back(), added[added.size() / 2]})
            EXPECT_EQ(other.get<Small>(small->id)->text, small->text);
    }
}

// Handles that outlive what they stand for.

TEST_F(SessionEdges, ANestedTransactionMayOutliveItsSession) {
    auto session = std::make_unique<Session>(engine());
    NestedTransaction nested = session->begin_nested();
    session.reset();

    expect_error<ArgumentError>("transaction_closed", "ended", [&] { nested.commit(); });
}

TEST_F(SessionEdges, ANestedTransactionOfAnEndedTransactionLeavesItsSuccessorAlone) {
    Session session = open();
    auto first = std::make_unique<NestedTransaction>(session.begin_nested());
    session.commit();
    NestedTransaction second = session.begin_nested();
    session.add(Author{.name = "Lem"});
    expect_error<ArgumentError>("transaction_closed", "ended", [&] { first->rollback(); });
    first.reset();
    second.commit();
    session.commit();

    EXPECT_EQ(count("authors"), 1);
}

TEST_F(SessionEdges, AMovedSessionWorksAndItsShellSaysThatItWasMoved) {
    Session session = open();
    Ref<Author> author = session.add(Author{.name = "Lem"});
    Session moved = std::move(session);
    author->name = "Stanislaw Lem";
    moved.commit();

    EXPECT_EQ(count("authors"), 1);
    // NOLINTNEXTLINE(bugprone-use-after-move): that is what is tested
    expect_error<ArgumentError>("session_moved", "moved from", [&] { session.commit(); });
}

TEST_F(SessionEdges, RefsAndCollectionsStayReadableAfterExpungeAllAndRollback) {
    fill();
    Session session = open();
    Ref<Author> author = session.query<Author>().where(c(&Author::name) == "Le Guin").one();
    ASSERT_EQ(author->books.size(), 2U);
    const Ref<Author> pending = session.add(Author{.name = "Dick", .books = {{.title = "Ubik"}}});
    session.flush();
    author->books[0].pages = 1;
    session.expunge_all();
    session.rollback();
    author->books[1].pages = 2;

    EXPECT_EQ(author->books.size(), 2U);
    EXPECT_EQ(pending->books[0].title, "Ubik");
    expect_error<DetachedError>("detached", "Author::books", [&] { author->books.push_back(Book{}); });
    EXPECT_EQ(count("authors"), 2);
}

TEST_F(SessionEdges, QueriesWhileACollectionIsIteratedLeaveItAlone) {
    fill();
    Session session = open();
    Ref<Author> author = session.query<Author>().where(c(&Author::name) == "Le Guin").one();
    int seen = 0;
    for (Book& book : author->books) {
        book.pages += 1;
        session.add(Author{.name = "other " + std::to_string(book.id)});
        EXPECT_EQ(session.query<Author>().where(c(&Author::name) == "Le Guin").one(), author);
        EXPECT_EQ(book.author->books.size(), 2U);
        ++seen;
    }
    session.commit();

    EXPECT_EQ(seen, 2);
    EXPECT_EQ(count("authors"), 4);
}

}  // namespace
}  // namespace azoth::test
