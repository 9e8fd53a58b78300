// SPDX-License-Identifier: MIT
// What Error::retry() says of a transaction that was cut off: docs/engine.md has the table.
#include "azoth/engine/bulk_insert.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/select.hpp"
#include "support/expect_error.hpp"
#include "support/fake_engine.hpp"

namespace azoth::test {
namespace {

struct RetrySafety : FakeEngineTest {
    /// What is said of `work` when the connection goes while its last statement runs.
    template <class Work>
    Retry retry_of(Connection& connection, Work work) {
        Retry retry = Retry::Useless;
        try {
            work(connection);
            ADD_FAILURE() << "the connection was not lost";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), "connection_lost") << error.what();
            retry = error.retry();
        }
        return retry;
    }
    Connection autocommit() {
        Connection connection = engine.connect();
        connection.set_isolation_level(IsolationLevel::Autocommit);
        return connection;
    }
    void lose(Connection& connection, std::string_view sql) {
        server.answer(std::string(sql), {.error_code = "connection_lost"});
        connection.run(sql);
    }

    MetaData metadata;
    Table items{"items", metadata, Column("id", Integer{}).primary_key(), Column("name", String{9})};
};

TEST_F(RetrySafety, OfAChangeInATransactionIsGiven) {
    Connection connection = engine.connect();

    EXPECT_EQ(retry_of(connection, [&](Connection& c) { lose(c, "INSERT 1"); }), Retry::Safe);
    EXPECT_EQ(retry_of(connection, [&](Connection& c) { c.commit(); }), Retry::Safe);
}

TEST_F(RetrySafety, OfAChangeInAutocommitIsNot) {
    Connection connection = autocommit();

    EXPECT_EQ(retry_of(connection, [&](Connection& c) { lose(c, "INSERT 1"); }), Retry::Uncertain);
    EXPECT_EQ(retry_of(connection, [&](Connection& c) { c.run("SELECT 1"); }), Retry::Uncertain);
}

TEST_F(RetrySafety, OfAQueryInAutocommitIsGivenUnlessSomethingWasChangedBefore) {
    Connection first = autocommit();
    server.drop_connections();
    EXPECT_EQ(retry_of(first, [&](Connection& c) { c.execute(select(items["id"])); }), Retry::Safe);

    Connection second = autocommit();
    second.run("INSERT 1");
    server.drop_connections();
    EXPECT_EQ(retry_of(second, [&](Connection& c) { c.execute(select(items["id"])); }), Retry::Uncertain);
}

TEST_F(RetrySafety, OfTextInAutocommitIsNotGiven) {
    Connection connection = autocommit();
    server.drop_connections();

    EXPECT_EQ(retry_of(connection, [&](Connection& c) { c.execute(text("SELECT f()")).all(); }), Retry::Uncertain);
}

TEST_F(RetrySafety, EndsWithAStatementThatCommitsByItself) {
    Connection connection = engine.connect();
    connection.run("COMMIT");

    EXPECT_EQ(retry_of(connection, [&](Connection& c) { lose(c, "INSERT 1"); }), Retry::Uncertain);
}

TEST_F(RetrySafety, OfADeadlockEndsWithAStatementThatCommitsByItself) {
    Connection connection = engine.connect();
    server.answer("UPDATE 1", {.error_code = "deadlock"});
    connection.run("COMMIT");

    const ErrorDetail error = expect_error<Deadlock>("deadlock", "", [&] { connection.run("UPDATE 1"); });
    EXPECT_EQ(error.retry, Retry::Uncertain);
}

TEST_F(RetrySafety, OfADeadlockIsGivenInTheNextTransaction) {
    Connection connection = engine.connect();
    server.answer("UPDATE 1", {.error_code = "deadlock"});
    connection.run("COMMIT");
    connection.rollback();

    const ErrorDetail error = expect_error<Deadlock>("deadlock", "", [&] { connection.run("UPDATE 1"); });
    EXPECT_EQ(error.retry, Retry::Safe);
}

TEST_F(RetrySafety, OfADeadlockInAutocommitIsGivenForTheFirstChangeOnly) {
    Connection connection = autocommit();
    server.answer("UPDATE 1", {.error_code = "deadlock"});
    EXPECT_EQ(expect_error<Deadlock>("deadlock", "", [&] { connection.run("UPDATE 1"); }).retry, Retry::Safe);
    connection.rollback();
    connection.run("INSERT 1");

    EXPECT_EQ(expect_error<Deadlock>("deadlock", "", [&] { connection.run("UPDATE 1"); }).retry, Retry::Uncertain);
}

TEST_F(RetrySafety, OfACommitOnItsWayIsNotGivenNorOfWhatFollows) {
    Connection connection = engine.connect();
    connection.run("INSERT 1");
    server.answer("COMMIT", {.error_code = "connection_lost"});

    EXPECT_EQ(retry_of(connection, [](Connection& c) { c.commit(); }), Retry::Uncertain);
    EXPECT_EQ(retry_of(connection, [](Connection& c) { c.commit(); }), Retry::Uncertain);
}

TEST_F(RetrySafety, OfARefusedCommitIsThatOfTheRefusal) {
    Connection connection = engine.connect();
    connection.run("INSERT 1");
    server.answer("COMMIT", {.error_code = "serialization_failure"});

    const ErrorDetail error =
        expect_error<SerializationFailure>("serialization_failure", "", [&] { connection.commit(); });
    EXPECT_EQ(error.retry, Retry::Safe);
}

TEST_F(RetrySafety, OfABatchInAutocommitIsNotGiven) {
    Connection connection = autocommit();
    const std::vector<Parameters> rows = {{{"id", 1}, {"name", "a"}}, {{"id", 2}, {"name", "b"}}};
    server.drop_connections();

    EXPECT_EQ(retry_of(connection, [&](Connection& c) { c.execute(insert(items), rows); }), Retry::Uncertain);
}

TEST_F(RetrySafety, LeadsToNoSecondAttemptWhenItIsNotGiven) {
    const Engine committing = engine.execution_options({.isolation_level = IsolationLevel::Autocommit});
    int attempts = 0;
    const auto work = [&](Connection& connection) {
        ++attempts;
        connection.run("INSERT 1");
        lose(connection, "INSERT 2");
    };

    EXPECT_THROW(committing.transaction(work, {.attempts = 5, .first_delay_ms = 0}), ConnectionError);
    EXPECT_EQ(attempts, 1);
}

struct LossListener final : EngineListener {
    void on_invalidate(driver::Connection&) override { ++losses; }
    std::exception_ptr translate_error(const DatabaseError&) override {
        ++translations;
        return nullptr;
    }
    int losses = 0;
    int translations = 0;
};

TEST_F(RetrySafety, ALossIsMadeKnownOnce) {
    const auto listener = std::make_shared<LossListener>();
    engine.add_listener(listener);
    Connection connection = engine.connect();
    connection.run("INSERT 1");
    server.drop_connections();
    EXPECT_THROW(connection.run("INSERT 2"), ConnectionError);
    EXPECT_THROW(connection.run("INSERT 3"), ConnectionError);
    connection.close();

    EXPECT_EQ(listener->losses, 1);
    EXPECT_EQ(engine.statistics().invalidations, 1U);
}

TEST_F(RetrySafety, ALossInCommitIsMadeKnownAndTranslated) {
    const auto listener = std::make_shared<LossListener>();
    engine.add_listener(listener);
    Connection connection = engine.connect();
    connection.run("INSERT 1");
    server.drop_connections();
    EXPECT_THROW(connection.commit(), ConnectionError);

    EXPECT_EQ(listener->losses, 1);
    EXPECT_EQ(listener->translations, 1);
}

}  // namespace
}  // namespace azoth::test
