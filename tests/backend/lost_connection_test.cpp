// SPDX-License-Identifier: MIT
#include <chrono>
#include <thread>

#include "support/server_process.hpp"
#include "support/stock.hpp"

namespace azoth::test {
namespace {

using namespace std::chrono_literals;

struct BackendLostConnection : StockTest {
    void SetUp() override {
        StockTest::SetUp();
        if (!IsSkipped() && !is_server(url())) GTEST_SKIP() << "this database is in the process";
    }
    void kill(Connection& connection) {
        const std::int64_t process = process_of(connection, url());
        connection.rollback();
        kill_process(engine(), process);
    }
};

TEST_F(BackendLostConnection, DuringAStatementSaysThatARetryIsSafe) {
    const Engine other = make_engine({});
    Connection connection = other.connect();
    const std::int64_t process = process_of(connection, url());
    std::jthread killer([&] {
        std::this_thread::sleep_for(200ms);
        kill_process(engine(), process);
    });

    const ErrorDetail error = expect_error<ConnectionError>(
        "connection_lost", "", [&] { connection.execute(text(slow_query(url(), 20))).all(); });
    EXPECT_EQ(error.retry, Retry::Safe);
    EXPECT_NE(error.sql.find("SELECT"), std::string::npos);
    connection.rollback();
    EXPECT_EQ(connection.scalars(select(name)).all(), Names{});
    EXPECT_EQ(other.statistics().connections_opened, 2U);
}

TEST_F(BackendLostConnection, InATransactionLosesAllOfItAndCommitsNothing) {
    const Engine other = make_engine({});
    Connection connection = other.connect();
    const std::int64_t process = process_of(connection, url());
    fill(connection, {"pen"});
    kill_process(engine(), process);

    expect_error<ConnectionError>("connection_lost", "", [&] { fill(connection, {"ink"}); });
    expect_error<ConnectionError>("connection_lost", "call rollback()", [&] { connection.commit(); });
    connection.rollback();
    fill(connection, {"nib"});
    connection.commit();
    EXPECT_EQ(names(), Names{"nib"});
}

TEST_F(BackendLostConnection, AtTheCommitSaysThatItMayHaveHappened) {
    const Engine other = make_engine({});
    Connection connection = other.connect();
    const std::int64_t process = process_of(connection, url());
    fill(connection, {"pen"});
    kill_process(engine(), process);

    const ErrorDetail error = expect_error<ConnectionError>("connection_lost", "", [&] { connection.commit(); });
    EXPECT_EQ(error.retry, Retry::Uncertain);
}

TEST_F(BackendLostConnection, IsReplacedWithoutAWordWhenItIsPinged) {
    const Engine careful = make_engine({.pool_pre_ping = true, .pool_pre_ping_idle_ms = 0});
    {
        Connection connection = careful.connect();
        kill(connection);
    }

    EXPECT_EQ(careful.connect().scalars(select(name)).all(), Names{});
    EXPECT_EQ(careful.statistics().connections_opened, 2U);
}

TEST_F(BackendLostConnection, BetweenTwoUsesIsTriedAgainByATransaction) {
    const Engine other = make_engine({});
    {
        Connection connection = other.connect();
        kill(connection);
    }
    int attempts = 0;
    other.transaction(
        [&](Connection& connection) {
            ++attempts;
            fill(connection, {"pen"});
        },
        {.attempts = 3, .first_delay_ms = 1});

    EXPECT_LE(attempts, 2);
    EXPECT_EQ(names(), Names{"pen"});
}

TEST_F(BackendLostConnection, MakesThePoolReplaceAllOthersOfItsTime) {
    const Engine other = make_engine({});
    {
        Connection first = other.connect();
        Connection second = other.connect();
        first.scalars(select(name)).all();
        second.scalars(select(name)).all();
        second.close();
        kill(first);
        EXPECT_THROW(fill(first, {"pen"}), ConnectionError);
    }
    EXPECT_EQ(other.statistics().invalidations, 1U);
    other.connect().scalars(select(name)).all();

    EXPECT_EQ(other.statistics().connections_opened, 3U);
    EXPECT_EQ(other.pool_status().checked_out, 0);
}

TEST_F(BackendLostConnection, EndsAStream) {
    fill({"pen", "ink", "nib"});
    const Engine other = make_engine({});
    Connection connection = other.connect();
    const std::int64_t process = process_of(connection, url());
    auto rows = connection.stream(select(name).order_by(id), {.chunk = 1});
    auto row = rows.begin();
    kill_process(engine(), process);

    EXPECT_THROW(
        {
            while (row != rows.end()) ++row;
        },
        ConnectionError);
}

}  // namespace
}  // namespace azoth::test
