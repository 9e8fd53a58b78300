// SPDX-License-Identifier: MIT
#include "azoth/engine/execution_options.hpp"

#include "azoth/engine/compiled_cache.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/select.hpp"
#include "support/captured_log.hpp"
#include "support/expect_error.hpp"
#include "support/fake_engine.hpp"

namespace azoth::test {
namespace {

using ExecutionOptionsTest = FakeEngineTest;

TEST_F(ExecutionOptionsTest, OfACallWinOverTheConnectionsAndTheEngines) {
    const ExecutionOptions engine_wide{
        .statement_timeout_ms = 1, .yield_per = 1, .row_by_row = true, .logging_token = "engine"};
    const ExecutionOptions connections = merged(engine_wide, {.yield_per = 2, .logging_token = "connection"});
    const ExecutionOptions calls = merged(connections, {.logging_token = "call"});

    EXPECT_EQ(calls.statement_timeout_ms, 1);
    EXPECT_EQ(calls.yield_per, 2U);
    EXPECT_EQ(calls.row_by_row, true);
    EXPECT_EQ(calls.logging_token, "call");
}

TEST_F(ExecutionOptionsTest, BeginTransactionsOfTheirIsolationLevel) {
    Connection connection = engine.connect();
    connection.set_isolation_level(IsolationLevel::Serializable);
    connection.execute(text("one"));
    connection.commit();

    EXPECT_EQ(connection.get_isolation_level(), IsolationLevel::Serializable);
    EXPECT_EQ(asked(), (Asked{"BEGIN ISOLATION LEVEL SERIALIZABLE", "one", "COMMIT"}));
}

TEST_F(ExecutionOptionsTest, AreGoneForTheNextUserOfAConnection) {
    engine.connect().set_isolation_level(IsolationLevel::Serializable);
    engine.connect().execute(text("one"));

    EXPECT_EQ(asked(), (Asked{"BEGIN", "one", "ROLLBACK"}));
}

TEST_F(ExecutionOptionsTest, OfAnEngineAreThoseOfItsConnections) {
    const Engine reports = engine.execution_options(
        {.isolation_level = IsolationLevel::Serializable, .read_only = true, .deferrable = true});
    reports.connect().execute(text("one"));
    engine.connect().execute(text("two"));

    EXPECT_EQ(asked(), (Asked{"BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY DEFERRABLE", "one", "ROLLBACK", "BEGIN",
                              "two", "ROLLBACK"}));
    EXPECT_EQ(server.opened(), 1);
}

TEST_F(ExecutionOptionsTest, BeginNothingInAutocommit) {
    Connection connection = engine.connect();
    connection.set_isolation_level(IsolationLevel::Autocommit);
    connection.execute(text("one"));
    connection.commit();
    connection.execute(text("two"));
    connection.rollback();

    EXPECT_EQ(asked(), (Asked{"one", "two"}));
    expect_error<ArgumentError>("autocommit", "no savepoints in AUTOCOMMIT", [&] { connection.begin_nested(); });
}

TEST_F(ExecutionOptionsTest, OfATransactionCannotBeChangedInOne) {
    Connection connection = engine.connect();
    connection.execute(text("one"));

    const ErrorDetail error = expect_error<ArgumentError>("transaction_open", "what a transaction begins with", [&] {
        connection.set_isolation_level(IsolationLevel::Serializable);
    });
    EXPECT_NE(error.place.find("execution_options_test.cpp"), std::string::npos);
    EXPECT_THROW(connection.execute(text("two"), {.read_only = true}), ArgumentError);
    connection.execution_options({.logging_token = "fine"});
}

TEST_F(ExecutionOptionsTest, OfACallEndWithIt) {
    Connection connection = engine.connect();
    connection.execute(text("one"), {.logging_token = "once"});

    EXPECT_FALSE(connection.get_execution_options().logging_token.has_value());
}

TEST_F(ExecutionOptionsTest, NameAnotherCacheOfCompiledStatements) {
    const auto cache = make_compiled_cache(10);
    const Engine reports = engine.execution_options({.compiled_cache = cache});
    for (int i = 0; i < 3; ++i) reports.connect().execute(text("one"));

    EXPECT_EQ(status_of(*cache).size, 1U);
    EXPECT_EQ(status_of(*cache).hits, 2U);
    EXPECT_EQ(engine.statistics().cache_misses, 0U);
}

TEST_F(ExecutionOptionsTest, MayWantNoCacheOfCompiledStatements) {
    Connection connection = engine.connect();
    for (int i = 0; i < 3; ++i) connection.execute(text("one"), {.compiled_cache = nullptr});
    EXPECT_EQ(engine.statistics().cache_hits + engine.statistics().cache_misses, 0U);

    connection.execute(text("one"));
    connection.execute(text("one"));
    EXPECT_EQ(engine.statistics().cache_hits, 1U);
    EXPECT_EQ(engine.statistics().cache_misses, 1U);
}

TEST_F(ExecutionOptionsTest, PutATokenBeforeLinesOfTheLog) {
    const Engine loud = make_engine({.echo = true, .logging_name = "main"});
    Connection connection = loud.connect();
    connection.execution_options({.logging_token = "task 7"});
    const CapturedLog log;
    connection.execute(text("one"));

    ASSERT_GE(log.lines().size(), 2U);
    EXPECT_EQ(log.lines()[0], "azoth.engine: [main] BEGIN (implicit)");
    EXPECT_EQ(log.lines()[1], "azoth.engine: [main] [task 7] one");
}

TEST_F(ExecutionOptionsTest, OfATimeLimitNeedADriverThatKnowsIt) {
    Connection connection = engine.connect();

    expect_error<OperationalError>("not_supported", "knows no time limit",
                                   [&] { connection.execution_options({.statement_timeout_ms = 5}); });
}

}  // namespace
}  // namespace azoth::test
