// SPDX-License-Identifier: MIT
#include "azoth/engine/engine.hpp"

#include <functional>

#include "azoth/engine/backend.hpp"
#include "support/expect_error.hpp"
#include "support/fake_engine.hpp"
#include "support/statement_log.hpp"

namespace azoth::test {
namespace {

using EngineTest = FakeEngineTest;

TEST_F(EngineTest, OpensNothingBeforeItIsAsked) {
    EXPECT_EQ(server.opened(), 0);
    EXPECT_EQ(engine.statistics().connections_opened, 0U);
}

TEST(Engine, RefusesAnUnknownDialect) {
    expect_error<ArgumentError>("unknown_dialect", "nosuch", [] { create_engine("nosuch://localhost/db"); });
}

TEST(Engine, RefusesAUrlThatItCannotRead) {
    expect_error<ArgumentError>("bad_url", "write it as dialect://...", [] { create_engine("books.db"); });
}

TEST_F(EngineTest, RefusesOptionsThatCannotWork) {
    expect_error<ArgumentError>("bad_option", "EngineOptions::pool_size is -1; it must be at least 0",
                                [&] { make_engine({.pool_size = -1}); });
    expect_error<ArgumentError>("bad_option", "pool_size and max_overflow are both 0",
                                [&] { make_engine({.pool_size = 0, .max_overflow = 0}); });
}

TEST_F(EngineTest, IsAHandleWhoseCopiesShareThePool) {
    const Engine copy = engine;
    copy.connect();
    engine.connect();

    EXPECT_EQ(server.opened(), 1);
}

TEST_F(EngineTest, KnowsItsUrl) {
    EXPECT_EQ(create_engine(Url{.dialect = "fake", .database = "shop"}, backend).url().database, "shop");
}

TEST_F(EngineTest, SharesOneConnectionOfADatabaseThatIsPrivateToIt) {
    const FakeBackend memory(server, true);
    const Engine shared = create_engine(Url{}, memory, {.pool_timeout_ms = 5});
    const Connection only = shared.connect();

    expect_error<OperationalError>("pool_timeout", "this thread itself took the only connection",
                                   [&] { shared.connect(); });
}

TEST_F(EngineTest, TellsThePlaceThatAskedForAConnectionInVain) {
    const Engine small = make_engine({.pool_size = 1, .max_overflow = 0, .pool_timeout_ms = 5});
    const Connection only = small.connect();

    const ErrorDetail error =
        expect_error<OperationalError>("pool_timeout", "engine_test.cpp", [&] { small.connect(); });
    EXPECT_NE(error.place.find("engine_test.cpp"), std::string::npos);
}

TEST_F(EngineTest, OpensAConnectionForEachUseWithoutAPool) {
    const Engine unpooled = make_engine({.pool = PoolKind::Null});
    unpooled.connect();
    unpooled.connect();

    EXPECT_EQ(server.opened(), 2);
    EXPECT_EQ(server.open(), 0);
}

TEST_F(EngineTest, ClosesItsConnectionsWhenItDies) {
    { make_engine().connect(); }

    EXPECT_EQ(server.opened(), 1);
    EXPECT_EQ(server.open(), 0);
}

TEST_F(EngineTest, StaysUsableAfterDisposal) {
    engine.connect();
    engine.dispose();
    EXPECT_EQ(server.open(), 0);
    engine.connect();

    EXPECT_EQ(server.opened(), 2);
}

TEST_F(EngineTest, CompilesAStatementOnce) {
    Connection connection = engine.connect();
    for (int i = 0; i < 3; ++i) connection.execute(text("SELECT :value").bind("value", i));

    const EngineStatistics statistics = engine.statistics();
    EXPECT_EQ(statistics.statements, 3U);
    EXPECT_EQ(statistics.cache_misses, 1U);
    EXPECT_EQ(statistics.cache_hits, 2U);
}

struct Recorder final : EngineListener {
    void after_connect(driver::Connection& connection) override {
        connection.run("SET search_path = shop");
        said.emplace_back("connected");
    }
    void before_execute(const ExecuteEvent& event) override { say("before", event); }
    void after_execute(const ExecuteEvent& event) override { say(event.is_error ? "failed" : "after", event); }
    void on_begin() override { said.emplace_back("begin"); }
    void on_commit() override { said.emplace_back("commit"); }
    void on_rollback() override { said.emplace_back("rollback"); }
    void on_savepoint(std::string_view name) override { said.push_back("savepoint " + std::string(name)); }
    void on_release_savepoint(std::string_view name) override { said.push_back("release " + std::string(name)); }
    void on_rollback_to_savepoint(std::string_view name) override { said.push_back("back to " + std::string(name)); }

    void say(const std::string& when, const ExecuteEvent& event) {
        said.push_back(when + " " + std::string(event.sql) + " " + event.parameters_text() +
                       (event.from_cache ? " cached" : "") + (event.is_raw ? " raw" : ""));
        affected.push_back(event.affected);
    }

    std::vector<std::string> said;
    std::vector<std::int64_t> affected;
};

struct ListenerTest : EngineTest {
    ListenerTest() { engine.add_listener(recorder); }

    const std::shared_ptr<Recorder> recorder = std::make_shared<Recorder>();
};

TEST_F(ListenerTest, SetsUpEachNewConnection) {
    engine.connect();
    engine.connect();

    EXPECT_EQ(recorder->said, Asked{"connected"});
    EXPECT_EQ(asked(), Asked{"SET search_path = shop"});
}

TEST_F(ListenerTest, StopsAConnectionThatItCannotSetUp) {
    server.answer("SET search_path = shop", {.error_code = "sql_error"});

    EXPECT_THROW(engine.connect(), ProgrammingError);
    EXPECT_EQ(server.open(), 0);
    EXPECT_EQ(engine.pool_status().checked_out, 0);
}

TEST_F(ListenerTest, SeesStatementsAndTransactions) {
    Connection connection = engine.connect();
    connection.execute(text("one"));
    connection.execute(text("one"));
    connection.run("two");
    connection.commit();

    EXPECT_EQ(recorder->said, (Asked{"connected", "begin", "before one ()", "after one ()", "before one () cached",
                                     "after one () cached", "before two () raw", "after two () raw", "commit"}));
}

TEST_F(ListenerTest, SeesSavepoints) {
    Connection connection = engine.connect();
    connection.begin_nested().commit();
    connection.begin_nested().rollback();
    connection.rollback();

    EXPECT_EQ(recorder->said, (Asked{"connected", "begin", "savepoint azoth_sp_1", "release azoth_sp_1",
                                     "savepoint azoth_sp_2", "back to azoth_sp_2", "rollback"}));
}

TEST_F(ListenerTest, SeesAFailure) {
    server.answer("one", {.error_code = "sql_error"});
    EXPECT_THROW(engine.connect().execute(text("one")), ProgrammingError);

    EXPECT_EQ(recorder->said, (Asked{"connected", "begin", "before one ()", "failed one ()", "rollback"}));
}

TEST_F(ListenerTest, StopsAStatementByAnException) {
    struct Guard final : EngineListener {
        void before_execute(const ExecuteEvent&) override { throw ArgumentError("read_only", "no"); }
    };
    engine.add_listener(std::make_shared<Guard>());
    Connection connection = engine.connect();
    asked();

    expect_error<ArgumentError>("read_only", "no", [&] { connection.execute(text("one")); });
    EXPECT_EQ(asked(), Asked{"BEGIN"});
}

TEST_F(ListenerTest, IsSilentOnceRemoved) {
    engine.remove_listener(recorder);
    engine.connect().execute(text("one"));

    EXPECT_EQ(recorder->said, Asked{});
}

TEST_F(EngineTest, LetsATestCountStatements) {
    const StatementLog log(engine);
    engine.begin([](Connection& connection) {
        connection.execute(text("SELECT 1"));
        connection.execute(text("UPDATE x"));
    });

    expect_statements(log, 2);
    EXPECT_EQ(log.sql(), (Asked{"SELECT 1", "UPDATE x"}));
    EXPECT_EQ(log.count("SELECT"), 1U);
}

}  // namespace
}  // namespace azoth::test
