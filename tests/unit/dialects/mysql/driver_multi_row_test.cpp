// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_multi_row.hpp"

#include <optional>
#include <string>
#include <vector>

#include "azoth/engine/bulk_insert.hpp"
#include "azoth/engine/create_all.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/sql/select.hpp"
#include "support/expect_error.hpp"
#include "support/test_server.hpp"

namespace azoth::test {
namespace {

using mysql::MultiRowInsert;
using mysql::rows_of_next_statement;

std::optional<std::string> with_two_rows(std::string_view sql) {
    const auto insert = MultiRowInsert::parse(sql);
    return insert ? std::optional(insert->with_rows(2)) : std::nullopt;
}

TEST(MultiRowInsert, RepeatsTheRow) {
    EXPECT_EQ(with_two_rows("INSERT INTO t (a, b) VALUES (?, ?)"), "INSERT INTO t (a, b) VALUES (?, ?), (?, ?)");
    EXPECT_EQ(with_two_rows("replace into t values(?, upper(?))"), "replace into t values(?, upper(?)), (?, upper(?))");
}

TEST(MultiRowInsert, KeepsWhatFollows) {
    EXPECT_EQ(with_two_rows("INSERT INTO t (a) VALUES (?) ON DUPLICATE KEY UPDATE a = VALUES(a)"),
              "INSERT INTO t (a) VALUES (?), (?) ON DUPLICATE KEY UPDATE a = VALUES(a)");
    EXPECT_EQ(with_two_rows("INSERT INTO t (a) VALUES (?) AS new ON DUPLICATE KEY UPDATE a = new.a"),
              "INSERT INTO t (a) VALUES (?), (?) AS new ON DUPLICATE KEY UPDATE a = new.a");
}

TEST(MultiRowInsert, ReadsQuotedNamesAndTexts) {
    EXPECT_EQ(with_two_rows("INSERT INTO `values` (`a)`, `VALUES (`) VALUES (?, ')''(')"),
              "INSERT INTO `values` (`a)`, `VALUES (`) VALUES (?, ')''('), (?, ')''(')");
}

TEST(MultiRowInsert, LeavesEverythingElseAlone) {
    for (const std::string_view sql :
         {"UPDATE t SET a = ?", "INSERT INTO t (a) SELECT ?", "INSERT INTO t (a) VALUES (?), (?)",
          "INSERT INTO t (a) VALUES (?) ON DUPLICATE KEY UPDATE a = ?", "INSERT INTO t (a) VALUES (?",
          "INSERT INTO t (a) VALUES (?) -- ?", "INSERT INTO t (a) VALUES (?, 'a\\'')",
          "INSERT INTO t (a) /* VALUES (?) */ VALUES (?)", "INSERT INTO t SET a = ?", "INSERTS", ""})
        EXPECT_EQ(with_two_rows(sql), std::nullopt) << sql;
}

TEST(MultiRowInsert, HasSoManyRowsThatFewStatementsServeAllNumbers) {
    EXPECT_EQ(rows_of_next_statement(1000, 3), 256U);
    EXPECT_EQ(rows_of_next_statement(1000 - 3 * 256, 3), 128U);
    EXPECT_EQ(rows_of_next_statement(7, 3), 4U);
    EXPECT_EQ(rows_of_next_statement(1, 3), 1U);
    EXPECT_EQ(rows_of_next_statement(1000, 1000), 64U);
}

/// MariaDB as a server without its bulk protocol, which MySQL is.
class MultiRowInserts : public testing::Test {
protected:
    void SetUp() override {
        const auto url = test_server_url("mysql");
        if (!url) GTEST_SKIP() << no_test_server("mysql");
        Url plain = parse_url(*url);
        plain.options["bulk"] = "false";
        engine_ = create_engine(plain);
        drop_all(metadata, *engine_);
        create_all(metadata, *engine_);
    }
    void TearDown() override {
        if (engine_) drop_all(metadata, *engine_);
    }

    std::optional<Engine> engine_;
    MetaData metadata;
    Table rows{"multi_row_inserts", metadata, Column("id", BigInteger{}).primary_key(),
               Column("name", String{30}).unique()};
    ColumnExpr<std::optional<std::string>> name = rows.c<std::optional<std::string>>("name");
};

TEST_F(MultiRowInserts, StoreAllRowsInFewRoundTrips) {
    std::vector<std::tuple<std::int64_t, std::optional<std::string>>> values;
    for (int i = 1; i <= 1000; ++i)
        values.emplace_back(i, i % 10 == 0 ? std::nullopt : std::optional(std::to_string(i)));
    const std::uint64_t before = engine_->statistics().round_trips;
    engine_->begin(
        [&](Connection& connection) { EXPECT_EQ(bulk_insert(connection, rows, {"id", "name"}, values), 1000U); });

    EXPECT_LT(engine_->statistics().round_trips - before, 25U);
    const auto names = engine_->connect().scalars(select(name).order_by(rows.c<std::int64_t>("id"))).all();
    ASSERT_EQ(names.size(), 1000U);
    EXPECT_EQ(names[0], "1");
    EXPECT_EQ(names[9], std::nullopt);
    EXPECT_EQ(names[998], "999");
}

TEST_F(MultiRowInserts, FailAsTheRowDoes) {
    const std::vector<std::tuple<std::int64_t, std::string>> values = {{1, "pen"}, {2, "ink"}, {3, "pen"}};
    Connection connection = engine_->connect();

    expect_error<UniqueViolation>("unique_violation", "pen", [&] {
        bulk_insert(connection, rows, {"id", "name"}, values);
    });
    connection.rollback();
    EXPECT_TRUE(connection.scalars(select(name)).all().empty());
}

}  // namespace
}  // namespace azoth::test
