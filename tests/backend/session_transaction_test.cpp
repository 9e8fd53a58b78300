// SPDX-License-Identifier: MIT
#include "support/captured_log.hpp"
#include "support/expect_error.hpp"
#include "support/library.hpp"

namespace azoth::test {
namespace {

using SessionTransaction = LibraryTest;

TEST_F(SessionTransaction, IsRolledBackByTheDestructor) {
    {
        Session session = open();
        session.add(Author{.name = "Lem"});
        session.flush();
    }
    EXPECT_EQ(count("authors"), 0);
}

TEST_F(SessionTransaction, IsMissedInTheLogWhenItIsNotEnded) {
    const CapturedLog log;
    const auto leave_after = [this](void (Session::*end)(std::source_location)) {
        Session session = open();
        session.query<Author>().delete_();
        session.add(Author{.name = "Lem"});
        session.query<Author>().all();
        if (end != nullptr) (session.*end)(std::source_location::current());
    };

    leave_after(&Session::commit);
    leave_after(&Session::rollback);
    open().query<Author>().all();
    EXPECT_EQ(log.lines(), std::vector<std::string>());
    leave_after(nullptr);

    ASSERT_EQ(log.lines().size(), 1U);
    EXPECT_NE(log.lines().front().find("azoth.orm: a session ends with work that was flushed, but not committed"),
              std::string::npos)
        << log.lines().front();
}

TEST_F(SessionTransaction, RollbackMakesAddedObjectsTransientAndTheyCanBeAddedAgain) {
    Session session = open();
    const Ref<Author> author = session.add(Author{.name = "Lem", .books = {{.title = "Solaris"}}});
    session.flush();
    session.rollback();

    EXPECT_EQ(session.state(author), ObjectState::Transient);
    EXPECT_EQ(author->id, 0) << "a generated key is taken back";
    session.add(author);
    session.commit();
    EXPECT_EQ(session.state(author), ObjectState::Persistent);
    EXPECT_EQ(count("authors"), 1);
    EXPECT_EQ(count("books"), 1);
    EXPECT_EQ(open().query<Book>().one()->author->name, "Lem");
}

TEST_F(SessionTransaction, RollbackRestoresTheValuesOfObjects) {
    fill();
    Session session = open();
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    book->pages = 1;
    session.flush();
    book->title = "not written";
    session.rollback();

    EXPECT_EQ(book->pages, 204);
    EXPECT_EQ(book->title, "Solaris");
    EXPECT_FALSE(session.is_modified());
}

TEST_F(SessionTransaction, RollbackTakesBackWhatWasDoneToADeletedObject) {
    fill();
    Session session = open();
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    session.delete_(book);
    session.flush();
    book->pages = 1;
    session.rollback();
    EXPECT_EQ(book->pages, 204);
    book->pages = 205;
    session.commit();

    EXPECT_EQ(open().query<Book>().where(c(&Book::title) == "Solaris").one()->pages, 205);
}

TEST_F(SessionTransaction, RollbackBringsDeletedObjectsBack) {
    fill();
    Session session = open();
    const Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    session.delete_(book);
    session.flush();
    EXPECT_EQ(session.state(book), ObjectState::Deleted);
    session.rollback();

    EXPECT_EQ(session.state(book), ObjectState::Persistent);
    EXPECT_EQ(session.get<Book>(book->id), book);
    EXPECT_EQ(count("books"), 3);
}

TEST_F(SessionTransaction, RollbackForgetsRelationsThatItHasUndone) {
    fill();
    Session session = open();
    Ref<Author> author = session.query<Author>().where(c(&Author::name) == "Lem").one();
    author->books.push_back(Book{.title = "Fiasco"});
    session.flush();
    session.rollback();

    EXPECT_EQ(author->books.size(), 1U);
}

TEST_F(SessionTransaction, NestedRollbackUndoesOnlyWhatCameAfterTheSavepoint) {
    fill();
    Session session = open();
    Ref<Book> book = session.query<Book>().where(c(&Book::title) == "Solaris").one();
    book->pages = 1;
    {
        const NestedTransaction nested = session.begin_nested();
        book->pages = 2;
        session.add(Author{.name = "Dick"});
        session.flush();
    }
    EXPECT_EQ(book->pages, 1);
    session.commit();

    EXPECT_EQ(count("authors"), 2);
    EXPECT_EQ(open().get<Book>(book->id)->pages, 1);
}

TEST_F(SessionTransaction, NestedCommitIsUndoneByTheOuterRollback) {
    Session session = open();
    session.flush();
    const Ref<Author> author = session.add(Author{.name = "Lem"});
    NestedTransaction nested = session.begin_nested();
    const Ref<Author> inner = session.add(Author{.name = "Dick"});
    nested.commit();
    session.rollback();

    EXPECT_EQ(session.state(author), ObjectState::Transient);
    EXPECT_EQ(session.state(inner), ObjectState::Transient);
    EXPECT_EQ(count("authors"), 0);
}

TEST_F(SessionTransaction, EndingANestedOneTwiceIsAnError) {
    Session session = open();
    NestedTransaction nested = session.begin_nested();
    nested.commit();

    expect_error<ArgumentError>("transaction_closed", "has been ended before", [&] { nested.rollback(); });
}

TEST_F(SessionTransaction, FunctionFormCommitsOnReturn) {
    const SessionFactory sessions(engine());

    const std::int64_t id = sessions.transaction([](Session& session) {
        const Ref<Author> author = session.add(Author{.name = "Lem"});
        session.flush();
        return author->id;
    });

    EXPECT_EQ(open().get<Author>(id)->name, "Lem");
}

TEST_F(SessionTransaction, FunctionFormRollsBackOnThrow) {
    const SessionFactory sessions(engine());

    EXPECT_THROW(sessions.transaction([](Session& session) {
        session.add(Author{.name = "Lem"});
        session.flush();
        throw std::runtime_error("no");
    }),
                 std::runtime_error);

    EXPECT_EQ(count("authors"), 0);
}

TEST_F(SessionTransaction, GivesItsConnectionBack) {
    Session session = open();
    session.add(Author{.name = "Lem"});
    session.flush();
    EXPECT_EQ(engine().pool_status().checked_out, 1);
    session.commit();

    EXPECT_EQ(engine().pool_status().checked_out, 0);
}

TEST_F(SessionTransaction, ClosingWithWorkThatWasNotWrittenIsAnError) {
    fill();
    Session session = open();
    session.add(Author{.name = "Dick"});
    session.query<Book>().first()->pages += 1;
    session.rollback();
    session.add(Author{.name = "Dick"});

    expect_error<ArgumentError>("pending_work", "1 new, 0 changed, 0 deleted", [&] { session.close(); });
    session.commit();
    session.close();
    EXPECT_EQ(count("authors"), 3);
}

TEST_F(SessionTransaction, LosingItsConnectionKeepsTheWorkForAnotherTry) {
    if (capabilities().is_in_process) GTEST_SKIP() << "there is no connection to lose";
    fill();
    Session session = open();
    const Ref<Author> first = session.add(Author{.name = "Dick", .books = {{.title = "Ubik"}}});
    session.flush();
    engine().begin([&](Connection& other) {
        const std::string_view kill = other.dialect().name() == "postgresql"
                                          ? "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid != "
                                            "pg_backend_pid() AND backend_type = "
                                            "'client backend' AND datname = current_database()"
                                          : "";
        if (!kill.empty()) {
            other.run(kill);
            return;
        }
        for (const auto& [id] : other
                                    .execute(text("SELECT id FROM information_schema.processlist WHERE id != "
                                                  "connection_id() AND user = 'azoth'")
                                                 .columns<std::int64_t>())
                                    .all())
            other.run("KILL " + std::to_string(id));
    });
    const Ref<Author> second = session.add(Author{.name = "Strugatsky"});
    EXPECT_THROW(session.flush(), ConnectionError);

    EXPECT_EQ(session.state(first), ObjectState::Pending);
    EXPECT_EQ(session.state(second), ObjectState::Pending);
    session.commit();
    EXPECT_EQ(count("authors"), 4);
    EXPECT_EQ(open().query<Book>().where(c(&Book::title) == "Ubik").one()->author->name, "Dick");
}

TEST_F(SessionTransaction, RollbackTakesAnObjectBackToWhatItWasBeforeItsInsert) {
    Session session = open();
    Ref<Author> author = session.add(Author{.name = "Lem"});
    session.flush();
    author->name = "Stanislaw Lem";
    session.flush();
    session.rollback();

    EXPECT_EQ(session.state(author), ObjectState::Transient);
    EXPECT_EQ(author->id, 0);
    EXPECT_EQ(author->name, "Lem");
    session.add(author);
    session.commit();
    EXPECT_EQ(open().query<Author>().one()->name, "Lem");
}

TEST_F(SessionTransaction, AKeyThatWasGeneratedOnceStaysWhenItIsGivenLater) {
    Session session = open();
    const Ref<Author> author = session.add(Author{.name = "Lem"});
    session.commit();
    const std::int64_t id = author->id;
    session.make_transient(author);
    session.add(author);

    EXPECT_THROW(session.flush(), UniqueViolation) << "its row is there";
    EXPECT_EQ(author->id, id);
    session.rollback();
    EXPECT_EQ(author->id, id);
}

TEST_F(SessionTransaction, RollbackTakesTheKeyBackThatItsTransactionHasGenerated) {
    Session session = open();
    const Ref<Author> author = session.add(Author{.name = "Lem"});
    session.flush();
    const std::int64_t id = author->id;
    session.make_transient(author);
    session.connection().run("DELETE FROM authors");
    session.add(author);
    session.flush();

    EXPECT_EQ(author->id, id);
    session.rollback();
    EXPECT_EQ(author->id, 0);
    session.add(author);
    session.commit();
    EXPECT_EQ(count("authors"), 1);
}

TEST_F(SessionTransaction, TakesItsConnectionForTheCallOfTheUser) {
    Session session = open();
    EXPECT_FALSE(session.get<Book>(4711));
    const std::vector<PoolLoan> loans = engine().loans();
    ASSERT_EQ(loans.size(), 1U);
    EXPECT_STREQ(loans[0].place.file_name(), std::source_location::current().file_name());

    const ErrorDetail error =
        expect_error<NoResultError>("no_such_row", "Book 4711", [&] { session.get_one<Book>(4711); });
    EXPECT_NE(error.place.find("session_transaction_test.cpp:"), std::string::npos) << error.place;
}

}  // namespace
}  // namespace azoth::test
