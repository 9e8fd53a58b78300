// SPDX-License-Identifier: MIT
// Files that are full, locked, not ours or no databases.
#include <sys/resource.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "azoth/engine/engine.hpp"
#include "azoth/sql/text.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

namespace fs = std::filesystem;

struct SqliteTrouble : testing::Test {
    SqliteTrouble() : file(fs::temp_directory_path() / ("azoth-trouble-" + std::to_string(getpid()) + ".db")) {
        remove();
    }
    ~SqliteTrouble() override { remove(); }
    void remove() const {
        for (const char* suffix : {"", "-wal", "-shm", "-journal"}) fs::remove(file.string() + suffix);
    }
    Engine open(const std::string& options = "") const { return create_engine("sqlite:///" + file.string() + options); }
    static void fill(Connection& connection, int rows) {
        for (int i = 0; i < rows; ++i) connection.run("INSERT INTO t VALUES (zeroblob(4000))");
    }
    static std::int64_t count(const Engine& engine) {
        return *engine.connect().scalar(text("SELECT count(*) FROM t").columns<std::int64_t>());
    }
    void make_table() const {
        open().begin([](Connection& connection) { connection.run("CREATE TABLE t (b BLOB)"); });
    }

    const fs::path file;
};

TEST_F(SqliteTrouble, AFullDatabaseLosesTheTransactionAndNothingElse) {
    make_table();
    const Engine engine = open();
    Connection connection = engine.connect();
    connection.run("INSERT INTO t VALUES (x'01')");
    connection.commit();
    connection.run("PRAGMA max_page_count = 20");

    const ErrorDetail error =
        expect_error<OperationalError>("resource_limit", "free some space on the disk", [&] { fill(connection, 100); });
    EXPECT_EQ(error.retry, Retry::Useless);
    connection.rollback();
    EXPECT_EQ(count(engine), 1);
    EXPECT_EQ(engine.pool_status().checked_out, 1);
}

/// A disk that is full, as far as this process can tell.
TEST_F(SqliteTrouble, AFileThatCannotGrowIsToldOf) {
    make_table();
    const Engine engine = open("?journal_mode=delete");
    Connection connection = engine.connect();
    fill(connection, 1);
    connection.commit();
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, SIG_IGN);
    rlimit limited = before;
    limited.rlim_cur = 40'000;
    setrlimit(RLIMIT_FSIZE, &limited);
    std::string code;
    try {
        fill(connection, 100);
        connection.commit();
    } catch (const OperationalError& error) {
        code = error.code();
    }
    setrlimit(RLIMIT_FSIZE, &before);

    EXPECT_TRUE(code == "io_error" || code == "resource_limit") << code;
    connection.rollback();
    EXPECT_EQ(count(engine), 1);
}

TEST_F(SqliteTrouble, AReadOnlyDatabaseCanBeReadButNotChanged) {
    make_table();
    const Engine engine = open("?mode=ro");
    EXPECT_EQ(count(engine), 0);
    Connection connection = engine.connect();

    const ErrorDetail error =
        expect_error<OperationalError>("read_only", "the URL says mode=ro", [&] { fill(connection, 1); });
    EXPECT_EQ(error.retry, Retry::Useless);
}

TEST_F(SqliteTrouble, AFileThatIsNoDatabaseIsRefused) {
    std::ofstream(file) << std::string(2000, 'x');

    expect_error<ConnectionError>("connection_failed", "the file is something else", [&] { open().connect(); });
}

TEST_F(SqliteTrouble, AWriterWaitsNoLongerThanItIsTold) {
    make_table();
    const Engine engine = open("?busy_timeout=50");
    Connection first = engine.connect();
    fill(first, 1);
    Connection second = engine.connect();
    const auto start = std::chrono::steady_clock::now();

    const ErrorDetail error = expect_error<LockTimeout>("lock_timeout", "busy_timeout", [&] { fill(second, 1); });
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
    EXPECT_EQ(error.retry, Retry::Safe);
    first.commit();
    second.rollback();
    fill(second, 1);
    second.commit();
    EXPECT_EQ(count(engine), 2);
}

TEST_F(SqliteTrouble, WritersTakeTheirTurnsWithoutAnError) {
    make_table();
    const Engine engine = open();
    Connection reader = engine.connect();
    EXPECT_EQ(reader.scalar(text("SELECT count(*) FROM t").columns<std::int64_t>()), 0);
    Connection writer = engine.connect();
    fill(writer, 1);
    writer.commit();

    // The reader's view is older than what it wants to change.
    const ErrorDetail error = expect_error<SerializationFailure>("serialization_failure", "", [&] { fill(reader, 1); });
    EXPECT_EQ(error.retry, Retry::Safe);
    reader.rollback();
    fill(reader, 1);
    reader.commit();
    EXPECT_EQ(count(engine), 2);
}

TEST_F(SqliteTrouble, ReadersDoNotKeepAWriterWaiting) {
    make_table();
    const Engine engine = open("?busy_timeout=0");
    Connection reader = engine.connect();
    EXPECT_EQ(reader.scalar(text("SELECT count(*) FROM t").columns<std::int64_t>()), 0);
    Connection writer = engine.connect();
    fill(writer, 1);
    writer.commit();

    EXPECT_EQ(reader.scalar(text("SELECT count(*) FROM t").columns<std::int64_t>()), 0);
    EXPECT_EQ(count(engine), 1);
}

}  // namespace
}  // namespace azoth::test
