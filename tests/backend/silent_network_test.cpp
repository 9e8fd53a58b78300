// SPDX-License-Identifier: MIT
// Nothing waits for ever for a network that takes all bytes and gives none.
#include "azoth/engine/bulk_insert.hpp"
#include "support/proxied_engine.hpp"

namespace azoth::test {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int kLimitMs = 400;
constexpr auto kPatience = 8s;

struct BackendSilentNetwork : ProxiedStockTest {
    /// `work` fails because the connection is given up, in time.
    template <class Work>
    ErrorDetail expect_loss(const Engine& engine, Work work) {
        proxy().be_silent();
        const auto start = Clock::now();
        const ErrorDetail error = expect_error<ConnectionError>("connection_lost", "", work);
        EXPECT_LT(Clock::now() - start, kPatience);
        EXPECT_GT(Clock::now() - start, std::chrono::milliseconds(kLimitMs / 2));
        EXPECT_EQ(engine.statistics().invalidations, 1U);
        return error;
    }
};

TEST_F(BackendSilentNetwork, DoesNotHangACommit) {
    const Engine engine = make_proxied({.commit_timeout_ms = kLimitMs});
    Connection connection = engine.connect();
    fill(connection, {"pen"});

    EXPECT_EQ(expect_loss(engine, [&] { connection.commit(); }).retry, Retry::Uncertain);
}

TEST_F(BackendSilentNetwork, DoesNotHangASavepoint) {
    const Engine engine = make_proxied({.commit_timeout_ms = kLimitMs});
    Connection connection = engine.connect();
    fill(connection, {"pen"});

    EXPECT_EQ(expect_loss(engine, [&] { connection.begin_nested(); }).retry, Retry::Safe);
}

TEST_F(BackendSilentNetwork, DoesNotHangTheReturnOfAConnection) {
    const Engine engine = make_proxied({.network_timeout_ms = kLimitMs, .commit_timeout_ms = kLimitMs});
    const auto start = Clock::now();
    {
        Connection connection = engine.connect();
        fill(connection, {"pen"});
        proxy().be_silent();
    }
    EXPECT_LT(Clock::now() - start, kPatience);
    EXPECT_EQ(engine.pool_status().checked_out, 0);
}

TEST_F(BackendSilentNetwork, DoesNotHangAStatementWithoutALimitOfItsOwn) {
    const Engine engine = make_proxied({.network_timeout_ms = kLimitMs});
    Connection connection = engine.connect();
    fill(connection, {"pen"});

    EXPECT_EQ(expect_loss(engine, [&] { connection.scalars(select(name)).all(); }).retry, Retry::Safe);
}

TEST_F(BackendSilentNetwork, DoesNotHangAStatementWithALimit) {
    const Engine engine = make_proxied({.execution = {.statement_timeout_ms = kLimitMs}});
    Connection connection = engine.connect();
    fill(connection, {"pen"});

    EXPECT_EQ(expect_loss(engine, [&] { connection.scalars(select(name)).all(); }).retry, Retry::Safe);
}

TEST_F(BackendSilentNetwork, DoesNotHangAStream) {
    fill({"pen", "ink", "nib"});
    const Engine engine = make_proxied({.network_timeout_ms = kLimitMs});
    Connection connection = engine.connect();
    auto rows = connection.stream(select(name).order_by(id), {.chunk = 1});
    auto row = rows.begin();

    expect_loss(engine, [&] {
        while (row != rows.end()) ++row;
    });
}

TEST_F(BackendSilentNetwork, DoesNotHangBulkInsert) {
    const Engine engine = make_proxied({.network_timeout_ms = kLimitMs});
    Connection connection = engine.connect();
    fill(connection, {"pen"});
    const std::vector<std::tuple<std::int64_t, std::string>> rows = {{7, "a"}, {8, "b"}};

    EXPECT_EQ(expect_loss(engine, [&] { bulk_insert(connection, items, {"id", "name"}, rows); }).retry, Retry::Safe);
}

TEST_F(BackendSilentNetwork, DoesNotHangThePing) {
    const Engine engine = make_proxied({.pool_pre_ping = true,
                                        .pool_pre_ping_idle_ms = 0,
                                        .pool_pre_ping_timeout_ms = kLimitMs,
                                        .connect_timeout_ms = 1'000});
    engine.connect().scalars(select(name)).all();
    proxy().be_silent();
    const auto start = Clock::now();

    EXPECT_THROW(engine.connect(), ConnectionError);  // nor can another be opened
    EXPECT_LT(Clock::now() - start, kPatience);
    EXPECT_EQ(engine.statistics().invalidations, 1U);
}

TEST_F(BackendSilentNetwork, LeavesSlowStatementsAloneThatAreWithinTheirLimit) {
    const Engine engine = make_proxied({.network_timeout_ms = 5'000, .commit_timeout_ms = 100});
    Connection connection = engine.connect();
    fill(connection, {"pen"});
    connection.execute(text(url().dialect == "mysql" ? "SELECT sleep(0.5)" : "SELECT pg_sleep(0.5)")).all();
    connection.commit();

    EXPECT_EQ(names(), Names{"pen"});
    EXPECT_EQ(engine.statistics().invalidations, 0U);
}

}  // namespace
}  // namespace azoth::test
