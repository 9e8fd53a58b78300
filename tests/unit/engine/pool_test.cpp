// SPDX-License-Identifier: MIT
#include "engine/pool.hpp"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>

#include "azoth/base/log.hpp"
#include "support/captured_log.hpp"
#include "support/expect_error.hpp"
#include "support/fake_backend.hpp"

namespace azoth::test {
namespace {

using engine::Pool;
using engine::PooledConnection;
using engine::PoolRules;
using namespace std::chrono_literals;

PoolRules::Clock::time_point clock_time;

struct PoolTest : testing::Test {
    PoolTest() { clock_time = PoolRules::Clock::now(); }

    Pool make_pool(PoolRules rules) {
        rules.now = [] { return clock_time; };
        return {rules, [this] {
                    auto connection = std::make_unique<PooledConnection>();
                    connection->client = std::make_unique<FakeConnection>(server);
                    return connection;
                }};
    }
    static Pool::ConnectionPtr take(Pool& pool) { return pool.take(std::source_location::current()); }

    FakeServer server;
};

TEST_F(PoolTest, OpensNothingBeforeItIsAsked) {
    Pool pool = make_pool({});

    EXPECT_EQ(server.opened(), 0);
}

TEST_F(PoolTest, LendsAReturnedConnectionAgain) {
    Pool pool = make_pool({});
    for (int i = 0; i < 3; ++i) pool.give_back(take(pool));

    EXPECT_EQ(server.opened(), 1);
}

TEST_F(PoolTest, LendsTheFirstReturnedFirst) {
    Pool pool = make_pool({});
    auto first = take(pool);
    auto second = take(pool);
    const auto* const first_returned = first.get();
    pool.give_back(std::move(first));
    pool.give_back(std::move(second));

    EXPECT_EQ(take(pool).get(), first_returned);
}

TEST_F(PoolTest, LendsTheLastReturnedFirstWhenItUsesLifo) {
    Pool pool = make_pool({.use_lifo = true});
    auto first = take(pool);
    auto second = take(pool);
    const auto* const last_returned = second.get();
    pool.give_back(std::move(first));
    pool.give_back(std::move(second));

    EXPECT_EQ(take(pool).get(), last_returned);
}

TEST_F(PoolTest, ClosesWhatIsMoreThanItKeeps) {
    Pool pool = make_pool({.keep = 1, .most = 3});
    auto first = take(pool);
    auto second = take(pool);
    pool.give_back(std::move(first));
    pool.give_back(std::move(second));

    EXPECT_EQ(server.open(), 1);
}

TEST_F(PoolTest, TellsItsStatus) {
    Pool pool = make_pool({.keep = 1, .most = 3});
    const auto first = take(pool);
    auto second = take(pool);

    const PoolStatus busy = pool.status();
    EXPECT_EQ(busy.size, 1);
    EXPECT_EQ(busy.checked_out, 2);
    EXPECT_EQ(busy.overflow, 1);
    pool.give_back(std::move(second));
    EXPECT_EQ(pool.status().checked_in, 1);
    EXPECT_EQ(pool.status().checked_out, 1);
}

TEST_F(PoolTest, SaysWhoHasTheConnectionsWhenItTimesOut) {
    Pool pool = make_pool({.keep = 1, .most = 2, .timeout_ms = 10});
    const auto first = take(pool);
    const auto second = take(pool);

    const ErrorDetail error = expect_error<OperationalError>(
        "pool_timeout", "no connection became free within 10 ms: 2 of 2 are in use", [&] { take(pool); });
    EXPECT_NE(error.message.find("pool_test.cpp"), std::string::npos) << error.message;
    EXPECT_NE(error.message.find("pool_size (1), max_overflow (1)"), std::string::npos) << error.message;
}

TEST_F(PoolTest, TellsAThreadThatItWaitsForItself) {
    Pool pool = make_pool({.keep = 1, .most = 1, .timeout_ms = 10});
    const auto only = take(pool);
    const CapturedLog log;

    expect_error<OperationalError>("pool_timeout", "this thread itself took the only connection", [&] { take(pool); });
    ASSERT_EQ(log.lines().size(), 1U);
    EXPECT_NE(log.lines()[0].find("a thread waits for a connection; taken at"), std::string::npos) << log.lines()[0];
}

/// Asks the pool, and may give back what it lends, while something is logged.
struct AskingSink final : LogSink {
    explicit AskingSink(std::function<void()> function) : ask(std::move(function)) {}
    void write(LogLevel, std::string_view, std::string_view) override { ask(); }
    std::function<void()> ask;
};

TEST_F(PoolTest, HoldsNoLockWhileItWarnsOfAWaitForItself) {
    Pool pool = make_pool({.keep = 1, .most = 1, .timeout_ms = 10});
    auto only = take(pool);
    const auto before = set_log_sink(std::make_shared<AskingSink>([&] {
        EXPECT_EQ(pool.status().checked_out, 1);
        pool.give_back(std::move(only));
    }));
    const auto again = take(pool);
    set_log_sink(before);

    EXPECT_NE(again, nullptr);
    EXPECT_EQ(pool.status().waiting, 0);
}

TEST_F(PoolTest, IsUsableAfterATimeout) {
    Pool pool = make_pool({.keep = 1, .most = 1, .timeout_ms = 1});
    auto only = take(pool);
    EXPECT_THROW(take(pool), OperationalError);
    pool.give_back(std::move(only));

    EXPECT_NE(take(pool), nullptr);
}

TEST_F(PoolTest, GivesAReturnedConnectionToTheThreadThatHasWaitedLongest) {
    Pool pool = make_pool({.keep = 1, .most = 1, .timeout_ms = 10'000});
    auto only = take(pool);
    std::vector<int> served;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&, i] {
            auto connection = take(pool);
            served.push_back(i);
            pool.give_back(std::move(connection));
        });
        while (pool.status().waiting != i + 1) std::this_thread::sleep_for(1ms);
    }
    pool.give_back(std::move(only));
    threads.clear();

    EXPECT_EQ(served, (std::vector{0, 1, 2}));
}

TEST_F(PoolTest, LetsAWaitingThreadOpenAConnectionInPlaceOfADiscardedOne) {
    Pool pool = make_pool({.keep = 1, .most = 1, .timeout_ms = 10'000});
    auto only = take(pool);
    std::jthread other([&] { pool.give_back(take(pool)); });
    while (pool.status().waiting != 1) std::this_thread::sleep_for(1ms);
    pool.discard(std::move(only));
    other.join();

    EXPECT_EQ(server.opened(), 2);
    EXPECT_EQ(server.most_open(), 1);
}

TEST_F(PoolTest, FreesThePlaceOfAConnectionThatCouldNotBeOpened) {
    Pool pool = make_pool({.keep = 1, .most = 1, .timeout_ms = 1});
    server.refuse_connections();
    EXPECT_THROW(take(pool), ConnectionError);
    server.refuse_connections(false);

    EXPECT_NE(take(pool), nullptr);
}

TEST_F(PoolTest, ReplacesAConnectionThatIsTooOld) {
    Pool pool = make_pool({.recycle_seconds = 60});
    pool.give_back(take(pool));
    clock_time += 59s;
    pool.give_back(take(pool));
    EXPECT_EQ(server.opened(), 1);
    clock_time += 1s;
    pool.give_back(take(pool));

    EXPECT_EQ(server.opened(), 2);
    EXPECT_EQ(server.open(), 1);
}

TEST_F(PoolTest, DoesNotAskForASignOfLifeUnlessTold) {
    Pool pool = make_pool({});
    pool.give_back(take(pool));
    pool.give_back(take(pool));

    EXPECT_EQ(server.pings(), 0);
}

TEST_F(PoolTest, ReplacesConnectionsThatGiveNoSignOfLife) {
    Pool pool = make_pool({.pre_ping = true});
    auto first = take(pool);
    auto second = take(pool);
    pool.give_back(std::move(first));
    pool.give_back(std::move(second));
    server.drop_connections();
    pool.give_back(take(pool));

    EXPECT_EQ(server.pings(), 1) << "one that is lost condemns those opened before";
    EXPECT_EQ(server.opened(), 3);
    EXPECT_EQ(server.open(), 1);
}

TEST_F(PoolTest, ClosesTheConnectionsOfALostGeneration) {
    Pool pool = make_pool({});
    auto lost = take(pool);
    pool.give_back(take(pool));
    pool.invalidate(lost->generation);
    EXPECT_EQ(server.open(), 1);
    pool.give_back(std::move(lost));

    EXPECT_EQ(server.open(), 0);
}

TEST_F(PoolTest, KeepsConnectionsOpenedAfterTheLostGeneration) {
    Pool pool = make_pool({});
    auto lost = take(pool);
    pool.invalidate(lost->generation);
    pool.give_back(take(pool));
    pool.invalidate(lost->generation);

    EXPECT_EQ(pool.status().checked_in, 1);
    pool.discard(std::move(lost));
}

TEST_F(PoolTest, ClosesFreeConnectionsOnDisposalAndOthersWhenTheyComeBack) {
    Pool pool = make_pool({});
    auto in_use = take(pool);
    pool.give_back(take(pool));
    pool.dispose();
    EXPECT_EQ(server.open(), 1);
    pool.give_back(std::move(in_use));

    EXPECT_EQ(server.open(), 0);
    EXPECT_NE(take(pool), nullptr);
}

TEST_F(PoolTest, KeepsNothingWhenItIsToldSo) {
    Pool pool = make_pool({.keep = 0, .most = -1});
    auto first = take(pool);
    auto second = take(pool);
    pool.give_back(std::move(first));
    pool.give_back(std::move(second));

    EXPECT_EQ(server.opened(), 2);
    EXPECT_EQ(server.open(), 0);
}

TEST_F(PoolTest, ServesManyThreadsWithFewConnections) {
    Pool pool = make_pool({.keep = 4, .most = 8, .timeout_ms = 30'000});
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 32; ++i)
            threads.emplace_back([&] {
                for (int round = 0; round < 200; ++round) pool.give_back(take(pool));
            });
    }

    EXPECT_LE(server.most_open(), 8);
    EXPECT_EQ(pool.status().checked_out, 0);
    EXPECT_LE(server.open(), 4);
}

TEST_F(PoolTest, TrustsAConnectionThatWasUsedAMomentAgo) {
    Pool pool = make_pool({.pre_ping = true, .ping_idle_ms = 500});
    pool.give_back(take(pool));
    clock_time += 499ms;
    pool.give_back(take(pool));
    EXPECT_EQ(server.pings(), 0);
    clock_time += 500ms;
    pool.give_back(take(pool));

    EXPECT_EQ(server.pings(), 1);
}

TEST_F(PoolTest, LendsAThreadOnlyWhatThatGaveBack) {
    Pool pool = make_pool({.most = -1, .is_per_thread = true});
    pool.give_back(take(pool));
    std::jthread([&] { pool.give_back(take(pool)); }).join();
    EXPECT_EQ(server.opened(), 2);
    for (int i = 0; i < 3; ++i) pool.give_back(take(pool));

    EXPECT_EQ(server.opened(), 2);
}

TEST_F(PoolTest, ClosesTheOldestOfConnectionsPerThreadWhenThereAreTooMany) {
    Pool pool = make_pool({.keep = 1, .most = -1, .is_per_thread = true});
    std::jthread([&] { pool.give_back(take(pool)); }).join();
    pool.give_back(take(pool));
    EXPECT_EQ(server.open(), 1);
    pool.give_back(take(pool));

    EXPECT_EQ(server.opened(), 2);
}

TEST_F(PoolTest, ClosesAConnectionThatIsUnwantedWhenItComesBack) {
    Pool pool = make_pool({});
    auto connection = take(pool);
    connection->is_unwanted = true;
    pool.give_back(std::move(connection));

    EXPECT_EQ(server.open(), 0);
}

TEST_F(PoolTest, OpensAnotherInThePlaceOfADetachedConnection) {
    Pool pool = make_pool({.keep = 1, .most = 1, .timeout_ms = 1});
    auto detached = take(pool);
    pool.detach(*detached);
    pool.give_back(take(pool));
    EXPECT_EQ(server.open(), 2);
    pool.give_back(std::move(detached));

    EXPECT_EQ(server.open(), 1);
    EXPECT_EQ(pool.status().checked_out, 0);
}

TEST_F(PoolTest, TellsWhereConnectionsWereTakenAndForHowLong) {
    Pool pool = make_pool({});
    const auto connection = take(pool);
    clock_time += 70ms;

    const std::vector<PoolLoan> loans = pool.loans();
    ASSERT_EQ(loans.size(), 1U);
    EXPECT_NE(std::string_view(loans[0].place.file_name()).find("pool_test.cpp"), std::string_view::npos);
    EXPECT_EQ(loans[0].held_ms, 70);
}

TEST_F(PoolTest, LogsWhatIsInUseWhenItIsDisposedOf) {
    Pool pool = make_pool({});
    const auto connection = take(pool);
    const CapturedLog log;
    pool.dispose();

    ASSERT_EQ(log.lines().size(), 1U);
    EXPECT_NE(log.lines()[0].find("while 1 of its connections are in use"), std::string::npos) << log.lines()[0];
    EXPECT_NE(log.lines()[0].find("pool_test.cpp:"), std::string::npos) << log.lines()[0];
}

TEST_F(PoolTest, CountsWhatItDoes) {
    Pool pool = make_pool({.keep = 1, .most = 1, .timeout_ms = 1});
    auto only = take(pool);
    EXPECT_THROW(take(pool), OperationalError);
    pool.discard(std::move(only));

    const engine::PoolCounters counters = pool.counters();
    EXPECT_EQ(counters.opened, 1U);
    EXPECT_EQ(counters.closed, 1U);
    EXPECT_EQ(counters.waits, 1U);
    EXPECT_EQ(counters.timeouts, 1U);
}

TEST_F(PoolTest, ForgetsConnectionsWithoutClosingThem) {
    Pool pool = make_pool({});
    pool.give_back(take(pool));
    pool.abandon();

    EXPECT_EQ(server.open(), 1);
    pool.give_back(take(pool));
    EXPECT_EQ(server.opened(), 2);
}

/// What a child process finds, as its exit code.
template <class Check>
int in_child(Check check) {
    const pid_t child = fork();
    if (child == 0) _exit(check() ? 0 : 1);
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F(PoolTest, OpensConnectionsOfItsOwnInAChildProcess) {
    Pool pool = make_pool({.keep = 2, .most = 2, .timeout_ms = 1});
    auto lent = take(pool);
    pool.give_back(take(pool));

    EXPECT_EQ(in_child([&] {
                  auto first = take(pool);
                  auto second = take(pool);
                  const bool are_new = server.opened() == 4 && pool.status().checked_out == 2;
                  pool.give_back(std::move(lent));  // the parent's: neither closed nor lent again
                  return are_new && server.open() == 4 && pool.status().checked_out == 2;
              }),
              0);
    pool.give_back(std::move(lent));
    EXPECT_EQ(server.open(), 2);
}

std::atomic<bool> is_slow = false;
std::atomic<bool> has_lock = false;

TEST_F(PoolTest, CanBeUsedInAChildThatIsBornWhileAThreadHoldsItsLock) {
    Pool pool({.now =
                   [] {  // The pool asks for the time while it holds its lock.
                       if (is_slow.exchange(false)) {
                           has_lock = true;
                           std::this_thread::sleep_for(50ms);
                       }
                       return PoolRules::Clock::now();
                   }},
              [this] {
                  auto connection = std::make_unique<PooledConnection>();
                  connection->client = std::make_unique<FakeConnection>(server);
                  return connection;
              });
    pool.give_back(take(pool));
    is_slow = true;
    std::jthread other([&] { pool.give_back(take(pool)); });
    while (!has_lock) std::this_thread::yield();

    EXPECT_EQ(in_child([&] {
                  alarm(5);
                  pool.give_back(take(pool));
                  return pool.status().checked_out == 0;
              }),
              0);
}

}  // namespace
}  // namespace azoth::test
