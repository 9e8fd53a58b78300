// SPDX-License-Identifier: MIT
#include "azoth/engine/transaction.hpp"

#include <optional>
#include <stdexcept>

#include "support/captured_log.hpp"
#include "support/expect_error.hpp"
#include "support/fake_engine.hpp"

namespace azoth::test {
namespace {

struct TransactionTest : FakeEngineTest {
    Connection connection = engine.connect();
};

TEST_F(TransactionTest, IsCommitted) {
    Transaction transaction = connection.begin();
    connection.execute(text("one"));
    transaction.commit();

    EXPECT_FALSE(transaction.is_active());
    EXPECT_FALSE(connection.in_transaction());
    EXPECT_EQ(asked(), (Asked{"BEGIN", "one", "COMMIT"}));
}

TEST_F(TransactionTest, IsRolledBackByItsDestructor) {
    connection.begin();

    EXPECT_EQ(asked(), (Asked{"BEGIN", "ROLLBACK"}));
}

TEST_F(TransactionTest, IsNotRolledBackAgainAfterItsEnd) {
    {
        Transaction transaction = connection.begin();
        transaction.rollback();
    }

    EXPECT_EQ(asked(), (Asked{"BEGIN", "ROLLBACK"}));
}

TEST_F(TransactionTest, CanBeEndedOnce) {
    Transaction transaction = connection.begin();
    transaction.commit();

    expect_error<ArgumentError>("transaction_closed", "this transaction is over", [&] { transaction.commit(); });
    expect_error<ArgumentError>("transaction_closed", "this transaction is over", [&] { transaction.rollback(); });
}

TEST_F(TransactionTest, CannotBeBegunWithinAnother) {
    connection.execute(text("one"));

    const ErrorDetail error =
        expect_error<ArgumentError>("transaction_open", "use begin_nested()", [&] { connection.begin(); });
    EXPECT_NE(error.place.find("transaction_test.cpp"), std::string::npos);
}

TEST_F(TransactionTest, EndsWithItsConnection) {
    std::optional<Transaction> transaction = connection.begin();
    connection.close();

    EXPECT_FALSE(transaction->is_active());
    expect_error<ArgumentError>("transaction_closed", "its connection was closed", [&] { transaction->commit(); });
    transaction.reset();
    EXPECT_EQ(asked(), (Asked{"BEGIN", "ROLLBACK"}));
}

TEST_F(TransactionTest, FollowsItsConnectionWhenThatIsMoved) {
    Transaction transaction = connection.begin();
    Connection moved = std::move(connection);
    transaction.commit();

    EXPECT_EQ(asked(), (Asked{"BEGIN", "COMMIT"}));
    EXPECT_FALSE(moved.in_transaction());
}

TEST_F(TransactionTest, RollsBackWhatItHeldWhenItIsAssignedTo) {
    Connection other = engine.connect();
    Transaction transaction = connection.begin();
    connection.execute(text("one"));
    transaction = other.begin();

    EXPECT_FALSE(connection.in_transaction());
    EXPECT_TRUE(other.in_transaction());
}

TEST_F(TransactionTest, IsNotThatBegunAfterIt) {
    Transaction first = connection.begin();
    connection.commit();
    Transaction second = connection.begin();

    EXPECT_THROW(first.rollback(), ArgumentError);
    EXPECT_TRUE(second.is_active());
}

TEST_F(TransactionTest, StaysOpenWhenTheDatabaseRefusesToCommit) {
    server.answer("COMMIT", {.error_code = "foreign_key_violation"});
    {
        Transaction transaction = connection.begin();
        EXPECT_THROW(transaction.commit(), ForeignKeyViolation);
        EXPECT_TRUE(transaction.is_active());
    }

    EXPECT_EQ(asked(), (Asked{"BEGIN", "COMMIT", "ROLLBACK"}));
}

TEST_F(TransactionTest, NestsBySavepoints) {
    Transaction outer = connection.begin();
    Transaction inner = connection.begin_nested();
    connection.execute(text("one"));
    inner.commit();
    connection.begin_nested();
    outer.commit();

    EXPECT_EQ(asked(), (Asked{"BEGIN", "SAVEPOINT azoth_sp_1", "one", "RELEASE SAVEPOINT azoth_sp_1",
                              "SAVEPOINT azoth_sp_2", "ROLLBACK TO SAVEPOINT azoth_sp_2", "COMMIT"}));
}

TEST_F(TransactionTest, IsBegunForASavepointWhenThereIsNone) {
    Transaction nested = connection.begin_nested();
    nested.rollback();
    connection.commit();

    EXPECT_EQ(asked(),
              (Asked{"BEGIN", "SAVEPOINT azoth_sp_1", "ROLLBACK TO SAVEPOINT azoth_sp_1", "COMMIT"}));
}

TEST_F(TransactionTest, TakesTheSavepointsWithinItAlong) {
    Transaction outer = connection.begin_nested();
    Transaction inner = connection.begin_nested();
    outer.rollback();

    EXPECT_FALSE(inner.is_active());
    EXPECT_TRUE(connection.in_transaction());
    expect_error<ArgumentError>("transaction_closed", "or one around it was", [&] { inner.commit(); });
}

TEST_F(TransactionTest, OffersSavepointsByName) {
    connection.savepoint("before");
    connection.rollback_to_savepoint("before");
    connection.release_savepoint("before");

    EXPECT_EQ(asked(), (Asked{"BEGIN", "SAVEPOINT before", "ROLLBACK TO SAVEPOINT before",
                              "RELEASE SAVEPOINT before"}));
}

TEST_F(TransactionTest, ForgivesADatabaseThatHasRolledBackByItself) {
    server.answer("one", {.error_code = "deadlock"});
    server.answer("ROLLBACK", {.error_code = "sql_error"});
    EXPECT_THROW(connection.execute(text("one")), Deadlock);

    connection.rollback();
    EXPECT_FALSE(connection.in_transaction());
}

TEST_F(TransactionTest, ReportsARollbackThatFailsOutOfTheBlue) {
    server.answer("ROLLBACK", {.error_code = "sql_error"});
    connection.execute(text("one"));

    EXPECT_THROW(connection.rollback(), ProgrammingError);
    EXPECT_FALSE(connection.in_transaction());
}

TEST_F(TransactionTest, LogsWhatItsDestructorCannotThrow) {
    const CapturedLog log;
    server.answer("ROLLBACK", {.error_code = "sql_error"});
    connection.begin();

    ASSERT_EQ(log.lines().size(), 1U);
    EXPECT_NE(log.lines().front().find("azoth.engine: a transaction that was not committed"), std::string::npos);
}

TEST_F(TransactionTest, SpansAFunctionThatReturns) {
    const int result = engine.begin([](Connection& inside) {
        inside.execute(text("one"));
        return 5;
    });

    EXPECT_EQ(result, 5);
    EXPECT_EQ(asked(), (Asked{"BEGIN", "one", "COMMIT"}));
}

TEST_F(TransactionTest, IsRolledBackForAFunctionThatThrows) {
    EXPECT_THROW(engine.begin([](Connection&) { throw std::runtime_error("oops"); }), std::runtime_error);

    EXPECT_EQ(asked(), (Asked{"BEGIN", "ROLLBACK"}));
}

}  // namespace
}  // namespace azoth::test
