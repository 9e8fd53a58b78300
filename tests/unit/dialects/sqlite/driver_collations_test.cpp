// SPDX-License-Identifier: MIT
#include "dialects/sqlite/driver_collations.hpp"

#include <gtest/gtest.h>

#include "azoth/base/error.hpp"
#include "dialects/sqlite/driver.hpp"
#include "support/driver_rows.hpp"

namespace azoth::test {
namespace {

struct DecimalCollation : testing::Test {
    std::unique_ptr<driver::Connection> connection = sqlite::connect_sqlite(Url{.dialect = "sqlite"}, {});
};

TEST_F(DecimalCollation, ComparesTextsByTheirValue) {
    EXPECT_EQ(value_of(*connection, "SELECT '1.50' = '1.5' COLLATE decimal"), Value(1));
    EXPECT_EQ(value_of(*connection, "SELECT '9.5' < '10.0' COLLATE decimal"), Value(1));
    EXPECT_EQ(value_of(*connection, "SELECT '-2' < '-1.9' COLLATE decimal"), Value(1));
    EXPECT_EQ(value_of(*connection, "SELECT '0.1234567890123456789' < '0.1234567890123456790' COLLATE decimal"),
              Value(1));
}

TEST_F(DecimalCollation, PutsOtherTextsBehindNumbers) {
    EXPECT_EQ(rows_of(*connection, "SELECT column1 FROM (VALUES ('b'), ('10'), (''), ('9'), ('a')) "
                                   "ORDER BY column1 COLLATE decimal"),
              (std::vector<Row>{{"9"}, {"10"}, {""}, {"a"}, {"b"}}));
}

TEST_F(DecimalCollation, KeepsAllDigitsOfAColumnThatIsUnique) {
    connection->run("CREATE TABLE t (d DECIMAL_TEXT(30, 20) COLLATE decimal UNIQUE)");
    connection->run("INSERT INTO t VALUES ('0.12345678901234567890')");

    EXPECT_EQ(value_of(*connection, "SELECT d FROM t WHERE d = '0.1234567890123456789'"),
              Value("0.12345678901234567890"));
    EXPECT_THROW(connection->run("INSERT INTO t VALUES ('0.1234567890123456789')"), UniqueViolation);
}

}  // namespace
}  // namespace azoth::test
