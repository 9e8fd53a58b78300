// SPDX-License-Identifier: MIT
#include "dialects/sqlite/driver.hpp"

#include <cstdio>
#include <filesystem>
#include <limits>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "azoth/base/error.hpp"
#include "support/driver_rows.hpp"
#include "support/expect_error.hpp"

namespace azoth::sqlite::test {
namespace {

using azoth::test::execute;
using azoth::test::expect_error;
using azoth::test::rest_of;
using azoth::test::Row;
using azoth::test::rows_of;
using azoth::test::value_of;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto text = &ValueView::text;
constexpr auto int64 = &ValueView::int64;

std::unique_ptr<driver::Connection> open(const Url& url, int statement_cache_size = 256) {
    return connect_sqlite(url, {.statement_cache_size = statement_cache_size});
}

/// A database in memory with one table of books.
class SqliteDriver : public testing::Test {
protected:
    SqliteDriver() {
        db.run(
            "CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
            "CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT, author_id INTEGER REFERENCES author (id),"
            " pages INTEGER CONSTRAINT has_pages CHECK (pages > 0))");
    }

    /// What a value becomes on its way to the database and back.
    Value round_trip(const ValueView& value) { return value_of(db, "SELECT ?", {value}); }
    void add_authors(std::initializer_list<std::string_view> names) {
        for (const std::string_view name : names) execute(db, "INSERT INTO author (name) VALUES (?)", {text(name)});
    }

    std::unique_ptr<driver::Connection> connection = open({.dialect = "sqlite"});
    driver::Connection& db = *connection;
};

/// A database in a file of its own, which several connections can open.
class SqliteFile : public testing::Test {
protected:
    ~SqliteFile() override {
        for (const char* suffix : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(path + suffix);
    }

    std::unique_ptr<driver::Connection> open_file(UrlOptions options = {}) {
        return open({.dialect = "sqlite", .database = path, .options = std::move(options)});
    }

    std::string path = testing::TempDir() + "azoth_sqlite_driver_" + std::to_string(::getpid()) + ".db";
};

TEST_F(SqliteDriver, RoundTripsEveryStorageClass) {
    EXPECT_EQ(round_trip({}), Value());
    EXPECT_EQ(round_trip(int64(std::numeric_limits<std::int64_t>::min())),
              Value(std::numeric_limits<std::int64_t>::min()));
    EXPECT_EQ(round_trip(ValueView::real(0.1)), Value(0.1));
    EXPECT_EQ(round_trip(ValueView::real(std::numeric_limits<double>::infinity())),
              Value(std::numeric_limits<double>::infinity()));
    EXPECT_EQ(round_trip(text("Šú 本")), Value("Šú 本"));
    EXPECT_EQ(round_trip(ValueView::data(ValueKind::Bytes, "\0\xff", 2)),
              Value(ValueView::data(ValueKind::Bytes, "\0\xff", 2)));
}

TEST_F(SqliteDriver, StoresOtherKindsAsTextOrNumber) {
    const std::string uuid("\xf8\x1d\x4f\xae\x7d\xec\x11\xd0\xa7\x65\x00\xa0\xc9\x1e\x6b\xf6", 16);

    EXPECT_EQ(round_trip(ValueView::boolean(true)), Value(std::int64_t{1}));
    EXPECT_EQ(round_trip(ValueView::scalar(ValueKind::Date, 19782)), Value("2024-02-29"));
    EXPECT_EQ(round_trip(ValueView::scalar(ValueKind::Time, 3'600'000'001)), Value("01:00:00.000001"));
    EXPECT_EQ(round_trip(ValueView::scalar(ValueKind::Timestamp, 0)), Value("1970-01-01 00:00:00"));
    EXPECT_EQ(round_trip(ValueView::scalar(ValueKind::TimestampTz, 1)), Value("1970-01-01 00:00:00.000001+00:00"));
    EXPECT_EQ(round_trip(ValueView::data(ValueKind::Decimal, "-12.50", 6)), Value("-12.50"));
    EXPECT_EQ(round_trip(ValueView::data(ValueKind::Uuid, uuid.data(), 16)),
              Value("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"));
    EXPECT_EQ(round_trip(ValueView::data(ValueKind::Json, "{}", 2)), Value("{}"));
}

TEST_F(SqliteDriver, KeepsEmptyValuesApartFromNull) {
    EXPECT_EQ(round_trip(text({})), Value(""));
    EXPECT_EQ(round_trip(ValueView::data(ValueKind::Bytes, nullptr, 0)),
              Value(ValueView::data(ValueKind::Bytes, "", 0)));
}

TEST_F(SqliteDriver, KeepsNulCharactersInTexts) {
    EXPECT_EQ(round_trip(text({"a\0b", 3})).as<std::string>(), std::string("a\0b", 3));
}

TEST_F(SqliteDriver, RoundTripsABigText) {
    const std::string big(1'000'000, 'x');

    EXPECT_EQ(round_trip(text(big)).as<std::string>(), big);
}

TEST_F(SqliteDriver, RefusesNotANumberInsteadOfStoringNull) {
    expect_error<DataError>("bad_value", "parameter 1 is NaN",
                            [&] { round_trip(ValueView::real(std::numeric_limits<double>::quiet_NaN())); });
}

TEST_F(SqliteDriver, NamesTheColumns) {
    const auto cursor = execute(db, "SELECT id, name AS author FROM author");

    ASSERT_EQ(cursor->columns().size(), 2U);
    EXPECT_EQ(cursor->columns()[1].name, "author");
    EXPECT_EQ(cursor->columns()[1].kind, ValueKind::Null);
    EXPECT_THAT(rest_of(*cursor), IsEmpty());
}

TEST_F(SqliteDriver, TellsTheKeyOfAnInsertedRow) {
    const auto cursor = execute(db, "INSERT INTO author (id, name) VALUES (7, 'Le Guin')");

    EXPECT_EQ(cursor->last_insert_id(), 7);
    EXPECT_EQ(cursor->affected_rows(), 1);
}

TEST_F(SqliteDriver, TellsNoKeyForAStatementThatInsertsNothing) {
    add_authors({"Le Guin"});

    EXPECT_EQ(execute(db, "UPDATE author SET name = 'Butler'")->last_insert_id(), 0);
    EXPECT_EQ(execute(db, "INSERT INTO author (id, name) VALUES (1, 'x') ON CONFLICT DO NOTHING")->last_insert_id(), 0);
}

TEST_F(SqliteDriver, LeavesTheLastKeyToTheUsersOwnQueries) {
    add_authors({"Le Guin", "Butler"});
    execute(db, "UPDATE author SET name = name");
    execute(db, "INSERT INTO book (author_id) VALUES (last_insert_rowid())");

    EXPECT_EQ(value_of(db, "SELECT author_id FROM book"), Value(std::int64_t{2}));
}

TEST_F(SqliteDriver, CountsChangedRowsOfChangesOnly) {
    add_authors({"Le Guin", "Butler"});

    EXPECT_EQ(execute(db, "UPDATE author SET name = name")->affected_rows(), 2);
    EXPECT_EQ(execute(db, "SELECT * FROM author")->affected_rows(), 0);
    EXPECT_EQ(execute(db, "CREATE TABLE other (id)")->affected_rows(), 0);
    EXPECT_EQ(execute(db, "DELETE FROM author WHERE id = 77")->affected_rows(), 0);
}

TEST_F(SqliteDriver, CountsChangedRowsOfReturningOnceAllAreRead) {
    const auto cursor = execute(db, "INSERT INTO author (name) VALUES ('Le Guin'), ('Butler') RETURNING id");

    EXPECT_THAT(rest_of(*cursor), ElementsAre(Row{std::int64_t{1}}, Row{std::int64_t{2}}));
    EXPECT_EQ(cursor->affected_rows(), 2);
}

TEST_F(SqliteDriver, ChangesAllRowsEvenWhenReturningIsNotRead) {
    execute(db, "INSERT INTO author (name) VALUES ('Le Guin'), ('Butler') RETURNING id");

    EXPECT_EQ(value_of(db, "SELECT count(*) FROM author"), Value(std::int64_t{2}));
}

TEST_F(SqliteDriver, ReadsTwoResultsAtOnce) {
    add_authors({"a", "b"});
    const auto up = execute(db, "SELECT name FROM author ORDER BY id");
    const auto down = execute(db, "SELECT name FROM author ORDER BY id DESC");

    EXPECT_EQ(up->next()->as_text(), "a");
    EXPECT_EQ(down->next()->as_text(), "b");
    EXPECT_EQ(up->next()->as_text(), "b");
    EXPECT_EQ(down->next()->as_text(), "a");
}

TEST_F(SqliteDriver, RunsAStatementWhoseResultIsStillBeingRead) {
    add_authors({"a", "b"});
    const auto outer = execute(db, "SELECT id, name FROM author ORDER BY id");
    outer->next();
    const auto inner = execute(db, "SELECT id, name FROM author ORDER BY id");

    EXPECT_EQ(rest_of(*inner).size(), 2U);
    EXPECT_EQ(rest_of(*outer).size(), 1U);
}

TEST_F(SqliteDriver, KeepsParametersOfAResultThatIsStillBeingRead) {
    add_authors({"a", "b"});
    auto name = std::make_unique<std::string>("a long text that is not stored inside the string object");
    const auto cursor = execute(db, "SELECT ? FROM author", {text(*name)});
    name->assign(name->size(), 'X');
    name.reset();

    EXPECT_EQ(rest_of(*cursor).back().at(0), Value("a long text that is not stored inside the string object"));
}

TEST_F(SqliteDriver, SeesNewColumnsOfACachedStatement) {
    add_authors({"a"});
    EXPECT_EQ(rows_of(db, "SELECT * FROM author").at(0).size(), 2U);

    db.run("ALTER TABLE author ADD COLUMN born INTEGER");

    const auto cursor = execute(db, "SELECT * FROM author");
    EXPECT_EQ(cursor->columns().back().name, "born");
    EXPECT_EQ(rest_of(*cursor).at(0).size(), 3U);
}

TEST_F(SqliteDriver, KeepsAnOpenResultWhenItsStatementLeavesTheCache) {
    const auto small_cache = open({.dialect = "sqlite"}, 1);
    const auto cursor = execute(*small_cache, "SELECT 1 UNION ALL SELECT 2");
    execute(*small_cache, "SELECT 3");
    execute(*small_cache, "SELECT 4");

    EXPECT_EQ(rest_of(*cursor).size(), 2U);
}

TEST_F(SqliteDriver, EmptiesAResultWhenItsConnectionCloses) {
    const auto cursor = execute(db, "SELECT 1 UNION ALL SELECT 2");
    ASSERT_NE(cursor->next(), nullptr);
    connection.reset();

    EXPECT_EQ(cursor->next(), nullptr);
}

TEST_F(SqliteDriver, ResetClosesResultsAndTurnsForeignKeysOnAgain) {
    const auto cursor = execute(db, "SELECT 1 UNION ALL SELECT 2");
    db.run("PRAGMA foreign_keys = off");
    db.reset();

    EXPECT_EQ(cursor->next(), nullptr);
    EXPECT_EQ(value_of(db, "PRAGMA foreign_keys"), Value(std::int64_t{1}));
}

TEST_F(SqliteDriver, RunsAStatementOncePerRowOfParameters) {
    std::int64_t affected[3] = {};
    const ValueView names[] = {text("a"), text("b"), text("a")};

    EXPECT_EQ(db.execute_many({.sql = "INSERT OR IGNORE INTO author (name) VALUES (?)"}, names, affected), 2);

    EXPECT_THAT(affected, ElementsAre(1, 1, 0));
}

TEST_F(SqliteDriver, TellsTheKeysOfABatchOfInserts) {
    std::int64_t keys[3] = {};
    const ValueView names[] = {text("a"), text("b"), text("c")};
    db.run("INSERT INTO author (id, name) VALUES (41, 'z')");

    db.insert_many({.sql = "INSERT INTO author (name) VALUES (?)"}, names, keys);

    EXPECT_THAT(keys, ElementsAre(42, 43, 44));
}

TEST_F(SqliteDriver, RunsABatchOfWhichNobodyWantsTheCounts) {
    const ValueView values[] = {int64(1), text("a"), int64(2), text("b")};

    db.execute_many({.sql = "INSERT INTO author (id, name) VALUES (?, ?)"}, values, {});

    EXPECT_EQ(value_of(db, "SELECT count(*) FROM author"), Value(std::int64_t{2}));
}

TEST_F(SqliteDriver, RefusesABatchWithHalfARow) {
    const ValueView values[] = {int64(1), text("a"), int64(2)};

    expect_error<ProgrammingError>("wrong_parameter_count", "has 2 parameters, into which 3 values", [&] {
        db.execute_many({.sql = "INSERT INTO author (id, name) VALUES (?, ?)"}, values, {});
    });
}

TEST_F(SqliteDriver, RefusesAWrongNumberOfParameters) {
    expect_error<ProgrammingError>("wrong_parameter_count", "has 2 parameters, but 1 were given",
                                   [&] { execute(db, "SELECT ?, ?", {int64(1)}); });
}

TEST_F(SqliteDriver, RollsBackWhatWasWrittenAlsoToATemporaryTable) {
    db.run("CREATE TEMPORARY TABLE note (text TEXT)");
    db.run("BEGIN");
    execute(db, "INSERT INTO note VALUES ('a')");
    db.run("ROLLBACK");
    EXPECT_EQ(value_of(db, "SELECT COUNT(*) FROM note"), Value(0));
}

TEST_F(SqliteDriver, EndsATransactionThatIsStillBeingReadByItsRollback) {
    add_authors({"Ursula", "Emma"});
    db.run("BEGIN");
    const auto cursor = db.execute({.sql = "SELECT name FROM author"}, {});
    ASSERT_NE(cursor->next(), nullptr);
    db.run("ROLLBACK");
    EXPECT_NO_THROW(db.run("BEGIN")) << "the first one is over";
}

TEST_F(SqliteDriver, EndsATransactionThatHasOnlyRead) {
    db.run("BEGIN");
    execute(db, "SELECT name FROM author");
    db.run("ROLLBACK");
    EXPECT_NO_THROW(db.run("BEGIN")) << "the first one is over";
}

TEST_F(SqliteDriver, RefusesASecondStatementInsteadOfIgnoringIt) {
    expect_error<ProgrammingError>("syntax_error", "the second begins with 'DELETE FROM author'",
                                   [&] { execute(db, "SELECT 1; DELETE FROM author"); });
    EXPECT_EQ(value_of(db, "SELECT 1; -- and a comment\n ;"), Value(std::int64_t{1}));
}

TEST_F(SqliteDriver, RefusesSqlWithoutAStatement) {
    expect_error<ProgrammingError>("syntax_error", "holds no statement", [&] { execute(db, " -- nothing"); });
}

TEST_F(SqliteDriver, RefusesANulCharacterInSql) {
    expect_error<ProgrammingError>("syntax_error", "NUL character at position 8", [&] {
        execute(db, {"SELECT 1\0, 2", 12});
    });
    expect_error<ProgrammingError>("syntax_error", "NUL character", [&] { db.run({"SELECT\0 1", 9}); });
}

TEST_F(SqliteDriver, DoesNotTakeAMisspeltColumnForAText) {
    expect_error<ProgrammingError>("no_such_column", "nmae", [&] { execute(db, "SELECT \"nmae\" FROM author"); });
}

TEST_F(SqliteDriver, NamesTheColumnThatMustBeUnique) {
    add_authors({"Le Guin"});
    try {
        add_authors({"Le Guin"});
        FAIL() << "the second Le Guin was stored";
    } catch (const UniqueViolation& error) {
        EXPECT_EQ(error.code(), "unique_violation");
        EXPECT_EQ(error.detail().table, "author");
        EXPECT_EQ(error.detail().column, "name");
        EXPECT_EQ(error.detail().native_code, 2067);
    }
}

TEST_F(SqliteDriver, NamesAllColumnsOfAUniqueKey) {
    db.run("CREATE TABLE pair (a, b, UNIQUE (a, b)); INSERT INTO pair VALUES (1, 2)");
    try {
        db.run("INSERT INTO pair VALUES (1, 2)");
        FAIL() << "the pair was stored twice";
    } catch (const UniqueViolation& error) {
        EXPECT_EQ(error.detail().column, "a, b");
    }
}

TEST_F(SqliteDriver, NamesTheViolatedConstraint) {
    const auto fails = [&](std::string_view sql) {
        try {
            execute(db, sql);
        } catch (const IntegrityError& error) {
            return error.code() + " " + error.detail().constraint + error.detail().table + error.detail().column;
        }
        return std::string("stored");
    };

    EXPECT_EQ(fails("INSERT INTO author VALUES (1, NULL)"), "not_null_violation authorname");
    EXPECT_EQ(fails("INSERT INTO book (pages) VALUES (0)"), "check_violation has_pages");
    EXPECT_EQ(fails("INSERT INTO book (author_id) VALUES (9)"), "foreign_key_violation ");
}

TEST_F(SqliteDriver, TellsWrongSqlApart) {
    expect_error<ProgrammingError>("no_such_table", "no such table: nowhere",
                                   [&] { execute(db, "SELECT * FROM nowhere"); });
    expect_error<ProgrammingError>("no_such_column", "no such column: x", [&] { execute(db, "SELECT x FROM author"); });
    expect_error<ProgrammingError>("no_such_column", "no column named x",
                                   [&] { execute(db, "INSERT INTO author (x) VALUES (1)"); });
    expect_error<ProgrammingError>("syntax_error", "near \"SELEC\"", [&] { execute(db, "SELEC 1"); });
    expect_error<ProgrammingError>("sql_error", "no such function", [&] { execute(db, "SELECT no_function(1)"); });
}

TEST_F(SqliteDriver, RefusesAValueThatAStrictTableCannotHold) {
    db.run("CREATE TABLE strict_one (n INTEGER) STRICT");

    expect_error<DataError>("bad_value", "cannot store TEXT value",
                            [&] { execute(db, "INSERT INTO strict_one VALUES ('x')"); });
}

TEST_F(SqliteDriver, CanRunAStatementAgainAfterItFailed) {
    add_authors({"a"});
    EXPECT_THROW(add_authors({"a"}), UniqueViolation);

    add_authors({"b"});

    EXPECT_EQ(value_of(db, "SELECT count(*) FROM author"), Value(std::int64_t{2}));
}

TEST_F(SqliteDriver, SaysWhichSqliteItIs) {
    const driver::ServerInfo info = db.server_info();
    const std::string version = std::to_string(info.version / 10'000) + "." + std::to_string(info.version / 100 % 100) +
                                "." + std::to_string(info.version % 100);

    EXPECT_EQ(info.product, "SQLite");
    EXPECT_EQ(value_of(db, "SELECT sqlite_version()"), Value(version));
}

TEST_F(SqliteFile, SwitchesToTheWriteAheadLog) {
    EXPECT_EQ(value_of(*open_file(), "PRAGMA journal_mode"), Value("wal"));
}

TEST_F(SqliteFile, KeepsTheJournalThatTheUrlAsksFor) {
    EXPECT_EQ(value_of(*open_file({{"journal_mode", "TRUNCATE"}}), "PRAGMA journal_mode"), Value("truncate"));
}

TEST_F(SqliteFile, AppliesTheOtherOptions) {
    const auto db = open_file({{"synchronous", "normal"}, {"foreign_keys", "off"}, {"busy_timeout", "70"}});

    EXPECT_EQ(value_of(*db, "PRAGMA synchronous"), Value(std::int64_t{1}));
    EXPECT_EQ(value_of(*db, "PRAGMA foreign_keys"), Value(std::int64_t{0}));
    EXPECT_EQ(value_of(*db, "PRAGMA busy_timeout"), Value(std::int64_t{70}));
}

TEST_F(SqliteFile, CannotBeWrittenWhenOpenedReadOnly) {
    open_file()->run("CREATE TABLE t (a)");

    expect_error<OperationalError>("read_only", "mode=ro", [&] { open_file({{"mode", "ro"}})->run("DROP TABLE t"); });
}

TEST_F(SqliteFile, IsNotCreatedInModeRw) {
    expect_error<ConnectionError>("connection_failed", "cannot open the SQLite database '" + path + "'", [&] {
        open_file({{"mode", "rw"}});
    });
}

TEST_F(SqliteFile, IsRefusedWhenItIsNoDatabase) {
    FILE* file = std::fopen(path.c_str(), "w");
    std::fputs("this is certainly no database, however long one looks at it", file);
    std::fclose(file);

    expect_error<ConnectionError>("connection_failed", "file is not a database", [&] { open_file(); });
}

TEST_F(SqliteFile, ReportsALockThatAnotherConnectionHolds) {
    const auto first = open_file();
    const auto second = open_file({{"busy_timeout", "1"}});
    first->run("CREATE TABLE t (a); BEGIN IMMEDIATE");

    expect_error<LockTimeout>("lock_timeout", "busy_timeout", [&] { execute(*second, "INSERT INTO t VALUES (1)"); });
    EXPECT_FALSE(second->is_broken());
}

TEST_F(SqliteFile, ReportsATransactionThatMustBeginAnew) {
    const auto first = open_file();
    const auto second = open_file();
    first->run("CREATE TABLE t (a); BEGIN");
    execute(*first, "SELECT * FROM t");
    execute(*second, "INSERT INTO t VALUES (1)");

    expect_error<SerializationFailure>("serialization_failure", "try the transaction again",
                                       [&] { execute(*first, "INSERT INTO t VALUES (2)"); });
}

TEST(SqliteUrl, MeansADatabaseInMemoryWithoutAPath) {
    EXPECT_TRUE(is_private_database({.dialect = "sqlite"}));
    EXPECT_TRUE(is_private_database({.dialect = "sqlite", .database = ":memory:"}));
    EXPECT_FALSE(is_private_database({.dialect = "sqlite", .options = {{"cache", "shared"}}}));
    EXPECT_FALSE(is_private_database({.dialect = "sqlite", .database = "books.db"}));
}

TEST(SqliteUrl, CanShareADatabaseInMemory) {
    const Url shared{.dialect = "sqlite", .options = {{"cache", "shared"}}};
    const auto first = open(shared);
    first->run("CREATE TABLE t (a)");

    EXPECT_THAT(rows_of(*open(shared), "SELECT * FROM t"), IsEmpty());
}

struct BadUrl {
    Url url;
    std::string_view message;
};

class BadSqliteUrls : public testing::TestWithParam<BadUrl> {};

TEST_P(BadSqliteUrls, AreRefusedWithAdvice) {
    expect_error<ArgumentError>("bad_url", GetParam().message, [] { open(GetParam().url); });
}

INSTANTIATE_TEST_SUITE_P(SqliteUrl, BadSqliteUrls, testing::Values(
    BadUrl{{.host = "books.db"}, "write three slashes before a relative path"},
    BadUrl{{.username = "scott"}, "a file has no user"},
    BadUrl{{.database = std::string("a\0b", 3)}, "NUL"},
    BadUrl{{.options = {{"timeout", "1"}}}, "no option 'timeout'; the options are begin, busy_timeout, cache, foreign"},
    BadUrl{{.options = {{"busy_timeout", "-1"}}}, "'-1', but it must be a number of milliseconds"},
    BadUrl{{.options = {{"mode", "w"}}}, "'w', but it must be one of ro, rw, rwc"},
    BadUrl{{.options = {{"journal_mode", "wal"}}}, "cannot set journal_mode to 'wal'"}));

struct NameTaker final : driver::RowTaker {
    void take(const ValueView* cells, std::span<const driver::ResultColumn> columns) override {
        names.push_back(columns[0].name + " " + std::string(cells[0].as_text()));
    }
    std::vector<std::string> names;
};

TEST_F(SqliteDriver, TakesTheFirstRowAgainAndAgain) {
    add_authors({"Lem", "Le Guin"});
    NameTaker taker;
    for (const std::string name : {"Le Guin", "nobody", "Lem"}) {
        const ValueView parameter = text(name);
        db.take_first({.sql = "SELECT name FROM author WHERE name = ?"}, {&parameter, 1}, taker);
    }

    EXPECT_THAT(taker.names, ElementsAre("name Le Guin", "name Lem"));
}

TEST_F(SqliteDriver, TakesARowWhileItsStatementIsRead) {
    add_authors({"Lem", "Le Guin"});
    const driver::Statement query{.sql = "SELECT name FROM author ORDER BY id"};
    const auto cursor = db.execute(query, {});
    cursor->next();
    NameTaker taker;
    db.take_first(query, {}, taker);

    EXPECT_THAT(taker.names, ElementsAre("name Lem"));
    EXPECT_EQ(cursor->next()[0].as_text(), "Le Guin");
}

}  // namespace
}  // namespace azoth::sqlite::test
