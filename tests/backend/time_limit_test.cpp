// SPDX-License-Identifier: MIT
#include <chrono>
#include <thread>

#include "support/server_process.hpp"
#include "support/stock.hpp"

namespace azoth::test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

struct BackendTimeLimit : StockTest {
    void run_slowly(Connection& connection) { connection.execute(text(slow_query(url(), 20))).all(); }
};

TEST_F(BackendTimeLimit, StopsAStatement) {
    Connection connection = engine().connect();
    connection.execution_options({.statement_timeout_ms = 200});
    const auto start = Clock::now();

    const ErrorDetail error =
        expect_error<OperationalError>("statement_timeout", "longer than", [&] { run_slowly(connection); });
    EXPECT_LT(Clock::now() - start, 10s);
    EXPECT_NE(error.sql.find("SELECT"), std::string::npos);
    connection.rollback();
    fill(connection, {"pen"});
    connection.commit();
    EXPECT_EQ(names(), Names{"pen"});
    EXPECT_EQ(engine().statistics().invalidations, 0U);
}

TEST_F(BackendTimeLimit, IsForOneCallWhenAskedSo) {
    Connection connection = engine().connect();
    EXPECT_THROW(connection.execute(text(slow_query(url(), 20)), {.statement_timeout_ms = 100}).all(),
                 OperationalError);
    connection.rollback();

    EXPECT_FALSE(connection.get_execution_options().statement_timeout_ms.has_value());
}

TEST_F(BackendTimeLimit, IsForgottenByTheNextUser) {
    const Engine single = make_engine({.pool_size = 1, .max_overflow = 0});
    single.connect().execution_options({.statement_timeout_ms = 1});
    Connection connection = single.connect();
    connection.execute(text(url().dialect == "mysql" ? "SELECT sleep(0.1)" : slow_query(url(), 0))).all();

    EXPECT_EQ(connection.scalars(select(name)).all(), Names{});
}

TEST_F(BackendTimeLimit, OfAnEngineIsForAll) {
    const Engine impatient = make_engine({.execution = {.statement_timeout_ms = 100}});
    Connection connection = impatient.connect();

    expect_error<OperationalError>("statement_timeout", "", [&] { run_slowly(connection); });
}

TEST_F(BackendTimeLimit, LeavesQuickStatementsAlone) {
    Connection connection = engine().connect();
    connection.execution_options({.statement_timeout_ms = 10'000});
    for (int i = 0; i < 50; ++i) fill(connection, {"pen " + std::to_string(i)});
    connection.commit();

    EXPECT_EQ(names().size(), 50U);
}

TEST_F(BackendTimeLimit, CanBeAnotherThreadsDecision) {
    Connection connection = engine().connect();
    connection.execute(select(name)).all();
    const CancelHandle handle = connection.cancel_handle();
    std::jthread other([&] {
        std::this_thread::sleep_for(200ms);
        EXPECT_TRUE(handle.cancel());
    });
    const auto start = Clock::now();

    expect_error<OperationalError>("canceled", "", [&] { run_slowly(connection); });
    EXPECT_LT(Clock::now() - start, 10s);
    connection.rollback();
    fill(connection, {"pen"});
}

TEST_F(BackendTimeLimit, OfAnotherThreadHitsNobodyElse) {
    const Engine single = make_engine({.pool_size = 1, .max_overflow = 0});
    Connection first = single.connect();
    const CancelHandle handle = first.cancel_handle();
    first.close();
    Connection second = single.connect();

    EXPECT_FALSE(handle.cancel());
    EXPECT_EQ(second.scalars(select(name)).all(), Names{});
}

}  // namespace
}  // namespace azoth::test
