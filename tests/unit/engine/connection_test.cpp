// SPDX-License-Identifier: MIT
#include "azoth/engine/connection.hpp"

#include <functional>
#include <optional>
#include <thread>

#include "azoth/schema/table.hpp"
#include "azoth/sql/dml.hpp"
#include "azoth/sql/select.hpp"
#include "support/expect_error.hpp"
#include "support/fake_engine.hpp"

namespace azoth::test {
namespace {

struct ConnectionTest : FakeEngineTest {
    MetaData metadata;
    Table users{"users", metadata, Column("id", BigInteger{}).primary_key(), Column("name", String{30})};
    ColumnExpr<std::int64_t> id = users.c<std::int64_t>("id");
    ColumnExpr<std::string> name = users.c<std::string>("name");

    template <class Statement>
    static std::string sql_of(const Statement& statement) {
        return generic_dialect().compile(*statement.node()).sql;
    }

    Connection connection = engine.connect();
};

TEST_F(ConnectionTest, BeginsATransactionWithTheFirstStatement) {
    EXPECT_FALSE(connection.in_transaction());
    connection.execute(text("one"));
    connection.execute(text("two"));

    EXPECT_TRUE(connection.in_transaction());
    EXPECT_EQ(asked(), (Asked{"BEGIN", "one", "two"}));
}

TEST_F(ConnectionTest, CommitsAndBeginsAnew) {
    connection.execute(text("one"));
    connection.commit();
    EXPECT_FALSE(connection.in_transaction());
    connection.execute(text("two"));

    EXPECT_EQ(asked(), (Asked{"BEGIN", "one", "COMMIT", "BEGIN", "two"}));
}

TEST_F(ConnectionTest, HasNothingToEndWithoutATransaction) {
    connection.commit();
    connection.rollback();

    EXPECT_EQ(asked(), Asked{});
}

TEST_F(ConnectionTest, RollsBackWhenItIsDestroyed) {
    engine.connect().execute(text("one"));

    EXPECT_EQ(asked(), (Asked{"BEGIN", "one", "ROLLBACK"}));
}

TEST_F(ConnectionTest, GivesItselfBackToThePool) {
    connection.close();
    EXPECT_EQ(engine.pool_status().checked_in, 1);
    engine.connect();

    EXPECT_EQ(server.opened(), 1);
    EXPECT_EQ(server.resets(), 2);
}

TEST_F(ConnectionTest, RefusesToWorkWhenItIsClosed) {
    connection.close();

    EXPECT_TRUE(connection.is_closed());
    expect_error<ArgumentError>("connection_closed", "take one by Engine::connect()",
                                [&] { connection.execute(text("one")); });
    expect_error<ArgumentError>("connection_closed", "take one by Engine::connect()", [&] { connection.commit(); });
    expect_error<ArgumentError>("connection_closed", "take one by Engine::connect()", [&] {
        connection.execute(insert(users).values(id = 1).returning(id), std::vector<Parameters>{});
    });
}

TEST_F(ConnectionTest, GivesBackWhatItHadWhenItIsAssignedTo) {
    connection.execute(text("one"));
    connection = engine.connect();

    EXPECT_EQ(asked(), (Asked{"BEGIN", "one", "ROLLBACK"}));
    EXPECT_EQ(engine.pool_status().checked_out, 1);
}

TEST_F(ConnectionTest, LivesLongerThanItsEngine) {
    std::optional<Engine> dying = make_engine();
    std::optional<Connection> kept = dying->connect();
    dying.reset();
    kept->execute(text("one"));
    EXPECT_EQ(server.open(), 2);
    kept.reset();

    EXPECT_EQ(server.open(), 1);
}

TEST_F(ConnectionTest, AddsStatementParametersAndPlaceToAnError) {
    const auto statement = select(id).where(name == "sandy");
    const std::string sql = sql_of(statement);
    server.answer(sql, {.error_code = "no_such_table"});

    const ErrorDetail error =
        expect_error<ProgrammingError>("no_such_table", "", [&] { connection.execute(statement); });
    EXPECT_EQ(error.sql, sql);
    EXPECT_EQ(error.parameters, "('sandy')");
    EXPECT_NE(error.place.find("connection_test.cpp:"), std::string::npos);
}

TEST_F(ConnectionTest, HidesParametersInErrorsWhenToldTo) {
    Connection hiding = make_engine({.hide_parameters = true}).connect();
    const auto statement = text("secret :p").bind("p", "swordfish");
    server.answer(sql_of(statement), {.error_code = "sql_error"});

    const ErrorDetail error = expect_error<ProgrammingError>("sql_error", "", [&] { hiding.execute(statement); });
    EXPECT_EQ(error.parameters, "(hidden)");
}

TEST_F(ConnectionTest, AddsThePlaceToErrorsOfCompilation) {
    const auto unbound = text("SELECT :name");

    const ErrorDetail error = expect_error<ArgumentError>("missing_bind", "name", [&] { connection.execute(unbound); });
    EXPECT_NE(error.place.find("connection_test.cpp:"), std::string::npos);
    EXPECT_EQ(asked(), Asked{}) << "not even BEGIN";
}

TEST_F(ConnectionTest, ReportsUseByAnotherThread) {
    struct Meddler final : EngineListener {
        void before_execute(const ExecuteEvent&) override { action(); }
        std::function<void()> action;
    };
    const auto meddler = std::make_shared<Meddler>();
    std::string code;
    meddler->action = [&] {
        std::jthread([&] {
            try {
                connection.execute(text("two"));
            } catch (const ArgumentError& error) {
                code = error.code();
            }
        }).join();
    };
    engine.add_listener(meddler);
    connection.execute(text("one"));

    EXPECT_EQ(code, "concurrent_use");
    EXPECT_EQ(asked(), (Asked{"BEGIN", "one"}));
}

TEST_F(ConnectionTest, IsNotUsedAgainAfterItWasLost) {
    connection.execute(text("one"));
    Connection other = engine.connect();
    other.close();
    server.drop_connections();

    expect_error<ConnectionError>("connection_lost", "", [&] { connection.execute(text("two")); });
    connection.close();
    EXPECT_EQ(engine.pool_status().checked_in, 0) << "the other one was opened in the same generation";
    EXPECT_EQ(server.open(), 0);
}

TEST_F(ConnectionTest, MustBeRolledBackAfterItWasLostWithinATransaction) {
    connection.execute(text("one"));
    server.drop_connections();
    EXPECT_THROW(connection.execute(text("two")), ConnectionError);

    expect_error<ConnectionError>("connection_lost", "call rollback()", [&] { connection.execute(text("three")); });
    connection.rollback();
    connection.execute(text("four"));
    EXPECT_EQ(asked(), (Asked{"BEGIN", "one", "BEGIN", "four"}));
}

TEST_F(ConnectionTest, ClosesResultsOfALostConnection) {
    server.answer("rows", {.columns = {"id"}, .rows = {{1}, {2}}});
    auto result = connection.execute(text("rows"));
    server.drop_connections();
    EXPECT_THROW(connection.execute(text("two")), ConnectionError);
    connection.rollback();
    connection.execute(text("three"));

    expect_error<ArgumentError>("result_closed", "its connection was closed", [&] { result.all(); });
}

TEST_F(ConnectionTest, GetsAnotherConnectionWhenItIsLostBeforeATransaction) {
    server.drop_connections();
    EXPECT_THROW(connection.execute(text("one")), ConnectionError);
    connection.execute(text("two"));

    EXPECT_EQ(asked(), (Asked{"BEGIN", "two"}));
    EXPECT_EQ(server.opened(), 2);
}

TEST_F(ConnectionTest, CanTryAgainWhenNoOtherConnectionCouldBeOpened) {
    server.drop_connections();
    EXPECT_THROW(connection.execute(text("one")), ConnectionError);
    server.refuse_connections();
    EXPECT_THROW(connection.execute(text("two")), ConnectionError);
    server.refuse_connections(false);
    connection.execute(text("three"));

    EXPECT_EQ(asked(), (Asked{"BEGIN", "three"}));
}

TEST_F(ConnectionTest, IsThrownAwayWhenItCannotBeRolledBack) {
    server.answer("ROLLBACK", {.error_code = "sql_error"});
    connection.execute(text("one"));
    connection.close();

    EXPECT_EQ(server.open(), 0);
}

TEST_F(ConnectionTest, BeginsAnewWhenItsFirstStatementHasToBePreparedAgain) {
    server.answer("one", {.error_code = "statement_outdated"});
    EXPECT_THROW(connection.execute(text("one")), OperationalError) << "it is tried once more, not for ever";

    EXPECT_EQ(asked(), (Asked{"BEGIN", "one", "ROLLBACK", "BEGIN", "one"}));
}

TEST_F(ConnectionTest, LosesNothingWhenALaterStatementHasToBePreparedAgain) {
    server.answer("two", {.error_code = "statement_outdated"});
    connection.execute(text("one"));
    EXPECT_THROW(connection.execute(text("two")), OperationalError);

    EXPECT_EQ(asked(), (Asked{"BEGIN", "one", "two"}));
}

TEST_F(ConnectionTest, RunsRawSqlWithinTheTransaction) {
    connection.run("PRAGMA foreign_keys = ON");

    EXPECT_EQ(asked(), (Asked{"BEGIN", "PRAGMA foreign_keys = ON"}));
}

TEST_F(ConnectionTest, CountsTheStatementsOfATransaction) {
    EXPECT_EQ(connection.statements_in_transaction(), 0U);
    connection.begin();
    connection.execute(text("one"));
    connection.execute(text("two"));
    EXPECT_EQ(connection.statements_in_transaction(), 2U);
    connection.commit();
    auto next = connection.begin();

    EXPECT_EQ(connection.statements_in_transaction(), 0U);
}

TEST_F(ConnectionTest, RunsAStatementOncePerRowOfParameters) {
    auto node = make_node<sql::InsertNode>(users.table_node());
    node->columns = {1};
    node->rows = {{make_node<sql::ParameterNode>(0, String{30})}};
    const std::vector rows{ValueView::text("a"), ValueView::text("b")};
    const std::string sql = sql_of(Insert<>(node));
    server.answer(sql, {.affected = 1});
    std::vector<std::int64_t> affected(2);
    connection.run_many(*node, rows, 2, affected);

    EXPECT_EQ(affected, (std::vector<std::int64_t>{1, 1}));
    EXPECT_EQ(asked(), (Asked{"BEGIN", sql + " ('a', 'b')"}));
}

TEST_F(ConnectionTest, CompilesALastingStatementOnce) {
    auto node = make_node<sql::SelectNode>();
    node->items.push_back({id.node(), nullptr, nullptr});
    const LastingStatement statement(node);
    for (int i = 0; i < 3; ++i) connection.run_statement(statement);

    const std::string sql = generic_dialect().compile(*node).sql;
    EXPECT_EQ(asked(), (Asked{"BEGIN", sql, sql, sql}));
    EXPECT_EQ(engine.statistics().cache_hits + engine.statistics().cache_misses, 1U);
}

TEST_F(ConnectionTest, FindsTheBoundValuesOfALastingStatement) {
    auto node = make_node<sql::SelectNode>();
    node->items.push_back({id.node(), nullptr, nullptr});
    node->where.push_back((id == 7).node());
    const LastingStatement statement(node);
    connection.run_statement(statement);
    connection.run_statement(*select(id).where(id == 8).node());
    connection.run_statement(statement);

    const std::string sql = generic_dialect().compile(*node).sql;
    EXPECT_EQ(asked(), (Asked{"BEGIN", sql + " (7)", sql + " (8)", sql + " (7)"}));
}

TEST_F(ConnectionTest, GivesALastingStatementTheParametersOfEachRun) {
    auto node = make_node<sql::InsertNode>(users.table_node());
    node->columns = {1};
    node->rows = {{make_node<sql::ParameterNode>(0, String{30})}};
    const LastingStatement statement(node);
    for (const ValueView& value : {ValueView::text("a"), ValueView::text("b")})
        connection.run_statement(statement, {&value, 1});

    const std::string sql = sql_of(Insert<>(node));
    EXPECT_EQ(asked(), (Asked{"BEGIN", sql + " ('a')", sql + " ('b')"}));
}

struct TakeFirst : ConnectionTest, driver::RowTaker {
    void take(const ValueView* cells, std::span<const driver::ResultColumn>) override {
        if (is_refused) throw DataError("bad_value", "no");
        taken.push_back(cells[0].as_int64());
    }

    const LastingStatement query{select(id).node()};
    const std::string sql = generic_dialect().compile(*query.node()).sql;
    bool is_refused = false;
    std::vector<std::int64_t> taken;
};

TEST_F(TakeFirst, RunsTheQueryAndTakesOneRow) {
    server.answer(sql, {.columns = {"id"}, .rows = {{1}, {2}}});
    connection.take_first(query, {}, *this);

    EXPECT_EQ(taken, std::vector<std::int64_t>{1});
    EXPECT_EQ(asked(), (Asked{"BEGIN", sql}));
    EXPECT_EQ(engine.statistics().statements, 1U);
}

TEST_F(TakeFirst, LeavesAloneWhatIsThrownByHimWhoTakesTheRow) {
    server.answer(sql, {.columns = {"id"}, .rows = {{1}}});
    is_refused = true;
    try {
        connection.take_first(query, {}, *this);
        FAIL();
    } catch (const DataError& error) {
        EXPECT_EQ(error.detail().sql, "");
    }
    is_refused = false;
    connection.take_first(query, {}, *this);

    EXPECT_EQ(taken, std::vector<std::int64_t>{1});
}

TEST_F(TakeFirst, TellsWhichStatementHasFailed) {
    server.answer(sql, {.error_code = "lock_timeout"});
    try {
        connection.take_first(query, {}, *this);
        FAIL();
    } catch (const LockTimeout& error) {
        EXPECT_EQ(error.detail().sql, sql);
    }
}

TEST_F(ConnectionTest, DoesNothingForABatchOfNoRows) {
    const auto statement = insert(users);
    connection.run_many(*statement.node(), {}, 0, {});

    EXPECT_EQ(asked(), Asked{});
}

}  // namespace
}  // namespace azoth::test
