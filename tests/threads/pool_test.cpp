// SPDX-License-Identifier: MIT
#include <atomic>
#include <chrono>
#include <random>
#include <thread>

#include "support/fake_engine.hpp"

namespace azoth::test {
namespace {

using namespace std::chrono_literals;

constexpr int kThreads = 64;

template <class Work>
void run_in_threads(int count, Work work) {
    std::vector<std::jthread> threads;
    for (int i = 0; i < count; ++i) threads.emplace_back([&work, i] { work(i); });
}

using PoolThreads = FakeEngineTest;

TEST_F(PoolThreads, ShareEightConnectionsWithinSeconds) {
    const Engine small = make_engine({.pool_size = 4, .max_overflow = 4});
    const auto start = std::chrono::steady_clock::now();
    run_in_threads(kThreads, [&](int) {
        for (int round = 0; round < 100; ++round) {
            small.connect().execute(text("SELECT 1"));
            if (round % 20 == 0) {
                EXPECT_LE(small.loans().size(), 8U);
            }
        }
    });

    EXPECT_LT(std::chrono::steady_clock::now() - start, 30s);
    EXPECT_LE(server.most_open(), 8);
    EXPECT_EQ(small.statistics().statements, kThreads * 100U);
    EXPECT_EQ(small.pool_status().checked_out, 0);
    EXPECT_EQ(small.pool_status().waiting, 0);
}

TEST_F(PoolThreads, TakeTurnsWithTheOnlyConnection) {
    const Engine single = make_engine({.pool = PoolKind::Static});
    std::atomic<int> inside = 0;
    std::atomic<bool> met = false;
    run_in_threads(8, [&](int) {
        for (int round = 0; round < 100; ++round) {
            const Connection connection = single.connect();
            if (++inside != 1) met = true;
            --inside;
        }
    });

    EXPECT_FALSE(met);
    EXPECT_EQ(server.opened(), 1);
}

TEST_F(PoolThreads, LoseNoPlaceByTimeouts) {
    const Engine small = make_engine({.pool_size = 1, .max_overflow = 1, .pool_timeout_ms = 1});
    std::atomic<int> timeouts = 0;
    run_in_threads(16, [&](int) {
        for (int round = 0; round < 50; ++round) {
            try {
                const Connection connection = small.connect();
                std::this_thread::sleep_for(100us);
            } catch (const OperationalError&) {
                ++timeouts;
            }
        }
    });

    EXPECT_EQ(small.pool_status().checked_out, 0);
    EXPECT_EQ(small.pool_status().waiting, 0);
    const Connection first = small.connect();
    const Connection second = small.connect();
    EXPECT_EQ(small.pool_status().checked_out, 2);
}

TEST_F(PoolThreads, GoOnAfterLostConnectionsAndDisposal) {
    const Engine small = make_engine({.pool_size = 4, .max_overflow = 0, .pool_recycle_seconds = 0});
    run_in_threads(8, [&](int thread) {
        for (int round = 0; round < 100; ++round) {
            try {
                small.connect().execute(text("SELECT 1"));
            } catch (const ConnectionError&) {
                // The server has just dropped it.
            }
            if (thread == 0 && round % 10 == 0) server.drop_connections();
            if (thread == 1 && round % 10 == 0) small.dispose();
        }
    });

    EXPECT_EQ(small.pool_status().checked_out, 0);
    small.connect().execute(text("SELECT 1"));
}

TEST_F(PoolThreads, GoOnWhenConnectionsAreRefusedForAWhile) {
    const Engine small = make_engine({.pool_size = 2, .max_overflow = 0, .pool_recycle_seconds = 0});
    std::atomic<int> refused = 0;
    run_in_threads(8, [&](int thread) {
        for (int round = 0; round < 100; ++round) {
            if (thread == 0) server.refuse_connections(round % 3 == 0);
            try {
                small.connect();
            } catch (const ConnectionError&) {
                ++refused;
            }
        }
    });
    server.refuse_connections(false);

    EXPECT_EQ(small.pool_status().checked_out, 0);
    small.connect();
}

TEST_F(PoolThreads, MayReturnAConnectionThatAnotherThreadHasTaken) {
    const Engine single = make_engine({.pool = PoolKind::Static});
    Connection connection = single.connect();
    std::jthread other([&single] { single.connect().execute(text("SELECT 1")); });
    std::jthread([taken = std::move(connection)]() mutable { taken.close(); }).join();
    other.join();

    EXPECT_EQ(single.pool_status().checked_out, 0);
}

}  // namespace
}  // namespace azoth::test
