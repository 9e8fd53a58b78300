// SPDX-License-Identifier: MIT
#include "support/stock.hpp"

namespace azoth::test {
namespace {

using BackendIsolation = StockTest;

TEST_F(BackendIsolation, DefaultIsReadable) {
    Connection connection = engine().connect();
    const IsolationLevel level = connection.default_isolation_level();

    EXPECT_TRUE(level == IsolationLevel::ReadCommitted || level == IsolationLevel::RepeatableRead ||
                level == IsolationLevel::Serializable);
    EXPECT_EQ(connection.get_isolation_level(), level);
}

TEST_F(BackendIsolation, IsThatOfTheTransactionAndOfNoOther) {
    const Engine single = make_engine({.pool_size = 1, .max_overflow = 0});
    {
        Connection connection = single.connect();
        connection.set_isolation_level(IsolationLevel::Serializable);
        fill(connection, {"pen"});
        EXPECT_EQ(connection.get_isolation_level(), IsolationLevel::Serializable);
        connection.commit();
    }
    Connection next = single.connect();

    EXPECT_EQ(next.get_isolation_level(), next.default_isolation_level());
    EXPECT_EQ(next.scalars(select(name)).all(), Names{"pen"});
}

TEST_F(BackendIsolation, RepeatsReadsWhenAskedTo) {
    Connection reader = engine().connect();
    if (capabilities().is_in_process)
        GTEST_SKIP() << "this database has no such level; all its transactions are serializable";
    reader.set_isolation_level(IsolationLevel::RepeatableRead);
    EXPECT_EQ(reader.scalars(select(name)).all(), Names{});
    fill({"pen"});

    EXPECT_EQ(reader.scalars(select(name)).all(), Names{});
    reader.rollback();
    EXPECT_EQ(reader.scalars(select(name)).all(), Names{"pen"});
}

TEST_F(BackendIsolation, CommitsEachStatementInAutocommit) {
    Connection connection = engine().connect();
    connection.set_isolation_level(IsolationLevel::Autocommit);
    fill(connection, {"pen"});

    EXPECT_EQ(names(), Names{"pen"});
    connection.rollback();
    EXPECT_EQ(names(), Names{"pen"});
}

TEST_F(BackendIsolation, CommitsNothingAfterAutocommitIsOver) {
    const Engine single = make_engine({.pool_size = 1, .max_overflow = 0});
    {
        Connection connection = single.connect();
        connection.set_isolation_level(IsolationLevel::Autocommit);
        fill(connection, {"pen"});
    }
    {
        Connection connection = single.connect();
        fill(connection, {"ink"});
    }

    EXPECT_EQ(names(), Names{"pen"});
}

TEST_F(BackendIsolation, RefusesChangesOfAReadOnlyTransaction) {
    const Engine single = make_engine({.pool_size = 1, .max_overflow = 0});
    {
        Connection connection = single.connect();
        connection.execution_options({.read_only = true});
        EXPECT_EQ(connection.scalars(select(name)).all(), Names{});
        EXPECT_EQ(expect_error<OperationalError>("read_only", "", [&] { fill(connection, {"pen"}); }).retry,
                  Retry::Useless);
    }
    Connection next = single.connect();
    fill(next, {"pen"});
    next.commit();

    EXPECT_EQ(names(), Names{"pen"});
}

TEST_F(BackendIsolation, WaitsForAGoodMomentWhenDeferrable) {
    Connection connection = engine().connect();
    connection.execution_options(
        {.isolation_level = IsolationLevel::Serializable, .read_only = true, .deferrable = true});
    if (url().dialect == "postgresql")
        EXPECT_EQ(connection.scalars(select(name)).all(), Names{});
    else
        expect_error<CompileError>("unsupported", "deferrable", [&] { connection.scalars(select(name)).all(); });
}

TEST_F(BackendIsolation, OfAnEngineIsThatOfItsConnections) {
    const Engine strict = make_engine({.execution = {.isolation_level = IsolationLevel::Serializable}});
    Connection connection = strict.connect();
    fill(connection, {"pen"});
    connection.commit();

    EXPECT_EQ(connection.get_isolation_level(), IsolationLevel::Serializable);
    EXPECT_EQ(names(), Names{"pen"});
}

/// Two transactions that read and then write make one of them fail, which is run again.
TEST_F(BackendIsolation, LetsATransactionBeRunAgainAfterAConflict) {
    fill({"pen"});
    const Engine strict = make_engine({.execution = {.isolation_level = IsolationLevel::Serializable}});
    int attempts = 0;
    strict.transaction(
        [&](Connection& connection) {
            const std::optional<int> before = connection.scalar(select(price).where(id == 1));
            if (++attempts == 1 && url().dialect != "mysql")  // there, the reader's lock would stop this one
                engine().begin([&](Connection& other) { other.execute(update(items).set(price = 10).where(id == 1)); });
            connection.execute(update(items).set(price = before.value_or(0) + 1).where(id == 1));
        },
        {.attempts = 5, .first_delay_ms = 1});

    EXPECT_EQ(engine().connect().scalar(select(price).where(id == 1)), url().dialect == "mysql" ? 1 : 11);
    EXPECT_EQ(attempts, url().dialect == "mysql" ? 1 : 2);
}

}  // namespace
}  // namespace azoth::test
