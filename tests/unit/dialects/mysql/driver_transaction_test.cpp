// SPDX-License-Identifier: MIT
#include <memory>

#include <gtest/gtest.h>

#include "azoth/base/error.hpp"
#include "azoth/engine/url.hpp"
#include "dialects/mysql/driver.hpp"
#include "support/driver_rows.hpp"
#include "support/test_server.hpp"

namespace azoth::test {
namespace {

/// Transactions as the engine begins and ends them, seen from a second connection.
class MysqlTransactions : public testing::Test {
protected:
    void SetUp() override {
        const auto url = test_server_url("mysql");
        if (!url) GTEST_SKIP() << no_test_server("mysql");
        connection = mysql::connect_mysql(parse_url(*url), {});
        other = mysql::connect_mysql(parse_url(*url), {});
        other->run("DROP TABLE IF EXISTS azoth_transaction; CREATE TABLE azoth_transaction (id INT PRIMARY KEY)");
    }
    void TearDown() override {
        connection.reset();
        if (other != nullptr) other->run("DROP TABLE azoth_transaction");
    }

    void insert(std::int64_t id) {
        execute(*connection, "INSERT INTO azoth_transaction VALUES (?)", {ValueView::int64(id)});
    }
    std::int64_t count(driver::Connection& reader) {
        return value_of(reader, "SELECT COUNT(*) FROM azoth_transaction").view().as_int64();
    }
    /// The statements that the server has got from the connection; the question is one of them.
    std::int64_t questions() {
        const Value value = rows_of(*connection, "SHOW SESSION STATUS LIKE 'Questions'").at(0).at(1);
        return std::stoll(std::string(value.view().as_text()));
    }

    std::unique_ptr<driver::Connection> connection;
    std::unique_ptr<driver::Connection> other;
};

TEST_F(MysqlTransactions, AreKeptByCommit) {
    for (int id = 1; id <= 2; ++id) {
        connection->run_later("BEGIN");
        insert(id);
        EXPECT_EQ(count(*other), id - 1);
        connection->run("COMMIT");
        EXPECT_EQ(count(*other), id);
    }
}

TEST_F(MysqlTransactions, AreUndoneByRollback) {
    for (int id = 1; id <= 2; ++id) {
        connection->run_later("BEGIN");
        insert(id);
        connection->run("ROLLBACK");
        EXPECT_EQ(count(*connection), 0);
    }
}

TEST_F(MysqlTransactions, BeginWithoutAMessageFromTheSecondOn) {
    connection->run_later("BEGIN");
    const std::int64_t before = questions();
    connection->run("ROLLBACK");
    connection->run_later("BEGIN");

    EXPECT_EQ(questions(), before + 2);
}

TEST_F(MysqlTransactions, HaveASnapshotOfTheirOwn) {
    connection->run_later("BEGIN");
    EXPECT_EQ(count(*connection), 0);
    other->run("INSERT INTO azoth_transaction VALUES (1)");
    EXPECT_EQ(count(*connection), 0);
    connection->run_unawaited("ROLLBACK");
    connection->run_later("BEGIN");

    EXPECT_EQ(count(*connection), 1);
}

TEST_F(MysqlTransactions, LeaveStatementsOutsideOfThemCommittedAtOnce) {
    insert(1);
    EXPECT_EQ(count(*other), 1);
    connection->run_later("BEGIN");
    connection->run("COMMIT");
    insert(2);
    EXPECT_EQ(count(*other), 2);
    connection->run_later("BEGIN");
    connection->run_unawaited("ROLLBACK");
    connection->run("INSERT INTO azoth_transaction VALUES (3)");
    EXPECT_EQ(count(*other), 3);
}

TEST_F(MysqlTransactions, GiveTheHandleBackWithAutocommit) {
    connection->run_later("BEGIN");
    connection->run("ROLLBACK");
    connection->native_handle();

    EXPECT_EQ(value_of(*other, "SELECT 1"), value_of(*connection, "SELECT @@autocommit"));
}

TEST_F(MysqlTransactions, BegunByHandAreCommittedByTheNext) {
    connection->run("BEGIN");
    insert(1);
    connection->run_later("BEGIN");
    EXPECT_EQ(count(*other), 1);
    insert(2);
    connection->run("ROLLBACK");

    EXPECT_EQ(count(*other), 1);
}

TEST_F(MysqlTransactions, GoOnBehindAStatementThatCommitsByItself) {
    connection->run_later("BEGIN");
    insert(1);
    connection->run("ALTER TABLE azoth_transaction ADD note INT");
    connection->run("INSERT INTO azoth_transaction VALUES (2, NULL)");
    connection->run("ROLLBACK");

    EXPECT_EQ(count(*other), 1);
}

TEST_F(MysqlTransactions, EndWithoutAnAnswerThatIsWaitedFor) {
    for (int i = 0; i < 3; ++i) {
        connection->run_later("BEGIN");
        insert(1);
        connection->run_unawaited("ROLLBACK");
        EXPECT_EQ(count(*other), 0);
        EXPECT_TRUE(connection->ping());
    }
    EXPECT_EQ(count(*connection), 0);
}

TEST_F(MysqlTransactions, AreLostWithTheConnectionAlsoWhenTheirAnswerIsDue) {
    const std::int64_t id = value_of(*connection, "SELECT CONNECTION_ID()").view().as_int64();
    const auto kill = [&] { other->run("KILL " + std::to_string(id)); };
    connection->run_later("BEGIN");
    insert(1);
    kill();
    try {
        connection->run_unawaited("ROLLBACK");
        count(*connection);
        FAIL() << "the connection is still there";
    } catch (const ConnectionError&) {
    }
    EXPECT_TRUE(connection->is_broken());
    EXPECT_FALSE(connection->ping());
}

}  // namespace
}  // namespace azoth::test
