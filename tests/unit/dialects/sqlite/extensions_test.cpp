// SPDX-License-Identifier: MIT
#include "azoth/dialects/sqlite/extensions.hpp"

#include <filesystem>
#include <stdexcept>
#include <thread>

#include "azoth/engine/engine.hpp"
#include "azoth/sql/text.hpp"
#include "support/expect_error.hpp"
#include "support/fake_backend.hpp"

namespace azoth::test {
namespace {

namespace fs = std::filesystem;

struct SqliteExtensions : testing::Test {
    SqliteExtensions() {
        connection.run("CREATE TABLE t (n INTEGER, s TEXT)");
        connection.run("INSERT INTO t VALUES (1, 'b'), (2, 'A'), (3, NULL)");
    }
    template <class T>
    T ask(const std::string& sql) {
        return *connection.scalar(text(sql).columns<T>());
    }

    const Engine engine = create_engine("sqlite://");
    Connection connection = engine.connect();
};

TEST_F(SqliteExtensions, CallAFunctionOfTheProgram) {
    sqlite::create_function(connection.driver_connection(), "twice",
                            [](auto arguments) { return arguments[0].as_int64() * 2; }, {.argument_count = 1});

    EXPECT_EQ(ask<std::int64_t>("SELECT sum(twice(n)) FROM t"), 12);
}

TEST_F(SqliteExtensions, GiveFunctionsTextsAndNulls) {
    sqlite::create_function(connection.driver_connection(), "shown", [](auto arguments) {
        std::string all;
        for (const ValueView& one : arguments) all += one.is_null() ? "-" : std::string(one.as_text());
        return all;
    });

    EXPECT_EQ(ask<std::string>("SELECT group_concat(shown(s, 'x', NULL), '|') FROM t"), "bx-|Ax-|-x-");
}

TEST_F(SqliteExtensions, TellWhatAFunctionHasThrown) {
    sqlite::create_function(connection.driver_connection(), "fails",
                            [](auto) -> std::int64_t { throw std::runtime_error("no luck today"); });

    expect_error<DatabaseError>("sql_error", "no luck today", [&] { ask<std::int64_t>("SELECT fails()"); });
}

TEST_F(SqliteExtensions, OrderByACollationOfTheProgram) {
    sqlite::create_collation(connection.driver_connection(), "backwards",
                             [](std::string_view left, std::string_view right) { return right.compare(left); });

    EXPECT_EQ(ask<std::string>("SELECT s FROM t WHERE s IS NOT NULL ORDER BY s COLLATE backwards"), "b");
}

TEST_F(SqliteExtensions, CopyTheDatabaseWhileItIsInUse) {
    connection.commit();
    const fs::path file = fs::temp_directory_path() / ("azoth-backup-" + std::to_string(getpid()) + ".db");
    struct Steps final : sqlite::BackupProgress {
        bool on_step(int done, int total) override {
            last = done;
            return total > 0;
        }
        int last = 0;
    } steps;
    sqlite::backup(connection.driver_connection(), file, {.pages_per_step = 1, .pause_ms = 0, .progress = &steps});
    const Engine copy = create_engine("sqlite:///" + file.string());

    EXPECT_EQ(copy.connect().scalar(text("SELECT count(*) FROM t").columns<std::int64_t>()), 3);
    EXPECT_GT(steps.last, 1);
    copy.dispose();
    fs::remove(file);
}

TEST_F(SqliteExtensions, CannotWriteABackupWhereThereIsNoFolder) {
    expect_error<ConnectionError>("connection_failed", "cannot write a backup to '/no/such/folder/x.db'",
                                  [&] { sqlite::backup(connection.driver_connection(), "/no/such/folder/x.db"); });
}

TEST(SqliteExtensionsOfOthers, AreRefused) {
    FakeServer server;
    FakeConnection other(server);

    expect_error<ArgumentError>("not_sqlite", "the connection is to Fake", [&] { sqlite::backup(other, "x.db"); });
}

TEST(SqliteMemory, IsSharedByAPoolUnderItsName) {
    const Engine engine = create_engine("sqlite:///shared_by_pool?mode=memory", {.pool_size = 4});
    engine.begin([](Connection& connection) {
        connection.run("CREATE TABLE t (n INTEGER)");
        connection.run("INSERT INTO t VALUES (1)");
    });
    Connection first = engine.connect();
    Connection second = engine.connect();
    const auto count = text("SELECT count(*) FROM t").columns<std::int64_t>();

    EXPECT_EQ(first.scalar(count), 1);
    EXPECT_EQ(second.scalar(count), 1);
}

TEST(SqliteMemory, LivesAsLongAsItsEngine) {
    const char* const url = "sqlite:///lives?mode=memory";
    {
        const Engine engine = create_engine(url);
        engine.begin([](Connection& connection) { connection.run("CREATE TABLE t (n INTEGER)"); });
        engine.dispose();
        EXPECT_EQ(engine.connect().scalar(text("SELECT count(*) FROM t").columns<std::int64_t>()), 0);
    }

    EXPECT_THROW(create_engine(url).connect().run("SELECT * FROM t"), ProgrammingError);
}

TEST(SqliteMemory, TakesWritersOfManyThreads) {
    const Engine engine = create_engine("sqlite:///many_writers?mode=memory", {.pool_size = 4});
    engine.begin([](Connection& connection) { connection.run("CREATE TABLE t (n INTEGER)"); });
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] {
                for (int n = 0; n < 50; ++n)
                    engine.transaction([](Connection& connection) { connection.run("INSERT INTO t VALUES (1)"); },
                                       {.attempts = 20});
            });
    }

    EXPECT_EQ(engine.connect().scalar(text("SELECT count(*) FROM t").columns<std::int64_t>()), 200);
}

TEST(SqliteMemory, NeedsAName) {
    expect_error<ArgumentError>("bad_url", "needs a name", [] { create_engine("sqlite://?mode=memory").connect(); });
}

}  // namespace
}  // namespace azoth::test
