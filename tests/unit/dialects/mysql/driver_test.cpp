// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver.hpp"

#include <limits>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "azoth/base/error.hpp"
#include "azoth/engine/url.hpp"
#include "support/driver_rows.hpp"
#include "support/expect_error.hpp"
#include "support/test_server.hpp"

namespace azoth::mysql::test {
namespace {

using azoth::test::execute;
using azoth::test::expect_error;
using azoth::test::rest_of;
using azoth::test::Row;
using azoth::test::rows_of;
using azoth::test::value_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr auto text = &ValueView::text;
constexpr auto int64 = &ValueView::int64;

/// The server's URL; every test that uses it is skipped without one.
class MysqlServer : public testing::Test {
protected:
    void SetUp() override {
        const auto found = azoth::test::test_server_url("mysql");
        if (!found) GTEST_SKIP() << azoth::test::no_test_server("mysql");
        url = parse_url(*found);
    }

    std::unique_ptr<driver::Connection> open(int statement_cache_size = 256) {
        return connect_mysql(url, {.statement_cache_size = statement_cache_size});
    }

    Url url;
};

/// A connection with temporary tables of authors and of everything.
class MysqlDriver : public MysqlServer {
protected:
    void SetUp() override {
        MysqlServer::SetUp();
        if (IsSkipped()) return;
        connection = open();
        connection->run(
            "CREATE TEMPORARY TABLE author (id BIGINT AUTO_INCREMENT PRIMARY KEY,"
            " name VARCHAR(20) NOT NULL, born INT, UNIQUE one_name (name),"
            " CONSTRAINT in_history CHECK (born > 0))");
    }

    driver::Connection& db() { return *connection; }
    Value round_trip(std::string_view sql_type, const ValueView& value) {
        db().run("CREATE OR REPLACE TEMPORARY TABLE one (v " + std::string(sql_type) + " NULL)");
        execute(db(), "INSERT INTO one VALUES (?)", {value});
        return value_of(db(), "SELECT v FROM one");
    }
    void add_authors(std::initializer_list<std::string_view> names) {
        for (const std::string_view name : names) execute(db(), "INSERT INTO author (name) VALUES (?)", {text(name)});
    }

    std::unique_ptr<driver::Connection> connection;
};

Value scalar(ValueKind kind, std::int64_t number) {
    return Value(ValueView::scalar(kind, number));
}
Value data(ValueKind kind, std::string_view bytes) {
    return Value(ValueView::data(kind, bytes.data(), bytes.size()));
}

struct RoundTrip {
    std::string_view sql_type;
    Value stored;
    Value read;

    friend void PrintTo(const RoundTrip& test, std::ostream* out) {
        *out << test.sql_type << " " << to_display_string(test.stored.view());
    }
};

class MysqlValues : public MysqlDriver, public testing::WithParamInterface<RoundTrip> {};

TEST_P(MysqlValues, RoundTrip) {
    EXPECT_EQ(round_trip(GetParam().sql_type, GetParam().stored.view()), GetParam().read);
    EXPECT_EQ(round_trip(GetParam().sql_type, {}), Value());
}

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::string_view kUuidBytes("\xf8\x1d\x4f\xae\x7d\xec\x11\xd0\xa7\x65\x00\xa0\xc9\x1e\x6b\xf6", 16);
constexpr std::string_view kUuidText = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";

INSTANTIATE_TEST_SUITE_P(Of, MysqlValues, testing::Values(
    RoundTrip{"TINYINT(1)", true, std::int64_t{1}},
    RoundTrip{"TINYINT", std::int64_t{-128}, std::int64_t{-128}},
    RoundTrip{"TINYINT UNSIGNED", std::int64_t{255}, std::int64_t{255}},
    RoundTrip{"SMALLINT", std::int64_t{-32768}, std::int64_t{-32768}},
    RoundTrip{"SMALLINT UNSIGNED", std::int64_t{65535}, std::int64_t{65535}},
    RoundTrip{"MEDIUMINT", std::int64_t{-8388608}, std::int64_t{-8388608}},
    RoundTrip{"MEDIUMINT UNSIGNED", std::int64_t{16777215}, std::int64_t{16777215}},
    RoundTrip{"INT", std::int64_t{-2147483648}, std::int64_t{-2147483648}},
    RoundTrip{"INT UNSIGNED", std::int64_t{4294967295}, std::int64_t{4294967295}},
    RoundTrip{"BIGINT", kMin, kMin},
    RoundTrip{"BIGINT UNSIGNED", std::int64_t{5}, std::int64_t{5}},
    RoundTrip{"BIGINT UNSIGNED", "18446744073709551615", data(ValueKind::Decimal, "18446744073709551615")},
    RoundTrip{"YEAR", std::int64_t{2024}, std::int64_t{2024}},
    RoundTrip{"BIT(1)", true, std::int64_t{1}},
    RoundTrip{"BIT(12)", std::int64_t{0xabc}, std::int64_t{0xabc}},
    RoundTrip{"FLOAT", 0.5, 0.5},
    RoundTrip{"FLOAT", 0.1, static_cast<double>(0.1F)},
    RoundTrip{"DOUBLE", 0.1, 0.1},
    RoundTrip{"DOUBLE", -1.7976931348623157e308, -1.7976931348623157e308},
    RoundTrip{"DECIMAL(40, 2)", data(ValueKind::Decimal, "-12345678901234567890123456789.50"),
              data(ValueKind::Decimal, "-12345678901234567890123456789.50")},
    RoundTrip{"VARCHAR(20)", "Šú 本 🙂", "Šú 本 🙂"},
    RoundTrip{"TEXT", "", ""},
    RoundTrip{"ENUM('red', 'blue')", "blue", "blue"},
    RoundTrip{"VARBINARY(9)", data(ValueKind::Bytes, {"\0\xff\xfe", 3}), data(ValueKind::Bytes, {"\0\xff\xfe", 3})},
    RoundTrip{"BLOB", data(ValueKind::Bytes, ""), data(ValueKind::Bytes, "")}));

INSTANTIATE_TEST_SUITE_P(OfTime, MysqlValues, testing::Values(
    RoundTrip{"DATE", scalar(ValueKind::Date, 19782), scalar(ValueKind::Date, 19782)},
    RoundTrip{"DATE", scalar(ValueKind::Date, -719'162), scalar(ValueKind::Date, -719'162)},
    RoundTrip{"DATE", scalar(ValueKind::Date, 2'932'896), scalar(ValueKind::Date, 2'932'896)},
    RoundTrip{"TIME", scalar(ValueKind::Time, 0), scalar(ValueKind::Time, 0)},
    RoundTrip{"TIME(6)", scalar(ValueKind::Time, 86'399'999'999), scalar(ValueKind::Time, 86'399'999'999)},
    RoundTrip{"TIME", scalar(ValueKind::Time, 86'400'000'000), scalar(ValueKind::Time, 86'400'000'000)},
    RoundTrip{"TIME(6)", scalar(ValueKind::Time, -1), scalar(ValueKind::Time, -1)},
    RoundTrip{"TIME", scalar(ValueKind::Time, 3'020'399'000'000), scalar(ValueKind::Time, 3'020'399'000'000)},
    RoundTrip{"TIME", scalar(ValueKind::Time, -3'020'399'000'000), scalar(ValueKind::Time, -3'020'399'000'000)},
    RoundTrip{"DATETIME", scalar(ValueKind::Timestamp, 0), scalar(ValueKind::Timestamp, 0)},
    RoundTrip{"DATETIME", scalar(ValueKind::Timestamp, 3'600'000'000), scalar(ValueKind::Timestamp, 3'600'000'000)},
    RoundTrip{"DATETIME(6)", scalar(ValueKind::Timestamp, -1), scalar(ValueKind::Timestamp, -1)},
    RoundTrip{"TIMESTAMP(6)", scalar(ValueKind::TimestampTz, 1'700'000'000'000'001),
              scalar(ValueKind::TimestampTz, 1'700'000'000'000'001)}));

INSTANTIATE_TEST_SUITE_P(OfOtherKinds, MysqlValues, testing::Values(
    RoundTrip{"UUID", data(ValueKind::Uuid, kUuidBytes), kUuidText},
    RoundTrip{"CHAR(36)", data(ValueKind::Uuid, kUuidBytes), kUuidText},
    RoundTrip{"JSON", data(ValueKind::Json, "{\"a\": 1}"), "{\"a\": 1}"}));

TEST_F(MysqlDriver, RoundTripsABigText) {
    const std::string big(1'000'000, 'x');

    EXPECT_EQ(round_trip("LONGTEXT", text(big)).as<std::string>(), big);
}

TEST_F(MysqlDriver, RefusesNotANumber) {
    expect_error<DataError>("bad_value", "parameter 1 is nan", [&] {
        execute(db(), "SELECT ?", {ValueView::real(std::numeric_limits<double>::quiet_NaN())});
    });
}

TEST_F(MysqlDriver, RefusesADateBeyondTheServersCalendar) {
    expect_error<DataError>("value_out_of_range", "years 1 to 9999",
                            [&] { execute(db(), "SELECT ?", {ValueView::scalar(ValueKind::Date, 2'932'897)}); });
}

TEST_F(MysqlDriver, RefusesToReadTheZeroDate) {
    db().run(
        "SET sql_mode = ''; CREATE TEMPORARY TABLE old (day DATE, at DATETIME);"
        "INSERT INTO old VALUES ('0000-00-00', '2024-00-10 10:00:00')");

    expect_error<DataError>("bad_date", "column 'day' holds 0000-00-00", [&] { rows_of(db(), "SELECT day FROM old"); });
    expect_error<DataError>("bad_date", "column 'at' holds 2024-00-10", [&] { rows_of(db(), "SELECT at FROM old"); });
}

TEST_F(MysqlDriver, ReadsTheZeroDateAsNullWhenTheUrlSaysSo) {
    url.options.append("zero_dates", "null");
    const auto lenient = open();
    lenient->run(
        "SET sql_mode = ''; CREATE TEMPORARY TABLE old (day DATE, at DATETIME);"
        "INSERT INTO old VALUES ('0000-00-00', '2024-00-10 10:00:00')");

    EXPECT_EQ(rows_of(*lenient, "SELECT day, at, 7 FROM old"), (std::vector<Row>{{{}, {}, 7}}));
}

TEST_F(MysqlDriver, RefusesATimeThatNoColumnHolds) {
    expect_error<DataError>("value_out_of_range", "a TIME ends at 838:59:59", [&] {
        execute(db(), "SELECT ?", {ValueView::scalar(ValueKind::Time, 839 * 3'600'000'000)});
    });
}

TEST_F(MysqlDriver, RefusesAValueThatWouldBeCut) {
    expect_error<DataError>("value_too_long", "column 'name'",
                            [&] { add_authors({"a name of more than twenty letters"}); });
    expect_error<DataError>("value_out_of_range", "column 'v'", [&] { round_trip("TINYINT", int64(128)); });
    expect_error<DataError>("bad_value", "Incorrect integer value", [&] { round_trip("INT", text("abc")); });
}

TEST_F(MysqlDriver, DescribesTheColumns) {
    const auto cursor = execute(db(), "SELECT id, name AS author, 18446744073709551615 AS big FROM author");

    ASSERT_EQ(cursor->columns().size(), 3U);
    EXPECT_EQ(cursor->columns()[0].kind, ValueKind::Int64);
    EXPECT_EQ(cursor->columns()[1].name, "author");
    EXPECT_EQ(cursor->columns()[1].kind, ValueKind::Text);
    EXPECT_EQ(cursor->columns()[2].kind, ValueKind::Null);
    EXPECT_THAT(rest_of(*cursor), IsEmpty());
}

TEST_F(MysqlDriver, ReadsRowsOfManyColumnsWithNulls) {
    std::string sql = "SELECT 1";
    for (int i = 2; i <= 20; ++i) sql += i % 3 == 0 ? ", NULL" : ", " + std::to_string(i);
    const Row row = rows_of(db(), sql).at(0);

    for (std::size_t i = 0; i < row.size(); ++i)
        EXPECT_EQ(row[i], (i + 1) % 3 == 0 ? Value() : Value(static_cast<std::int64_t>(i + 1)));
}

TEST_F(MysqlDriver, TellsTheFirstGeneratedKey) {
    const auto cursor = execute(db(), "INSERT INTO author (name) VALUES ('Le Guin'), ('Butler')");

    EXPECT_EQ(cursor->last_insert_id(), 1);
    EXPECT_EQ(cursor->affected_rows(), 2);
    EXPECT_EQ(execute(db(), "SELECT 1")->last_insert_id(), 0);
    EXPECT_EQ(execute(db(), "UPDATE author SET name = name")->last_insert_id(), 0);
}

TEST_F(MysqlDriver, CountsRowsThatAnUpdateFindsUnchanged) {
    add_authors({"Le Guin", "Butler"});

    EXPECT_EQ(execute(db(), "UPDATE author SET name = name")->affected_rows(), 2);
    EXPECT_EQ(execute(db(), "SELECT * FROM author")->affected_rows(), 0);
}

TEST_F(MysqlDriver, CountsTheRowsOfReturning) {
    const auto cursor = execute(db(), "INSERT INTO author (name) VALUES ('Le Guin'), ('Butler') RETURNING id");

    EXPECT_THAT(rest_of(*cursor), ElementsAre(Row{std::int64_t{1}}, Row{std::int64_t{2}}));
    EXPECT_EQ(cursor->affected_rows(), 2);
}

TEST_F(MysqlDriver, ReadsTwoResultsAtOnce) {
    add_authors({"a", "b"});
    const auto up = execute(db(), "SELECT name FROM author ORDER BY id");
    const auto down = execute(db(), "SELECT name FROM author ORDER BY id DESC");

    EXPECT_EQ(up->next()->as_text(), "a");
    EXPECT_EQ(down->next()->as_text(), "b");
    EXPECT_EQ(up->next()->as_text(), "b");
    EXPECT_EQ(down->next()->as_text(), "a");
}

TEST_F(MysqlDriver, RunsAStatementWhoseResultIsStillBeingRead) {
    add_authors({"a", "b"});
    const auto outer = execute(db(), "SELECT id, name FROM author ORDER BY id");
    outer->next();
    const auto inner = execute(db(), "SELECT id, name FROM author ORDER BY id");

    EXPECT_EQ(rest_of(*inner).size(), 2U);
    EXPECT_EQ(rest_of(*outer).size(), 1U);
}

TEST_F(MysqlDriver, UsesAPreparedStatementAgain) {
    for (std::int64_t i = 0; i < 3; ++i) {
        EXPECT_EQ(value_of(db(), "SELECT ? + 1", {int64(i)}), Value(i + 1));
        EXPECT_EQ(value_of(db(), "SELECT ? + 1", {ValueView::real(0.5)}), Value(1.5));
    }
    EXPECT_EQ(value_of(db(), "SELECT VARIABLE_VALUE + 0 FROM information_schema.SESSION_STATUS"
                             " WHERE VARIABLE_NAME = 'Com_stmt_prepare'"),
              Value(2.0));
}

TEST_F(MysqlDriver, SeesNewColumnsOfACachedStatement) {
    add_authors({"a"});
    EXPECT_EQ(rows_of(db(), "SELECT * FROM author").at(0).size(), 3U);

    db().run("ALTER TABLE author ADD COLUMN died INT");

    const auto cursor = execute(db(), "SELECT * FROM author");
    EXPECT_EQ(cursor->columns().back().name, "died");
    EXPECT_EQ(rest_of(*cursor).at(0).size(), 4U);
}

TEST_F(MysqlDriver, SeesRenamedAndRetypedColumnsOfACachedStatement) {
    db().run("INSERT INTO author (name, born) VALUES ('a', 1929)");
    rows_of(db(), "SELECT * FROM author");

    db().run("ALTER TABLE author CHANGE born year_of_birth VARCHAR(9) NULL");

    const auto cursor = execute(db(), "SELECT * FROM author");
    EXPECT_EQ(cursor->columns()[2].name, "year_of_birth");
    EXPECT_EQ(rest_of(*cursor).at(0).at(2), Value("1929"));
}

TEST_F(MysqlDriver, KeepsAnOpenResultWhenItsStatementLeavesTheCache) {
    const auto small_cache = open(1);
    const auto cursor = execute(*small_cache, "SELECT 1 UNION ALL SELECT 2");
    execute(*small_cache, "SELECT 3");
    execute(*small_cache, "SELECT 4");

    EXPECT_EQ(rest_of(*cursor).size(), 2U);
}

TEST_F(MysqlDriver, EmptiesAResultWhenItsConnectionCloses) {
    const auto cursor = execute(db(), "SELECT 1 UNION ALL SELECT 2");
    ASSERT_NE(cursor->next(), nullptr);
    connection.reset();

    EXPECT_EQ(cursor->next(), nullptr);
}

TEST_F(MysqlDriver, ResetClosesResults) {
    const auto cursor = execute(db(), "SELECT 1 UNION ALL SELECT 2");
    db().reset();

    EXPECT_EQ(cursor->next(), nullptr);
    EXPECT_EQ(value_of(db(), "SELECT 3"), Value(std::int64_t{3}));
}

TEST_F(MysqlDriver, ShowsTheFirstResultOfAProcedure) {
    db().run(
        "DROP PROCEDURE IF EXISTS azoth_driver_test;"
        "CREATE PROCEDURE azoth_driver_test(n INT) BEGIN SELECT n; SELECT 'other', 2; END");
    for (std::int64_t i = 0; i < 3; ++i) EXPECT_EQ(value_of(db(), "CALL azoth_driver_test(?)", {int64(i)}), Value(i));
    db().run("DROP PROCEDURE azoth_driver_test");
}

TEST_F(MysqlDriver, CountsEachRowOfABatchWhenAskedTo) {
    std::int64_t affected[3] = {};
    const ValueView names[] = {text("a"), text("b"), text("a")};

    EXPECT_EQ(db().execute_many({.sql = "INSERT IGNORE INTO author (name) VALUES (?)"}, names, affected), 2);

    EXPECT_THAT(affected, ElementsAre(1, 1, 0));
}

TEST_F(MysqlDriver, RunsABatchInOneMessageWhenNobodyWantsTheCounts) {
    std::vector<ValueView> values;
    for (std::int64_t i = 0; i < 100; ++i)
        values.insert(values.end(), {int64(i), i % 2 == 0 ? text("even") : ValueView()});
    db().run("CREATE TEMPORARY TABLE bulk (n INT, word VARCHAR(9))");

    db().execute_many({.sql = "INSERT INTO bulk VALUES (?, ?)"}, values, {});

    EXPECT_THAT(rows_of(db(), "SELECT count(*), count(word) FROM bulk"),
                ElementsAre(Row{std::int64_t{100}, std::int64_t{50}}));
    EXPECT_EQ(value_of(db(), "SELECT VARIABLE_VALUE + 0 FROM information_schema.SESSION_STATUS"
                             " WHERE VARIABLE_NAME = 'Com_stmt_execute'"),
              Value(3.0));
}

TEST_F(MysqlDriver, RoundTripsAllKindsInABatch) {
    db().run(
        "CREATE TEMPORARY TABLE kinds (k INT PRIMARY KEY, b BOOL, r DOUBLE, t TEXT, bin BLOB, d DATE, c TIME(6),"
        " ts DATETIME(6), tz TIMESTAMP(6) NULL, dec_ DECIMAL(9, 3), u UUID, j JSON, nothing INT)");
    std::vector<ValueView> values;
    for (const std::int64_t key : {1, 2, 3})
        values.insert(
            values.end(),
            {int64(key), ValueView::boolean(true), ValueView::real(0.25), text("t\xc3\xa9xt"),
             ValueView::data(ValueKind::Bytes, "\0\xff", 2), ValueView::scalar(ValueKind::Date, 19782),
             ValueView::scalar(ValueKind::Time, 3'600'000'001), ValueView::scalar(ValueKind::Timestamp, -1),
             ValueView::scalar(ValueKind::TimestampTz, 1'700'000'000'000'001),
             ValueView::data(ValueKind::Decimal, "-12.500", 7), ValueView::data(ValueKind::Uuid, kUuidBytes.data(), 16),
             ValueView::data(ValueKind::Json, "[1]", 3), ValueView()});

    db().execute_many({.sql = "INSERT INTO kinds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"}, values, {});

    EXPECT_EQ(rows_of(db(), "SELECT * FROM kinds ORDER BY k").at(2),
              (Row{std::int64_t{3}, std::int64_t{1}, 0.25, "t\xc3\xa9xt", data(ValueKind::Bytes, {"\0\xff", 2}),
                   scalar(ValueKind::Date, 19782), scalar(ValueKind::Time, 3'600'000'001),
                   scalar(ValueKind::Timestamp, -1), scalar(ValueKind::TimestampTz, 1'700'000'000'000'001),
                   data(ValueKind::Decimal, "-12.500"), kUuidText, "[1]", Value()}));
}

TEST_F(MysqlDriver, SplitsABatchThatIsTooLargeForOneMessage) {
    const std::string big(300'000, 'x');
    const std::vector<ValueView> values(10, text(big));
    db().run("CREATE TEMPORARY TABLE bulk (word LONGTEXT)");

    db().execute_many({.sql = "INSERT INTO bulk VALUES (?)"}, values, {});

    EXPECT_EQ(value_of(db(), "SELECT count(*) FROM bulk WHERE length(word) = 300000"), Value(std::int64_t{10}));
}

TEST_F(MysqlDriver, RunsABatchOfMixedKinds) {
    const ValueView values[] = {int64(1), text("2"), ValueView(), ValueView::real(4)};
    db().run("CREATE TEMPORARY TABLE bulk (n INT)");

    db().execute_many({.sql = "INSERT INTO bulk VALUES (?)"}, values, {});

    EXPECT_THAT(rows_of(db(), "SELECT n FROM bulk WHERE n IS NOT NULL ORDER BY n"),
                ElementsAre(Row{std::int64_t{1}}, Row{std::int64_t{2}}, Row{std::int64_t{4}}));
}

TEST_F(MysqlDriver, RunsABatchOfAStatementThatTheServerTakesOnlyRowByRow) {
    const ValueView values[] = {int64(1), int64(2)};
    db().run("CREATE TEMPORARY TABLE bulk (n INT)");

    db().execute_many({.sql = "INSERT INTO bulk SELECT ?"}, values, {});
    db().execute_many({.sql = "SELECT ?"}, values, {});
    db().execute_many({.sql = "INSERT INTO bulk VALUES (?) RETURNING n"}, values, {});

    EXPECT_EQ(value_of(db(), "SELECT count(*) FROM bulk"), Value(std::int64_t{4}));
}

TEST_F(MysqlDriver, UpdatesAndDeletesInBatches) {
    add_authors({"a", "b", "c"});
    const ValueView updates[] = {text("A"), int64(1), text("B"), int64(2)};
    const ValueView deletes[] = {int64(1), int64(3)};

    EXPECT_EQ(db().execute_many({.sql = "UPDATE author SET name = ? WHERE id = ?"}, updates, {}), 2);
    EXPECT_EQ(db().execute_many({.sql = "DELETE FROM author WHERE id = ?"}, deletes, {}), 2);

    EXPECT_THAT(rows_of(db(), "SELECT name FROM author"), ElementsAre(Row{"B"}));
}

TEST_F(MysqlDriver, CountsTheRowsThatABatchHasFoundAlsoWhenTheyStayAsTheyAre) {
    add_authors({"a", "b", "c"});
    const ValueView updates[] = {text("a"), int64(1), text("B"), int64(2), text("x"), int64(99)};

    EXPECT_EQ(db().execute_many({.sql = "UPDATE author SET name = ? WHERE id = ?"}, updates, {}), 2);
}

TEST_F(MysqlDriver, CanRunAStatementAfterItsBatchFailed) {
    const ValueView twice[] = {text("a"), text("a")};
    EXPECT_THROW(db().execute_many({.sql = "INSERT INTO author (name) VALUES (?)"}, twice, {}), UniqueViolation);

    add_authors({"b"});

    EXPECT_EQ(value_of(db(), "SELECT count(*) FROM author WHERE name = 'b'"), Value(std::int64_t{1}));
}

TEST_F(MysqlDriver, RefusesAWrongNumberOfParameters) {
    const ValueView values[] = {int64(1), int64(2), int64(3)};

    expect_error<ProgrammingError>("wrong_parameter_count", "has 2 parameters, but 1 were given",
                                   [&] { execute(db(), "SELECT ?, ?", {int64(1)}); });
    expect_error<ProgrammingError>("wrong_parameter_count", "has 2 parameters, into which 3 values",
                                   [&] { db().execute_many({.sql = "SELECT ?, ?"}, values, {}); });
}

TEST_F(MysqlDriver, RunsSeveralStatementsAndDropsTheirRows) {
    db().run("SELECT 1; SELECT 2 FROM author; SET @a = 7; SELECT 3");

    EXPECT_EQ(value_of(db(), "SELECT @a"), Value(std::int64_t{7}));
}

TEST_F(MysqlDriver, ReportsAnErrorOfALaterStatement) {
    expect_error<ProgrammingError>("no_such_table", "nowhere", [&] { db().run("SELECT 1; SELECT * FROM nowhere"); });
    EXPECT_EQ(value_of(db(), "SELECT 1"), Value(std::int64_t{1}));
}

TEST_F(MysqlDriver, RefusesASecondStatementInOne) {
    expect_error<ProgrammingError>("syntax_error", "SQL syntax", [&] { execute(db(), "SELECT 1; SELECT 2"); });
}

TEST_F(MysqlDriver, NamesTheViolatedConstraint) {
    db().run(
        "DROP TABLE IF EXISTS azoth_child, azoth_parent;"
        "CREATE TABLE azoth_parent (id INT PRIMARY KEY);"
        "CREATE TABLE azoth_child (pid INT, CONSTRAINT has_parent FOREIGN KEY (pid) REFERENCES azoth_parent (id))");
    const auto fails = [&](std::string_view sql) {
        try {
            execute(db(), sql);
        } catch (const IntegrityError& error) {
            const ErrorDetail& detail = error.detail();
            return detail.code + ", constraint " + detail.constraint + ", table " + detail.table + ", column " +
                   detail.column + ", SQLSTATE " + detail.sqlstate;
        }
        return std::string("stored");
    };
    add_authors({"a"});

    EXPECT_EQ(fails("INSERT INTO author (name) VALUES ('a')"),
              "unique_violation, constraint one_name, table , column , SQLSTATE 23000");
    EXPECT_EQ(fails("INSERT INTO author (name) VALUES (NULL)"),
              "not_null_violation, constraint , table , column name, SQLSTATE 23000");
    EXPECT_EQ(fails("INSERT INTO author (born) VALUES (1)"),
              "not_null_violation, constraint , table , column name, SQLSTATE HY000");
    EXPECT_EQ(fails("INSERT INTO author (name, born) VALUES ('b', -1)"),
              "check_violation, constraint in_history, table author, column , SQLSTATE 23000");
    EXPECT_EQ(fails("INSERT INTO azoth_child VALUES (1)"),
              "foreign_key_violation, constraint has_parent, table azoth_child, column pid, SQLSTATE 23000");
    db().run("DROP TABLE azoth_child, azoth_parent");
}

TEST_F(MysqlDriver, TellsWrongSqlApart) {
    expect_error<ProgrammingError>("no_such_table", "nowhere", [&] { execute(db(), "SELECT * FROM nowhere"); });
    expect_error<ProgrammingError>("no_such_column", "Unknown column 'x'",
                                   [&] { execute(db(), "SELECT x FROM author"); });
    expect_error<ProgrammingError>("syntax_error", "SQL syntax", [&] { execute(db(), "SELEC 1"); });
    expect_error<ProgrammingError>("sql_error", "Unknown database", [&] { db().run("USE no_such_database"); });
    EXPECT_FALSE(db().is_broken());
}

TEST_F(MysqlDriver, ReportsALockThatAnotherTransactionHolds) {
    const auto other = open();
    db().run("CREATE OR REPLACE TABLE azoth_lock (id INT PRIMARY KEY); INSERT INTO azoth_lock VALUES (1)");
    db().run("BEGIN; UPDATE azoth_lock SET id = 2");
    other->run("SET innodb_lock_wait_timeout = 0");

    expect_error<LockTimeout>("lock_timeout", "another transaction holds the lock",
                              [&] { execute(*other, "UPDATE azoth_lock SET id = 3"); });
    db().run("ROLLBACK; DROP TABLE azoth_lock");
}

TEST_F(MysqlDriver, KnowsThatItsConnectionWasKilled) {
    const auto other = open();
    const auto id = value_of(db(), "SELECT CONNECTION_ID()").as<std::int64_t>();
    EXPECT_TRUE(db().ping());
    other->run("KILL " + std::to_string(id));

    EXPECT_THROW(execute(db(), "SELECT 1"), ConnectionError);
    EXPECT_TRUE(db().is_broken());
    EXPECT_FALSE(db().ping());
}

TEST_F(MysqlDriver, FindsOutByPingThatItsConnectionWasKilled) {
    const auto other = open();
    other->run("KILL " + std::to_string(value_of(db(), "SELECT CONNECTION_ID()").as<std::int64_t>()));

    EXPECT_FALSE(db().ping());
    EXPECT_TRUE(db().is_broken());
}

TEST_F(MysqlDriver, LetsGoOfAnOpenResultAfterItsConnectionWasKilled) {
    const auto other = open();
    const auto id = value_of(db(), "SELECT CONNECTION_ID()").as<std::int64_t>();
    const auto cursor = execute(db(), "SELECT 1 UNION ALL SELECT 2");
    other->run("KILL " + std::to_string(id));
    EXPECT_THROW(db().run("SELECT 1"), ConnectionError);

    EXPECT_EQ(rest_of(*cursor).size(), 2U);
}

TEST_F(MysqlDriver, SetsUpTheSession) {
    EXPECT_THAT(value_of(db(), "SELECT @@sql_mode").as<std::string>(), HasSubstr("STRICT_ALL_TABLES"));
    EXPECT_EQ(value_of(db(), "SELECT @@time_zone"), Value("+00:00"));
    EXPECT_EQ(value_of(db(), "SELECT @@character_set_client"), Value("utf8mb4"));
}

TEST_F(MysqlDriver, SaysWhichServerItIs) {
    const driver::ServerInfo info = db().server_info();
    const auto version = value_of(db(), "SELECT VERSION()").as<std::string>();

    EXPECT_EQ(info.product, version.find("MariaDB") == std::string::npos ? "MySQL" : "MariaDB");
    EXPECT_THAT(version, testing::StartsWith(std::to_string(info.version / 10'000) + "." +
                                             std::to_string(info.version / 100 % 100) + "." +
                                             std::to_string(info.version % 100)));
}

TEST_F(MysqlServer, IsNamedWithoutThePasswordWhenTheLoginFails) {
    url.password = "wrong-secret";
    const std::string target = url.host + ":" + std::to_string(url.port.value_or(3306)) + " as '" + url.username + "'";

    expect_error<ConnectionError>("authentication_failed", target, [&] { open(); });
    try {
        open();
    } catch (const ConnectionError& error) {
        EXPECT_THAT(error.what(), Not(HasSubstr("wrong-secret")));
        EXPECT_THAT(error.what(), HasSubstr("check user name and password in the URL"));
    }
}

TEST_F(MysqlServer, RefusesAnUnknownDatabase) {
    url.database = "no_such_database";

    expect_error<ConnectionError>("unknown_database", "database 'no_such_database'", [&] { open(); });
}

TEST_F(MysqlServer, RefusesToConnectWithoutEncryptionWhenTheUrlInsistsOnIt) {
    if (value_of(*open(), "SELECT @@have_ssl") == Value("YES")) GTEST_SKIP() << "the test server has TLS";
    url.options["ssl"] = "true";

    expect_error<ConnectionError>("connection_failed", "the server offers none", [&] { open(); });
}

TEST(MysqlUrl, NamesTheAddressWhenNobodyListens) {
    expect_error<ConnectionError>("connection_failed", "127.0.0.1:1",
                                  [] { connect_mysql({.dialect = "mysql", .port = 1}, {}); });
    expect_error<ConnectionError>("connection_failed", "/no/such/socket", [] {
        connect_mysql({.dialect = "mysql", .options = {{"socket", "/no/such/socket"}}}, {});
    });
}

struct BadUrl {
    Url url;
    std::string_view message;
};

class BadMysqlUrls : public testing::TestWithParam<BadUrl> {};

TEST_P(BadMysqlUrls, AreRefusedWithAdvice) {
    expect_error<ArgumentError>("bad_url", GetParam().message, [] { connect_mysql(GetParam().url, {}); });
}

INSTANTIATE_TEST_SUITE_P(MysqlUrl, BadMysqlUrls, testing::Values(
    BadUrl{{.options = {{"charset", "latin1"}}}, "no option 'charset'; the options are socket, ssl, ssl_ca, ssl_cert"},
    BadUrl{{.options = {{"ssl", "maybe"}}}, "'maybe', but it must be true or false"},
    BadUrl{{.options = {{"ssl", "false"}, {"ssl_ca", "ca.pem"}}}, "contradicts ssl_ca and ssl_cert"},
    BadUrl{{.host = "h", .options = {{"socket", "/s"}}}, "a host and the option socket"}));

}  // namespace
}  // namespace azoth::mysql::test
