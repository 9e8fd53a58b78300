// SPDX-License-Identifier: MIT
#include "azoth/base/error.hpp"
#include "support/expect_error.hpp"
#include "unit/dialects/postgresql/driver_fixture.hpp"

namespace azoth::test {
namespace {

class PostgresqlStatements : public PostgresqlDriver {
protected:
    /// The statements that the server keeps for the connection, but for this question itself.
    std::vector<Row> kept() {
        const driver::Statement question{.sql = "SELECT statement FROM pg_prepared_statements ORDER BY prepare_time",
                                         .is_reusable = false};
        return rest_of(*connection().execute(question, {}));
    }
};

TEST_F(PostgresqlStatements, ArePreparedOnce) {
    rows_of(connection(), "SELECT 1");
    rows_of(connection(), "SELECT 1");

    EXPECT_EQ(kept(), (std::vector<Row>{{"SELECT 1"}}));
}

TEST_F(PostgresqlStatements, AreNotKeptWhenTheyWillNotComeAgain) {
    connection().execute({.sql = "SELECT 1", .is_reusable = false}, {});

    EXPECT_EQ(kept(), (std::vector<Row>{}));
}

TEST_F(PostgresqlStatements, AreNotKeptWhenTheServerRefusesThem) {
    for (int i = 0; i < 2; ++i)
        expect_error<ProgrammingError>("no_such_table", "nowhere",
                                       [&] { rows_of(connection(), "SELECT * FROM nowhere"); });

    EXPECT_EQ(kept(), (std::vector<Row>{}));
}

TEST_F(PostgresqlStatements, LeaveTheServerWhenTheyLeaveTheCache) {
    replace_connection(connect({.statement_cache_size = 2}));
    rows_of(connection(), "SELECT 1");
    rows_of(connection(), "SELECT 2");
    rows_of(connection(), "SELECT 3");  // 1 leaves
    rows_of(connection(), "SELECT 4");  // 2 leaves, and the server is told of 1

    EXPECT_EQ(kept(), (std::vector<Row>{{"SELECT 2"}, {"SELECT 3"}, {"SELECT 4"}}));
    EXPECT_EQ(value_of(connection(), "SELECT 3"), Value(3));
    EXPECT_EQ(value_of(connection(), "SELECT 1"), Value(1));
}

TEST_F(PostgresqlStatements, AreNotDroppedInAFailedTransaction) {
    replace_connection(connect({.statement_cache_size = 1}));
    rows_of(connection(), "SELECT 1");
    rows_of(connection(), "SELECT 2");
    connection().run("BEGIN");
    EXPECT_THROW(connection().run("SELECT 1 / 0"), DataError);

    expect_error<OperationalError>("transaction_aborted", "a statement in it has failed: roll back",
                                   [&] { rows_of(connection(), "SELECT 3"); });
    connection().run("ROLLBACK");

    EXPECT_EQ(value_of(connection(), "SELECT 3"), Value(3));
    EXPECT_EQ(kept(), (std::vector<Row>{{"SELECT 2"}, {"SELECT 3"}}));
}

TEST_F(PostgresqlStatements, DifferByTheTypesOfTheirParameters) {
    EXPECT_EQ(value_of(connection(), "SELECT pg_typeof($1)::text", {ValueView::int64(1)}), Value("bigint"));
    EXPECT_EQ(value_of(connection(), "SELECT pg_typeof($1)::text", {ValueView::boolean(true)}), Value("boolean"));
}

TEST_F(PostgresqlStatements, ArePreparedAgainWhenATableHasChanged) {
    connection().run("CREATE TEMP TABLE t (a int); INSERT INTO t VALUES (1)");
    rows_of(connection(), "SELECT * FROM t");
    connection().run("ALTER TABLE t ADD COLUMN b text DEFAULT 'new'");

    EXPECT_EQ(rows_of(connection(), "SELECT * FROM t"), (std::vector<Row>{{1, "new"}}));
}

TEST_F(PostgresqlStatements, ArePreparedAgainWhenATableHasOtherTypes) {
    connection().run("CREATE TEMP TABLE t (a int)");
    const auto insert = [&] { execute(connection(), "INSERT INTO t VALUES ($1)", {ValueView()}); };
    insert();
    connection().run("BEGIN; DROP TABLE t; CREATE TEMP TABLE t (a text)");
    insert();

    EXPECT_EQ(rows_of(connection(), "SELECT a FROM t"), (std::vector<Row>{{Value()}}));
}

class ChangedTables : public PostgresqlStatements {
protected:
    void SetUp() override {
        PostgresqlStatements::SetUp();
        if (IsSkipped()) return;
        connection().run("DROP TABLE IF EXISTS changed; CREATE TABLE changed (a int)");
        other_ = connect({});
    }
    void TearDown() override {
        if (!IsSkipped()) connection().run("ROLLBACK; DROP TABLE changed");
        PostgresqlStatements::TearDown();
    }
    void change(const std::string& sql) { other_->run("ALTER TABLE changed " + sql); }

private:
    std::unique_ptr<driver::Connection> other_;
};

TEST_F(ChangedTables, AreNoticedWhenAnotherConnectionChangesTheirTypes) {
    const auto insert = [&] { execute(connection(), "INSERT INTO changed VALUES ($1)", {ValueView()}); };
    insert();
    change("ALTER COLUMN a TYPE inet USING null");
    insert();

    EXPECT_EQ(value_of(connection(), "SELECT count(*) FROM changed"), Value(2));
}

TEST_F(ChangedTables, AreAnErrorWithinATransaction) {
    for (const bool begins_late : {false, true}) {
        rows_of(connection(), "SELECT * FROM changed");
        change("ADD COLUMN b" + std::to_string(begins_late) + " int");
        begins_late ? connection().run_later("BEGIN") : connection().run("BEGIN");

        expect_error<OperationalError>("statement_outdated", "roll back and run the transaction again",
                                       [&] { rows_of(connection(), "SELECT * FROM changed"); });
        connection().run("ROLLBACK");
        EXPECT_EQ(execute(connection(), "SELECT * FROM changed")->columns().size(), begins_late ? 3U : 2U);
    }
}

class DroppingStatements : public PostgresqlStatements, public testing::WithParamInterface<const char*> {};

TEST_P(DroppingStatements, IsNoticed) {
    replace_connection(connect({.statement_cache_size = 1}));
    rows_of(connection(), "SELECT 1");
    rows_of(connection(), "SELECT 2");
    connection().run(GetParam());
    connection().run("BEGIN");

    EXPECT_EQ(value_of(connection(), "SELECT 2"), Value(2));
    EXPECT_EQ(value_of(connection(), "SELECT 1"), Value(1));
}

INSTANTIATE_TEST_SUITE_P(Postgresql, DroppingStatements, testing::Values("DEALLOCATE ALL", "DISCARD ALL"));

TEST_F(PostgresqlStatements, ArePreparedAgainWhenSomebodyElseHasDroppedThem) {
    rows_of(connection(), "SELECT 1");
    connection().run("DEALLOCATE azoth_1");

    EXPECT_EQ(value_of(connection(), "SELECT 1"), Value(1));

    std::int64_t affected = 0;
    connection().run("CREATE TEMP TABLE t (a int)");
    connection().execute_many({.sql = "INSERT INTO t VALUES (1)"}, {}, {&affected, 1});
    connection().run("DEALLOCATE azoth_3");
    connection().execute_many({.sql = "INSERT INTO t VALUES (1)"}, {}, {&affected, 1});
    EXPECT_EQ(value_of(connection(), "SELECT count(*) FROM t"), Value(2));
}

TEST_F(PostgresqlStatements, CanBeOnesThatRefuseToRunInATransaction) {
    connection().execute({.sql = "VACUUM pg_type"}, {});
    connection().execute({.sql = "VACUUM pg_type"}, {});
}

}  // namespace
}  // namespace azoth::test
