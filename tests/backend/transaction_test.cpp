// SPDX-License-Identifier: MIT
#include <stdexcept>

#include "support/stock.hpp"

namespace azoth::test {
namespace {

using BackendTransaction = StockTest;

TEST_F(BackendTransaction, KeepsWhatIsCommitted) {
    Connection connection = engine().connect();
    fill(connection, {"pen"});
    connection.commit();
    connection.close();

    EXPECT_EQ(names(), Names{"pen"});
}

TEST_F(BackendTransaction, LosesWhatIsNotCommitted) {
    {
        Connection connection = engine().connect();
        fill(connection, {"pen"});
    }

    EXPECT_EQ(names(), Names{});
}

TEST_F(BackendTransaction, LosesWhatIsRolledBack) {
    Connection connection = engine().connect();
    Transaction transaction = connection.begin();
    fill(connection, {"pen"});
    transaction.rollback();
    fill(connection, {"ink"});
    connection.commit();

    EXPECT_EQ(names(), Names{"ink"});
}

TEST_F(BackendTransaction, GoesBackToASavepoint) {
    Connection connection = engine().connect();
    fill(connection, {"pen"});
    {
        Transaction lost = connection.begin_nested();
        fill(connection, {"ink"});
    }
    Transaction kept = connection.begin_nested();
    fill(connection, {"nib"});
    kept.commit();
    connection.commit();

    EXPECT_EQ(names(), (Names{"pen", "nib"}));
}

TEST_F(BackendTransaction, GoesOnAfterAnErrorWithinASavepoint) {
    Connection connection = engine().connect();
    fill(connection, {"pen"});
    {
        Transaction nested = connection.begin_nested();
        EXPECT_THROW(fill(connection, {"pen"}), UniqueViolation);
    }
    fill(connection, {"ink"});
    connection.commit();

    EXPECT_EQ(names(), (Names{"pen", "ink"}));
}

TEST_F(BackendTransaction, QuotesTheNamesOfSavepoints) {
    Connection connection = engine().connect();
    connection.savepoint("order");
    fill(connection, {"pen"});
    connection.rollback_to_savepoint("order");
    connection.release_savepoint("order");
    connection.commit();

    EXPECT_EQ(names(), Names{});
}

TEST_F(BackendTransaction, IsUsableAfterAnErrorAndARollback) {
    fill({"pen"});
    Connection connection = engine().connect();
    EXPECT_THROW(fill(connection, {"pen"}), UniqueViolation);
    connection.rollback();
    fill(connection, {"ink"});
    connection.commit();

    EXPECT_EQ(names(), (Names{"pen", "ink"}));
}

TEST_F(BackendTransaction, DoesNotPretendToCommitAfterAnError) {
    Connection connection = engine().connect();
    fill(connection, {"pen"});
    EXPECT_THROW(fill(connection, {"pen"}), UniqueViolation);
    bool is_committed = true;
    try {
        connection.commit();
    } catch (const DatabaseError&) {
        is_committed = false;
    }
    connection.close();

    EXPECT_EQ(names(), is_committed ? Names{"pen"} : Names{});
}

TEST_F(BackendTransaction, CanBeRolledBackAfterARefusedCommit) {
    fill({"pen"});
    Connection connection = engine().connect();
    EXPECT_THROW(fill(connection, {"pen"}), UniqueViolation);
    try {
        connection.commit();
    } catch (const DatabaseError&) {
        EXPECT_TRUE(connection.in_transaction());
    }
    connection.rollback();
    fill(connection, {"ink"});
    connection.commit();

    EXPECT_EQ(names(), (Names{"pen", "ink"}));
}

TEST_F(BackendTransaction, IsRolledBackForAFunctionThatThrows) {
    const auto work = [&](Connection& connection) {
        fill(connection, {"pen"});
        throw std::runtime_error("oops");
    };

    EXPECT_THROW(engine().begin(work), std::runtime_error);
    EXPECT_EQ(names(), Names{});
}

TEST_F(BackendTransaction, GivesACleanConnectionToTheNextUser) {
    const Engine single = make_engine({.pool_size = 1, .max_overflow = 0});
    {
        Connection connection = single.connect();
        fill(connection, {"pen"});
    }
    Connection next = single.connect();

    EXPECT_FALSE(next.in_transaction());
    EXPECT_EQ(next.scalars(select(name)).all(), Names{});
    EXPECT_EQ(single.statistics().connections_opened, 1U);
}

}  // namespace
}  // namespace azoth::test
