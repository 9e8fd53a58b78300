// SPDX-License-Identifier: MIT
// Servers that are stopped, or crash, and are started again while they are at work.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "azoth/engine/engine.hpp"
#include "azoth/sql/text.hpp"
#include "support/expect_error.hpp"
#include "support/own_server.hpp"
#include "support/test_database.hpp"

namespace azoth::test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int kAccounts = 20;
constexpr int kBalance = 100;

/// Threads that move money between accounts, and note under which name they did.
class Load {
public:
    Load(Engine engine, int threads, int attempts) : engine_(std::move(engine)), attempts_(attempts) {
        for (int i = 0; i < threads; ++i) threads_.emplace_back([this, i] { work(i); });
        threads_.emplace_back([this] { watch(); });
    }
    ~Load() { stop(); }
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;

    void stop() {
        is_over_ = true;
        threads_.clear();
    }
    void wait_for_more(int count) const {
        const int goal = committed_count_ + count;
        const auto end = Clock::now() + 30s;
        while (committed_count_ < goal && Clock::now() < end) std::this_thread::sleep_for(5ms);
        EXPECT_GE(committed_count_, goal) << "nothing moves any more";
    }

    // After stop().
    const std::set<std::string>& committed() const { return committed_; }
    const std::set<std::string>& uncertain() const { return uncertain_; }
    const std::set<std::string>& failures() const { return failures_; }
    int failed() const { return failed_; }
    const std::set<std::int64_t>& sums() const { return sums_; }

private:
    void work(int thread) {
        for (int n = 0; !is_over_; ++n) {
            const std::string token = std::to_string(thread) + "-" + std::to_string(n);
            try {
                engine_.transaction([&](Connection& c) { move(c, thread + n, token); },
                                    {.attempts = attempts_, .first_delay_ms = 2, .longest_delay_ms = 50});
                note(committed_, token);
                ++committed_count_;
            } catch (const Error& error) {
                take_note(error, token);
            }
        }
    }

    void move(Connection& connection, int seed, const std::string& token) const {
        const int from = seed % (kAccounts - 1) + 1;  // always from the lower to the higher: no deadlocks
        connection.run("UPDATE accounts SET balance = balance - 1 WHERE id = " + std::to_string(from));
        connection.run("UPDATE accounts SET balance = balance + 1 WHERE id = " + std::to_string(from + 1));
        connection.execute(text("INSERT INTO moves VALUES (:token)").bind("token", token));
    }

    void take_note(const Error& error, const std::string& token) {
        ++failed_;
        if (error.retry() == Retry::Uncertain)
            note(uncertain_, token);
        else if (error.retry() != Retry::Safe)
            note(failures_, error.what());
        if (attempts_ == 1) std::this_thread::sleep_for(10ms);
    }

    /// Whatever happens, no reader sees half of a transaction.
    void watch() {
        const auto sum = text("SELECT CAST(sum(balance) AS DECIMAL(10)) FROM accounts").columns<std::int64_t>();
        while (!is_over_) {
            try {
                sums_.insert(engine_.connect().scalar(sum).value_or(-1));
            } catch (const Error& error) {
                if (error.retry() != Retry::Safe) note(failures_, error.what());
            }
            std::this_thread::sleep_for(5ms);
        }
    }

    void note(std::set<std::string>& texts, const std::string& text) {
        const std::lock_guard lock(mutex_);
        texts.insert(text);
    }

    Engine engine_;
    const int attempts_;
    std::atomic<bool> is_over_ = false;
    std::atomic<int> committed_count_ = 0;
    std::atomic<int> failed_ = 0;
    std::mutex mutex_;
    std::set<std::string> committed_;
    std::set<std::string> uncertain_;
    std::set<std::string> failures_;
    std::set<std::int64_t> sums_;
    std::vector<std::jthread> threads_;  // last: they use the rest
};

class BackendServerRestart : public testing::Test {
protected:
    void SetUp() override {
        if (tested_dialect() == "sqlite") GTEST_SKIP() << "this database is in the process";
        if (!own().is_there()) GTEST_SKIP() << tested_dialect() << " is not installed";
        const Engine engine = create_engine(own().url());
        Connection connection = engine.connect();
        connection.run("DROP TABLE IF EXISTS moves");
        connection.run("DROP TABLE IF EXISTS accounts");
        connection.run("CREATE TABLE accounts (id INTEGER PRIMARY KEY, balance INTEGER NOT NULL)");
        connection.run("CREATE TABLE moves (token VARCHAR(30) PRIMARY KEY)");
        for (int id = 1; id <= kAccounts; ++id)
            connection.run("INSERT INTO accounts VALUES (" + std::to_string(id) + ", " + std::to_string(kBalance) +
                           ")");
        connection.commit();
    }

    static bool is_postgresql() { return tested_dialect() == "postgresql"; }
    static OwnServer& own() { return own_server(tested_dialect()); }
    /// What is committed outlives a crash, which the test servers do not care for.
    static void make_durable() {
        Connection connection = create_engine(own().url()).connect();
        connection.run(is_postgresql() ? "ALTER DATABASE azoth_test SET synchronous_commit = on"
                                       : "SET GLOBAL innodb_flush_log_at_trx_commit = 2");
        connection.commit();
    }

    static Engine pool() {
        return create_engine(own().url(), {.pool_size = 4,
                                           .max_overflow = 1,
                                           .pool_timeout_ms = 20'000,
                                           .connect_timeout_ms = 5'000,
                                           .network_timeout_ms = 10'000});
    }

    static void expect_nothing_lost(const Load& load, const Engine& engine) {
        const std::vector<std::string> rows =
            engine.connect().scalars(text("SELECT token FROM moves").columns<std::string>()).all();
        const std::set<std::string> there(rows.begin(), rows.end());
        std::set<std::string> known = load.committed();
        EXPECT_TRUE(std::ranges::includes(there, known)) << "a committed transaction is gone";
        known.insert(load.uncertain().begin(), load.uncertain().end());
        EXPECT_TRUE(std::ranges::includes(known, there)) << "a transaction is there that failed";
        EXPECT_EQ(load.sums(), std::set<std::int64_t>{kAccounts * kBalance});
        EXPECT_EQ(load.failures(), std::set<std::string>{});
        EXPECT_EQ(engine.pool_status().checked_out, 0);
    }
};

TEST_F(BackendServerRestart, UnderLoadLosesNothing) {
    const Engine engine = pool();
    Load load(engine, 8, 1'000);
    load.wait_for_more(100);
    own().stop();
    std::this_thread::sleep_for(300ms);
    own().start();
    load.wait_for_more(200);
    load.stop();

    expect_nothing_lost(load, engine);
    EXPECT_GT(engine.statistics().invalidations, 0U);
}

TEST_F(BackendServerRestart, AfterACrashUnderLoadLosesNothing) {
    make_durable();
    const Engine engine = pool();
    Load load(engine, 8, 1'000);
    load.wait_for_more(100);
    own().crash();
    std::this_thread::sleep_for(300ms);
    own().start();
    load.wait_for_more(200);
    load.stop();

    expect_nothing_lost(load, engine);
}

TEST_F(BackendServerRestart, TellsThoseWhoDoNotRetryWhetherTheyMay) {
    const Engine engine = pool();
    Load load(engine, 4, 1);
    load.wait_for_more(50);
    own().stop();
    std::this_thread::sleep_for(200ms);
    own().start();
    load.wait_for_more(50);
    load.stop();

    EXPECT_GT(load.failed(), 0);
    expect_nothing_lost(load, engine);
}

TEST_F(BackendServerRestart, LeavesAStreamWithAnErrorAndThePoolUsable) {
    const Engine engine = pool();
    Connection connection = engine.connect();
    auto rows = connection.stream(text("SELECT id FROM accounts ORDER BY id").columns<int>(), {.chunk = 2});
    auto row = rows.begin();
    own().stop();

    EXPECT_THROW(
        {
            while (row != rows.end()) ++row;
        },
        ConnectionError);
    expect_error<ConnectionError>("connection_failed", "", [&] { engine.connect(); });
    own().start();
    connection.rollback();
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM accounts").columns<int>()), kAccounts);
}

}  // namespace
}  // namespace azoth::test
