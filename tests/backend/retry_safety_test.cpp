// SPDX-License-Identifier: MIT
// Never is a second attempt called safe when the first may have left something behind. docs/engine.md has the table.
#include <atomic>

#include "azoth/engine/bulk_insert.hpp"
#include "azoth/engine/two_phase.hpp"
#include "azoth/schema/ddl.hpp"
#include "support/proxied_engine.hpp"

namespace azoth::test {
namespace {

struct LossCounter final : EngineListener {
    void on_invalidate(driver::Connection&) override { ++losses; }
    std::exception_ptr translate_error(const DatabaseError&) override {
        ++translations;
        return nullptr;
    }
    std::atomic<int> losses = 0;
    std::atomic<int> translations = 0;
};

struct BackendRetrySafety : ProxiedStockTest {
    template <class Work>
    Retry retry_of(Work work) {
        return expect_error<ConnectionError>("connection_lost", "", work).retry;
    }
    void set_autocommit(Connection& connection) { connection.set_isolation_level(IsolationLevel::Autocommit); }
    std::size_t load(Connection& connection, int first) {
        const std::vector<std::tuple<std::int64_t, std::string>> rows = {{first, "a" + std::to_string(first)},
                                                                         {first + 1, "b" + std::to_string(first)}};
        return bulk_insert(connection, items, {"id", "name"}, rows);
    }
};

TEST_F(BackendRetrySafety, OfChangesDependsOnTheTransaction) {
    const Engine engine = make_proxied();
    Connection connection = engine.connect();
    fill(connection, {"pen"});
    cut();
    EXPECT_EQ(retry_of([&] { fill(connection, {"ink"}); }), Retry::Safe);

    Connection committing = engine.connect();
    set_autocommit(committing);
    fill(committing, {"nib"});
    cut();
    EXPECT_EQ(retry_of([&] { fill(committing, {"ink"}); }), Retry::Uncertain);
    EXPECT_EQ(retry_of([&] { fill(committing, {"ink"}); }), Retry::Uncertain);
    EXPECT_EQ(names(), Names{"nib"});
}

TEST_F(BackendRetrySafety, OfQueriesInAutocommitIsGiven) {
    Connection connection = make_proxied().connect();
    set_autocommit(connection);
    connection.scalars(select(name)).all();
    connection.rollback();
    cut();

    EXPECT_EQ(retry_of([&] { connection.scalars(select(name)).all(); }), Retry::Safe);
}

TEST_F(BackendRetrySafety, OfTextInAutocommitIsNotGiven) {
    Connection connection = make_proxied().connect();
    set_autocommit(connection);
    connection.execute(text("SELECT 1")).all();
    connection.rollback();
    cut();

    EXPECT_EQ(retry_of([&] { connection.execute(text("SELECT 1")).all(); }), Retry::Uncertain);
}

TEST_F(BackendRetrySafety, EndsWhereDdlCommitsTheTransaction) {
    const Retry expected = capabilities().transactional_ddl ? Retry::Safe : Retry::Uncertain;
    MetaData more;
    const Table other("other", more, Column("id", Integer{}).primary_key());
    {
        Connection connection = make_proxied().connect();
        fill(connection, {"pen"});
        cut();
        EXPECT_EQ(retry_of([&] { connection.execute(CreateTable(other)); }), expected);
    }
    Connection connection = make_proxied().connect();
    fill(connection, {"ink"});
    connection.execute(CreateTable(other));
    fill(connection, {"nib"});
    cut();
    EXPECT_EQ(retry_of([&] { fill(connection, {"cap"}); }), expected);
    EXPECT_EQ(names(), capabilities().transactional_ddl ? Names{} : Names{"ink"});
}

TEST_F(BackendRetrySafety, OfACommitOnItsWayIsNotGiven) {
    Connection connection = make_proxied().connect();
    fill(connection, {"pen"});
    cut();

    EXPECT_EQ(retry_of([&] { connection.commit(); }), Retry::Uncertain);
    EXPECT_EQ(retry_of([&] { connection.commit(); }), Retry::Uncertain);
}

TEST_F(BackendRetrySafety, OfTwoPhasesEndsWhenTheFirstIsAskedFor) {
    const Engine engine = make_proxied();
    {
        Connection connection = engine.connect();
        TwoPhaseTransaction transaction = begin_twophase(connection, "cut-1");
        cut();
        EXPECT_EQ(retry_of([&] { fill(connection, {"pen"}); }), Retry::Safe);
    }
    {
        Connection connection = engine.connect();
        TwoPhaseTransaction transaction = begin_twophase(connection, "cut-2");
        fill(connection, {"pen"});
        cut();
        EXPECT_EQ(retry_of([&] { transaction.prepare(); }), Retry::Uncertain);
    }
    Connection connection = engine.connect();
    TwoPhaseTransaction transaction = begin_twophase(connection, "cut-3");
    fill(connection, {"ink"});
    transaction.prepare();
    cut();
    EXPECT_EQ(retry_of([&] { transaction.commit(); }), Retry::Uncertain);

    Connection other = make_engine({}).connect();
    for (const std::string& left : recover_twophase(other)) {
        other.rollback();
        rollback_prepared(other, left);
    }
}

TEST_F(BackendRetrySafety, OfBulkInsertDependsOnTheTransaction) {
    const Engine engine = make_proxied();
    Connection connection = engine.connect();
    EXPECT_EQ(load(connection, 1), 2U);
    cut();
    EXPECT_EQ(retry_of([&] { load(connection, 3); }), Retry::Safe);

    Connection committing = engine.connect();
    set_autocommit(committing);
    EXPECT_EQ(load(committing, 1), 2U);
    cut();
    EXPECT_EQ(retry_of([&] { load(committing, 3); }), Retry::Uncertain);
}

TEST_F(BackendRetrySafety, ALossWhileRowsAreFetchedIsMadeKnown) {
    fill({"pen", "ink", "nib"});
    const Engine engine = make_proxied();
    const auto counter = std::make_shared<LossCounter>();
    engine.add_listener(counter);
    Connection connection = engine.connect();
    auto rows = connection.stream(select(name).order_by(id), {.chunk = 1});
    auto row = rows.begin();
    cut();

    const ErrorDetail error = expect_error<ConnectionError>("connection_lost", "", [&] {
        while (row != rows.end()) ++row;
    });
    EXPECT_EQ(error.retry, Retry::Safe);
    EXPECT_NE(error.sql.find("SELECT"), std::string::npos);
    EXPECT_EQ(counter->losses, 1);
    EXPECT_EQ(counter->translations, 1);
    EXPECT_EQ(engine.statistics().invalidations, 1U);
}

TEST_F(BackendRetrySafety, ALossBetweenLoansIsMadeKnownByThePing) {
    const Engine engine = make_proxied({.pool_pre_ping = true, .pool_pre_ping_idle_ms = 0});
    const auto counter = std::make_shared<LossCounter>();
    engine.add_listener(counter);
    engine.connect().scalars(select(name)).all();
    cut();

    EXPECT_EQ(engine.connect().scalars(select(name)).all(), Names{});
    EXPECT_EQ(counter->losses, 1);
    EXPECT_EQ(engine.statistics().invalidations, 1U);
}

}  // namespace
}  // namespace azoth::test
