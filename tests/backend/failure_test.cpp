// SPDX-License-Identifier: MIT
// Failures that only a real database brings about.
#include <atomic>
#include <latch>
#include <thread>

#include "azoth/engine/backend.hpp"
#include "support/server_process.hpp"
#include "support/stock.hpp"

namespace azoth::test {
namespace {

using BackendFailure = StockTest;

TEST_F(BackendFailure, ADeadlockIsRunAgain) {
    if (!is_server(url())) GTEST_SKIP() << "this database has no locks on rows";
    fill({"pen", "ink"});
    const Engine& engine = this->engine();
    std::latch both_hold_one(2);
    std::atomic<int> attempts = 0;
    const auto raise = [&](std::int64_t first, std::int64_t second) {
        bool is_first_attempt = true;
        engine.transaction(
            [&](Connection& connection) {
                ++attempts;
                connection.execute(update(items).set(price = func::coalesce(price, 0) + 1).where(id == first));
                if (std::exchange(is_first_attempt, false)) both_hold_one.arrive_and_wait();
                connection.execute(update(items).set(price = func::coalesce(price, 0) + 1).where(id == second));
            },
            {.attempts = 10, .first_delay_ms = 1});
    };
    {
        const std::jthread other([&] { raise(2, 1); });
        raise(1, 2);
    }

    EXPECT_GE(attempts, 3);
    EXPECT_EQ(engine.connect().scalars(select(price).order_by(id)).all(), (std::vector<std::optional<int>>{2, 2}));
}

TEST_F(BackendFailure, ADeferredConstraintFailsAtTheCommit) {
    if (url().dialect == "mysql") GTEST_SKIP() << "this database checks at once";
    Connection connection = engine().connect();
    connection.run("CREATE TABLE parents (id INTEGER PRIMARY KEY)");
    connection.run(
        "CREATE TABLE children (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parents (id) "
        "DEFERRABLE INITIALLY DEFERRED)");
    connection.commit();
    connection.run("INSERT INTO children VALUES (1, 7)");

    const ErrorDetail error =
        expect_error<ForeignKeyViolation>("foreign_key_violation", "", [&] { connection.commit(); });
    EXPECT_EQ(error.retry, Retry::Useless);
    EXPECT_EQ(error.sql, "COMMIT");
    connection.rollback();
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM children").columns<std::int64_t>()), 0);
}

TEST_F(BackendFailure, AServerThatIsTooOldIsRefused) {
    driver::ServerInfo old = engine().connect().server_info();
    EXPECT_GT(old.version, 0);
    if (!is_server(url())) GTEST_SKIP() << "the database came with the program";
    old.version = 1;

    expect_error<OperationalError>("server_too_old", "0.0.1, but azoth needs",
                                   [&] { find_backend(url().dialect).dialect(&old); });
}

TEST_F(BackendFailure, ADriverOfAnotherNameIsRefused) {
    Url other = url();
    other.dialect += "+carrier_pigeon";
    expect_error<ArgumentError>("unknown_dialect", "", [&] { create_engine(other); });
    other.dialect = url().dialect + "+" + find_backend(url().dialect).driver_name();

    EXPECT_EQ(create_engine(other).connect().scalar(text("SELECT 1").columns<std::int64_t>()), 1);
}

TEST_F(BackendFailure, TheColumnsOfATextAreKnownFromTheServer) {
    Connection connection = engine().connect();
    auto rows = connection.execute(text("SELECT id, name FROM items"));

    ASSERT_EQ(rows.columns().size(), 2U);
    EXPECT_EQ(rows.columns()[0].name, "id");
    EXPECT_EQ(rows.columns()[1].name, "name");
    if (!is_server(url())) return;  // A cell may hold any value there.
    EXPECT_EQ(rows.columns()[0].type.kind, TypeKind::BigInteger);
    EXPECT_EQ(rows.columns()[1].type.kind, TypeKind::Text);
}

}  // namespace
}  // namespace azoth::test
