// SPDX-License-Identifier: MIT
// What the world does to a database: full disks, silent networks, many threads, many statements.
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <limits>
#include <thread>

#include "support/memory.hpp"
#include "support/server_process.hpp"
#include "support/silent_proxy.hpp"
#include "support/stock.hpp"

namespace azoth::test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

using BackendReliability = StockTest;

/// The long form of a test is for runs with AZOTH_SOAK=1 (ctest -L soak).
int usual_or_soak(int usual, int soak) {
    return std::getenv("AZOTH_SOAK") == nullptr ? usual : soak;
}

TEST_F(BackendReliability, ManyStatementsNeedNoMoreMemory) {
    const int statements = usual_or_soak(20'000, 1'000'000);
    Connection connection = engine().connect();
    const auto run = [&](int count) {
        for (int i = 0; i < count; ++i) {
            connection.scalars(select(name).where(id == i)).all();
            if (i % 100 == 0) connection.commit();
        }
    };
    run(2'000);
    const long before = memory_in_use_kb();
    run(statements);

    EXPECT_LT(memory_in_use_kb() - before, 4'000);
}

TEST_F(BackendReliability, ManyConnectionsNeedNoMoreMemory) {
    const int connections = usual_or_soak(is_server(url()) ? 300 : 2'000, 10'000);
    const Engine each_time = make_engine({.pool = PoolKind::Null});
    const auto run = [&](int count) {
        for (int i = 0; i < count; ++i) each_time.connect().scalars(select(name)).all();
    };
    run(50);
    const long before = memory_in_use_kb();
    run(connections);

    EXPECT_LT(memory_in_use_kb() - before, 4'000);
    EXPECT_EQ(each_time.statistics().connections_opened, each_time.statistics().connections_closed);
}

TEST_F(BackendReliability, TenThousandLoansUseOneConnection) {
    for (int i = 0; i < 10'000; ++i) engine().connect();

    EXPECT_EQ(engine().statistics().connections_opened, 1U);
    EXPECT_EQ(engine().pool_status().checked_out, 0);
}

TEST_F(BackendReliability, SixtyFourThreadsShareEightConnections) {
    const Engine small = make_engine({.pool_size = 8, .max_overflow = 0});
    fill({"pen"});
    std::atomic<int> done = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 64; ++i)
            threads.emplace_back([&, i] {
                for (int n = 0; n < 5; ++n)
                    small.transaction(
                        [&](Connection& connection) {
                            connection.scalars(select(name)).all();
                            fill(connection, {std::to_string(i) + "-" + std::to_string(n)});
                        },
                        {.attempts = 200, .first_delay_ms = 1, .longest_delay_ms = 20});
                ++done;
            });
    }

    EXPECT_EQ(done, 64);
    EXPECT_EQ(names().size(), 1U + 64 * 5);
    EXPECT_LE(small.statistics().connections_opened, 8U);
    EXPECT_EQ(small.pool_status().checked_out, 0);
}

TEST_F(BackendReliability, ValuesAtTheirLimitsComeBack) {
    Connection connection = engine().connect();
    for (const int value : {std::numeric_limits<int>::min(), std::numeric_limits<int>::max(), 0}) {
        connection.execute(insert(items).values(name = std::to_string(value), price = value));
        EXPECT_EQ(connection.scalar(select(price).where(name == std::to_string(value))), value);
    }
    connection.execute(insert(items).values(id = std::numeric_limits<std::int64_t>::max(), name = "last"));
    EXPECT_EQ(connection.scalar(select(id).where(name == "last")), std::numeric_limits<std::int64_t>::max());
}

TEST_F(BackendReliability, ASilentServerDoesNotHangWhoConnects) {
    if (!is_server(url())) GTEST_SKIP() << "this database is in the process";
    SilentProxy proxy(*url().port);
    proxy.be_silent();
    Url through = url();
    through.port = proxy.port();
    const Engine engine = create_engine(through, {.connect_timeout_ms = 1'000});
    const auto start = Clock::now();

    const ErrorDetail error = expect_error<ConnectionError>("connection_failed", "", [&] { engine.connect(); });
    EXPECT_LT(Clock::now() - start, 10s);
    EXPECT_EQ(error.retry, Retry::Safe);
    EXPECT_EQ(engine.pool_status().checked_out, 0);
}

TEST_F(BackendReliability, ASilentNetworkDoesNotHangAStatementThatHasALimit) {
    if (!is_server(url())) GTEST_SKIP() << "this database is in the process";
    SilentProxy proxy(*url().port);
    Url through = url();
    through.port = proxy.port();
    if (url().dialect == "mysql") through.options["read_timeout"] = "1";
    const Engine other = create_engine(through, {.execution = {.statement_timeout_ms = 300}});
    Connection connection = other.connect();
    fill(connection, {"pen"});
    proxy.be_silent();
    const auto start = Clock::now();

    const ErrorDetail error =
        expect_error<ConnectionError>("connection_lost", "", [&] { connection.scalars(select(name)).all(); });
    EXPECT_LT(Clock::now() - start, 15s);
    EXPECT_EQ(error.retry, Retry::Safe);
    connection.close();
    EXPECT_EQ(other.pool_status().checked_out, 0);
}

TEST_F(BackendReliability, WorkGoesOnWhenTheServerComesBack) {
    if (!is_server(url())) GTEST_SKIP() << "this database is in the process";
    SilentProxy proxy(*url().port);
    Url through = url();
    through.port = proxy.port();
    const Engine other = create_engine(through, {.pool_size = 4, .connect_timeout_ms = 2'000});
    std::atomic<int> committed = 0;
    std::atomic<int> uncertain = 0;
    std::atomic<int> failures = 0;
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 6; ++thread)
            threads.emplace_back([&, thread] {
                for (int n = 0; n < 60; ++n) {
                    const std::string text = std::to_string(thread) + "-" + std::to_string(n);
                    try {
                        other.transaction([&](Connection& connection) { fill(connection, {text}); },
                                          {.attempts = 100, .first_delay_ms = 5, .longest_delay_ms = 50});
                        ++committed;
                    } catch (const Error& error) {
                        ++(error.retry() == Retry::Uncertain ? uncertain : failures);
                    }
                    std::this_thread::sleep_for(5ms);
                }
            });
        std::this_thread::sleep_for(150ms);
        proxy.be_down();
        std::this_thread::sleep_for(300ms);
        proxy.be_down(false);
    }

    EXPECT_EQ(failures, 0);
    const auto rows = static_cast<int>(names().size());
    EXPECT_GE(rows, committed.load());
    EXPECT_LE(rows, committed + uncertain);
    EXPECT_EQ(other.pool_status().checked_out, 0);
    EXPECT_GT(other.statistics().invalidations, 0U);
}

TEST_F(BackendReliability, AnotherHostIsUsedWhenTheFirstDoesNotAnswer) {
    if (!is_server(url())) GTEST_SKIP() << "this database is in the process";
    SilentProxy proxy(*url().port);
    proxy.be_silent();
    Url two = url();
    two.port = proxy.port();
    two.more_hosts = {{url().host, 1}, {url().host, url().port}};
    const Engine other = create_engine(two, {.connect_timeout_ms = 3'000});

    EXPECT_EQ(other.connect().scalars(select(name)).all(), Names{});
}

TEST_F(BackendReliability, NoHostThatAnswersIsToldOfAll) {
    if (!is_server(url())) GTEST_SKIP() << "this database is in the process";
    Url two = url();
    two.port = 1;
    two.more_hosts = {{url().host, 2}};

    const ErrorDetail error = expect_error<ConnectionError>("connection_failed", "none of the 2 hosts",
                                                            [&] { create_engine(two).connect(); });
    EXPECT_NE(error.message.find(":2"), std::string::npos) << error.message;
}

}  // namespace
}  // namespace azoth::test
