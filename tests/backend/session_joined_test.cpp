// SPDX-License-Identifier: MIT
#include "support/expect_error.hpp"
#include "support/library.hpp"

namespace azoth::test {
namespace {

/// Sessions on a connection whose transaction somebody else has begun.
struct SessionJoined : LibraryTest {
    static std::int64_t authors(Connection& connection) {
        return *connection.scalar(text("SELECT count(*) FROM authors").columns<std::int64_t>());
    }
    static void add(Session& session, std::string name) {
        session.add(Author{.name = std::move(name)});
        session.commit();
    }
};

TEST_F(SessionJoined, IsUndoneByTheOutsideAlthoughItWasCommitted) {
    {
        Connection connection = engine().connect();
        const Transaction outside = connection.begin();
        Session session(connection, {.join_transaction_mode = JoinTransactionMode::CreateSavepoint});
        add(session, "Lem");
        session.add(Author{.name = "Dick"});
        session.flush();
        session.rollback();
        add(session, "Le Guin");
        EXPECT_EQ(authors(connection), 2);
        EXPECT_TRUE(outside.is_active());
    }
    EXPECT_EQ(count("authors"), 0);
}

TEST_F(SessionJoined, IsCommittedWithTheOutside) {
    Connection connection = engine().connect();
    Transaction outside = connection.begin();
    Session session(connection);
    add(session, "Lem");
    EXPECT_TRUE(outside.is_active());
    outside.commit();

    EXPECT_EQ(count("authors"), 1);
}

TEST_F(SessionJoined, RollsTheOutsideBackByDefault) {
    Connection connection = engine().connect();
    Transaction outside = connection.begin();
    connection.execute(text("INSERT INTO authors (name) VALUES ('Lem')"));
    Session session(connection);
    session.add(Author{.name = "Dick"});
    session.flush();
    session.rollback();

    EXPECT_FALSE(outside.is_active());
    EXPECT_EQ(count("authors"), 0);
}

TEST_F(SessionJoined, RollsBackToTheSavepointThatIsOpen) {
    Connection connection = engine().connect();
    Transaction outside = connection.begin();
    connection.execute(text("INSERT INTO authors (name) VALUES ('Lem')"));
    Transaction savepoint = connection.begin_nested();
    Session session(connection);
    session.add(Author{.name = "Dick"});
    session.flush();
    session.rollback();
    EXPECT_TRUE(savepoint.is_active());
    outside.commit();

    EXPECT_EQ(count("authors"), 1);
}

TEST_F(SessionJoined, EndsTheOutsideWhereItControlsIt) {
    Connection connection = engine().connect();
    Transaction outside = connection.begin();
    Session session(connection, {.join_transaction_mode = JoinTransactionMode::ControlFully});
    add(session, "Lem");
    EXPECT_FALSE(outside.is_active());
    EXPECT_EQ(count("authors"), 1);
}

TEST_F(SessionJoined, BeginsAndEndsItsOwnWhereNoneIsOpen) {
    Connection connection = engine().connect();
    Session session(connection);
    add(session, "Lem");
    EXPECT_FALSE(connection.in_transaction());
    session.add(Author{.name = "Dick"});
    session.flush();
    session.rollback();

    EXPECT_EQ(count("authors"), 1);
}

TEST_F(SessionJoined, LeavesTheOutsideWhenItEnds) {
    Connection connection = engine().connect();
    Transaction outside = connection.begin();
    {
        Session session(connection);
        session.add(Author{.name = "Lem"});
        session.flush();
    }
    EXPECT_EQ(authors(connection), 1) << "rollback_only: close() does nothing";
    {
        Session session(connection, {.join_transaction_mode = JoinTransactionMode::CreateSavepoint});
        session.add(Author{.name = "Dick"});
        session.flush();
    }
    EXPECT_EQ(authors(connection), 1);
    {
        Session session(connection, {.join_transaction_mode = JoinTransactionMode::ControlFully});
        EXPECT_EQ(session.query<Author>().count(), 1);
        session.close();
    }
    EXPECT_FALSE(outside.is_active());
}

TEST_F(SessionJoined, KeepsWhatCameBeforeAFailedFlush) {
    Connection connection = engine().connect();
    Transaction outside = connection.begin();
    connection.execute(text("INSERT INTO authors (name) VALUES ('Lem')"));
    Session session(connection);
    const Ref<Author> author = session.add(Author{.name = "Lem"});
    EXPECT_THROW(session.flush(), UniqueViolation);
    Ref<Author> mended = author;
    mended->name = "Dick";
    session.commit();
    outside.commit();

    EXPECT_EQ(count("authors"), 2);
}

TEST_F(SessionJoined, NestsInTheOutside) {
    Connection connection = engine().connect();
    Transaction outside = connection.begin();
    Session session(connection);
    session.add(Author{.name = "Lem"});
    {
        const NestedTransaction nested = session.begin_nested();
        session.add(Author{.name = "Dick"});
        session.flush();
    }
    session.commit();
    outside.commit();

    EXPECT_EQ(count("authors"), 1);
}

TEST_F(SessionJoined, SaysThatTheOutsideIsOver) {
    Connection connection = engine().connect();
    Transaction outside = connection.begin();
    Session session(connection);
    const Ref<Author> author = session.add(Author{.name = "Lem"});
    session.flush();
    outside.rollback();

    expect_error<ArgumentError>("transaction_closed", "is over", [&] { session.commit(); });
    EXPECT_EQ(session.state(author), ObjectState::Transient);
    session.add(author);
    session.commit();
    EXPECT_EQ(count("authors"), 1);
}

TEST_F(SessionJoined, ReadsWhatTheConnectionHasWritten) {
    Connection connection = engine().connect();
    const Transaction outside = connection.begin();
    connection.execute(text("INSERT INTO authors (name) VALUES ('Lem')"));
    Session session(connection);

    EXPECT_EQ(session.query<Author>().one()->name, "Lem");
    EXPECT_EQ(&session.connection(), &connection);
}

}  // namespace
}  // namespace azoth::test
