// SPDX-License-Identifier: MIT
#include <memory>
#include <string>
#include <vector>

#include "azoth/base/error.hpp"
#include "azoth/base/log.hpp"
#include "support/expect_error.hpp"
#include "unit/dialects/postgresql/driver_fixture.hpp"

namespace azoth::test {
namespace {

using PostgresqlCursor = PostgresqlDriver;

TEST_F(PostgresqlCursor, NamesItsColumnsAndTheirKinds) {
    const auto cursor = execute(connection(), "SELECT 1 AS one, 'x'::text AS \"Two words\", now(), 1.5 AS d");

    const auto columns = cursor->columns();
    ASSERT_EQ(columns.size(), 4U);
    EXPECT_EQ(columns[0].name, "one");
    EXPECT_EQ(columns[0].kind, ValueKind::Int64);
    EXPECT_EQ(columns[1].name, "Two words");
    EXPECT_EQ(columns[1].kind, ValueKind::Text);
    EXPECT_EQ(columns[2].kind, ValueKind::TimestampTz);
    EXPECT_EQ(columns[3].kind, ValueKind::Decimal);
}

TEST_F(PostgresqlCursor, SeveralMayBeReadAtOnce) {
    const auto first = execute(connection(), "SELECT generate_series(1, 3)");
    const auto second = execute(connection(), "SELECT generate_series(11, 13)");
    first->next();

    EXPECT_EQ(rest_of(*second), (std::vector<Row>{{11}, {12}, {13}}));
    EXPECT_EQ(rest_of(*first), (std::vector<Row>{{2}, {3}}));
    EXPECT_EQ(first->next(), nullptr);
}

TEST_F(PostgresqlCursor, CountsChangedRowsButNotSelectedOnes) {
    connection().run("CREATE TEMP TABLE t (a int)");
    EXPECT_EQ(execute(connection(), "INSERT INTO t SELECT generate_series(1, 5)")->affected_rows(), 5);
    EXPECT_EQ(execute(connection(), "UPDATE t SET a = a WHERE a > 3 RETURNING a")->affected_rows(), 2);
    EXPECT_EQ(execute(connection(), "DELETE FROM t WHERE a = 1")->affected_rows(), 1);
    EXPECT_EQ(execute(connection(), "SELECT * FROM t")->affected_rows(), 0);
    EXPECT_EQ(execute(connection(), "SELECT * FROM t")->last_insert_id(), 0);
}

TEST_F(PostgresqlCursor, IsEmptyOnceItsConnectionIsResetOrGone) {
    const auto first = execute(connection(), "SELECT generate_series(1, 3)");
    connection().reset();
    EXPECT_EQ(first->next(), nullptr);

    const auto second = execute(connection(), "SELECT generate_series(1, 3)");
    EXPECT_NE(second->next(), nullptr);
    replace_connection(nullptr);
    EXPECT_EQ(second->next(), nullptr);
}

TEST_F(PostgresqlCursor, OfACommandHasNoRows) {
    const auto cursor = execute(connection(), "CREATE TEMP TABLE t (a int)");

    EXPECT_TRUE(cursor->columns().empty());
    EXPECT_EQ(cursor->next(), nullptr);
    EXPECT_EQ(rest_of(*execute(connection(), "")), (std::vector<Row>{}));
}

TEST_F(PostgresqlCursor, ReadsAHundredThousandRows) {
    const auto cursor = execute(connection(), "SELECT i, i::text, NULLIF(i % 2, 0) FROM generate_series(1, 100000) i");
    std::int64_t sum = 0;
    while (const ValueView* cells = cursor->next()) sum += cells[0].as_int64();

    EXPECT_EQ(sum, 5'000'050'000);
}

TEST_F(PostgresqlCursor, RunTakesSeveralStatementsAndDropsTheirRows) {
    connection().run("CREATE TEMP TABLE t (a int); INSERT INTO t VALUES (1), (2); SELECT * FROM t");

    EXPECT_EQ(value_of(connection(), "SELECT count(*) FROM t"), Value(2));
}

TEST_F(PostgresqlCursor, SqlMustNotContainAZero) {
    const std::string_view sql("SELECT 1\0; DROP TABLE t", 23);
    expect_error<DataError>("bad_value", "U+0000", [&] { connection().run(sql); });
    expect_error<DataError>("bad_value", "U+0000", [&] { rows_of(connection(), sql); });
}

class CopyStatements : public PostgresqlDriver, public testing::WithParamInterface<const char*> {};

TEST_P(CopyStatements, AreRefusedWithoutHanging) {
    EXPECT_THROW(connection().execute({.sql = GetParam(), .is_reusable = false}, {}), DatabaseError);
    EXPECT_TRUE(connection().ping());
    EXPECT_THROW(connection().execute({.sql = GetParam()}, {}), DatabaseError);
}

INSTANTIATE_TEST_SUITE_P(PostgresqlCursor, CopyStatements, testing::Values(
    "COPY pg_class TO STDOUT",
    "COPY pg_class FROM STDIN"));

class ListeningSink final : public LogSink {
public:
    void write(LogLevel level, std::string_view channel, std::string_view line) override {
        if (level == LogLevel::Debug && channel == "azoth.driver") lines.emplace_back(line);
    }

    std::vector<std::string> lines;
};

TEST_F(PostgresqlCursor, NoticesGoToTheLog) {
    const auto sink = std::make_shared<ListeningSink>();
    const auto before = set_log_sink(sink);

    connection().run("DROP TABLE IF EXISTS nowhere");

    set_log_sink(before);
    EXPECT_EQ(sink->lines, (std::vector<std::string>{
        "PostgreSQL says: NOTICE: table \"nowhere\" does not exist, skipping"}));
}

}  // namespace
}  // namespace azoth::test
