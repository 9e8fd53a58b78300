// SPDX-License-Identifier: MIT
// Connections to a database that needs no transaction to read.
#include "azoth/engine/connection.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/select.hpp"
#include "support/expect_error.hpp"
#include "support/fake_engine.hpp"

namespace azoth::test {
namespace {

struct Reading : FakeEngineTest {
    Reading() { server.read_without_transaction(); }

    void read() { connection.run_statement(*query.node()); }

    MetaData metadata;
    Table users{"users", metadata, Column("id", BigInteger{}).primary_key()};
    const Select<std::int64_t> query = select(users.c<std::int64_t>("id"));
    const std::string sql = generic_dialect().compile(*query.node()).sql;
    Connection connection = engine.connect();
};

TEST_F(Reading, BeginsNothingInTheDatabase) {
    read();
    read();
    EXPECT_TRUE(connection.in_transaction());
    connection.close();

    EXPECT_EQ(asked(), (Asked{sql, sql}));
}

TEST_F(Reading, BeginsWhenThereIsMoreToDo) {
    read();
    connection.execute(text("one"));
    read();
    connection.commit();

    EXPECT_EQ(asked(), (Asked{sql, "BEGIN", "one", sql, "COMMIT"}));
}

TEST_F(Reading, HasNothingToEnd) {
    read();
    connection.commit();
    EXPECT_FALSE(connection.in_transaction());
    read();
    connection.rollback();
    EXPECT_FALSE(connection.in_transaction());

    EXPECT_EQ(asked(), (Asked{sql, sql}));
}

TEST_F(Reading, IsForgottenByTheNextTransaction) {
    connection.execute(text("one"));
    connection.commit();
    read();
    connection.execute(text("two"));
    connection.rollback();

    EXPECT_EQ(asked(), (Asked{"BEGIN", "one", "COMMIT", sql, "BEGIN", "two", "ROLLBACK"}));
}

TEST_F(Reading, WithinAnExplicitTransactionBeginsNothingEither) {
    Transaction transaction = connection.begin();
    read();
    transaction.commit();
    EXPECT_EQ(asked(), Asked{sql});

    transaction = connection.begin();
    connection.run("one");
    transaction.rollback();
    EXPECT_EQ(asked(), (Asked{"BEGIN", "one", "ROLLBACK"}));
}

TEST_F(Reading, IsFollowedByASavepointWithinATransaction) {
    read();
    {
        Transaction nested = connection.begin_nested();
        connection.execute(text("one"));
    }
    connection.commit();

    EXPECT_EQ(asked(), (Asked{sql, "BEGIN", "SAVEPOINT azoth_sp_1", "one", "ROLLBACK TO SAVEPOINT azoth_sp_1",
                              "COMMIT"}));
}

TEST_F(Reading, DoesNotCountAsAStatementOfTheTransaction) {
    read();
    EXPECT_EQ(connection.statements_in_transaction(), 0U);
    connection.execute(text("one"));
    read();

    EXPECT_EQ(connection.statements_in_transaction(), 2U);
}

TEST_F(Reading, ThatFailsLeavesTheTransactionUsable) {
    server.answer(sql, {.error_code = "lock_timeout"});
    EXPECT_THROW(read(), LockTimeout);
    EXPECT_TRUE(connection.in_transaction());
    connection.execute(text("one"));
    connection.commit();

    EXPECT_EQ(asked(), (Asked{sql, "BEGIN", "one", "COMMIT"}));
}

TEST_F(Reading, IsRolledBackWithAFirstChangeThatFails) {
    server.answer("one", {.error_code = "unique_violation"});
    read();
    EXPECT_THROW(connection.execute(text("one")), UniqueViolation);
    connection.rollback();

    EXPECT_EQ(asked(), (Asked{sql, "BEGIN", "one", "ROLLBACK"}));
}

TEST_F(Reading, BeginsForWhoUsesTheClientDirectly) {
    read();
    connection.driver_connection().run("one");
    connection.commit();

    EXPECT_EQ(asked(), (Asked{sql, "BEGIN", "one", "COMMIT"}));
}

TEST_F(Reading, EndsTheTransactionWhenTheConnectionIsLost) {
    read();
    server.drop_connections();
    EXPECT_THROW(read(), ConnectionError);
    expect_error<ConnectionError>("connection_lost", "call rollback() and start it again", [&] { read(); });
    connection.rollback();
    read();

    EXPECT_EQ(asked(), (Asked{sql, sql}));
}

}  // namespace
}  // namespace azoth::test
