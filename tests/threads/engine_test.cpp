// SPDX-License-Identifier: MIT
#include "azoth/engine/engine.hpp"

#include <atomic>
#include <thread>

#include "azoth/engine/create_all.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/functions.hpp"
#include "azoth/sql/select.hpp"
#include "support/backend_test.hpp"
#include "support/fake_engine.hpp"

namespace azoth::test {
namespace {

template <class Work>
void run_in_threads(int count, Work work) {
    std::vector<std::jthread> threads;
    for (int i = 0; i < count; ++i) threads.emplace_back([&work, i] { work(i); });
}

using EngineThreads = FakeEngineTest;

TEST_F(EngineThreads, ShareCompiledStatements) {
    const Engine shared = make_engine({.pool_size = 8, .query_cache_size = 16});
    run_in_threads(8, [&](int thread) {
        Connection connection = shared.connect();
        for (int round = 0; round < 500; ++round)
            connection.execute(text("SELECT " + std::to_string((round + thread) % 24)));
    });

    const EngineStatistics statistics = shared.statistics();
    EXPECT_EQ(statistics.cache_hits + statistics.cache_misses, 4000U);
    EXPECT_GT(statistics.cache_hits, 0U);
    EXPECT_GT(statistics.cache_misses, 24U) << "24 statements do not fit into 16 places";
}

TEST_F(EngineThreads, AddAndRemoveListenersWhileOthersWork) {
    struct Counter final : EngineListener {
        void after_execute(const ExecuteEvent&) override { ++count; }
        std::atomic<int> count = 0;
    };
    const auto permanent = std::make_shared<Counter>();
    engine.add_listener(permanent);
    run_in_threads(4, [&](int thread) {
        for (int round = 0; round < 200; ++round) {
            if (thread != 0) {
                engine.connect().execute(text("SELECT 1"));
                continue;
            }
            const auto passing = std::make_shared<Counter>();
            engine.add_listener(passing);
            engine.remove_listener(passing);
        }
    });

    EXPECT_EQ(permanent->count, 600);
}

TEST_F(EngineThreads, AreToldWhenTheyUseOneConnectionTogether) {
    struct Slow final : EngineListener {
        void before_execute(const ExecuteEvent&) override {
            ++arrived;
            while (!may_go) std::this_thread::yield();
        }
        std::atomic<int> arrived = 0;
        std::atomic<bool> may_go = false;
    };
    const auto slow = std::make_shared<Slow>();
    engine.add_listener(slow);
    Connection connection = engine.connect();
    std::jthread first([&] { connection.execute(text("SELECT 1")); });
    while (slow->arrived == 0) std::this_thread::yield();

    try {
        connection.execute(text("SELECT 2"));
        ADD_FAILURE() << "nothing was thrown";
    } catch (const ArgumentError& error) {
        EXPECT_EQ(error.code(), "concurrent_use");
    }
    slow->may_go = true;
}

using DatabaseThreads = BackendTest;

TEST_F(DatabaseThreads, ReadAtTheSameTime) {
    MetaData metadata;
    const Table numbers("numbers", metadata, Column("n", BigInteger{}).primary_key());
    create_all(metadata, engine());
    engine().begin([&](Connection& connection) {
        for (int i = 1; i <= 20; ++i) connection.execute(insert(numbers).values(numbers["n"] = i));
    });
    const auto n = numbers.c<std::int64_t>("n");
    std::atomic<std::int64_t> rows = 0;
    run_in_threads(8, [&](int) {
        for (int round = 0; round < 25; ++round) {
            Connection connection = engine().connect();
            for (const auto value : connection.scalars(select(n).where(n > 10))) rows += value > 10 ? 1 : 0;
        }
    });

    EXPECT_EQ(rows, 8 * 25 * 10);
}

}  // namespace
}  // namespace azoth::test
