// SPDX-License-Identifier: MIT
#include "dialects/mysql/driver_error_codes.hpp"

#include <ostream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace azoth::mysql::test {
namespace {

struct Case {
    unsigned number;
    std::string_view sqlstate;
    std::string_view code;

    friend void PrintTo(const Case& test, std::ostream* out) { *out << test.number; }
};

class MysqlErrorCodes : public testing::TestWithParam<Case> {};

TEST_P(MysqlErrorCodes, AreThoseOfEveryDatabase) {
    EXPECT_EQ(describe_error(GetParam().number, GetParam().sqlstate, "").code, GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(Known, MysqlErrorCodes, testing::Values(
    Case{1586, "23000", "unique_violation"}, Case{1451, "23000", "foreign_key_violation"},
    Case{3819, "HY000", "check_violation"}, Case{1213, "40001", "deadlock"},
    Case{1020, "HY000", "serialization_failure"}, Case{1205, "HY000", "lock_timeout"},
    Case{2006, "HY000", "connection_lost"}, Case{2013, "HY000", "connection_lost"},
    Case{1053, "08S01", "connection_lost"}, Case{1040, "08004", "connection_failed"},
    Case{1044, "42000", "authentication_failed"}, Case{1142, "42000", "permission_denied"},
    Case{1792, "25006", "read_only"}, Case{1114, "HY000", "resource_limit"}, Case{1317, "70100", "canceled"}));

INSTANTIATE_TEST_SUITE_P(OtherwiseOfTheSqlstate, MysqlErrorCodes, testing::Values(
    Case{9999, "23000", "integrity_violation"}, Case{9999, "22007", "bad_value"},
    Case{9999, "08S01", "connection_lost"}, Case{9999, "HY000", "sql_error"}, Case{9999, "", "sql_error"}));

TEST(MysqlErrorMessages, GiveTheKeyOfAUniqueViolation) {
    const ErrorDetail mariadb = describe_error(1062, "23000", "Duplicate entry 'it's for key 'x' for key 'one_name'");
    const ErrorDetail mysql = describe_error(1062, "23000", "Duplicate entry 'a' for key 'author.one_name'");

    EXPECT_EQ(mariadb.constraint, "one_name");
    EXPECT_EQ(mysql.constraint, "one_name");
    EXPECT_EQ(mysql.table, "author");
}

TEST(MysqlErrorMessages, GiveTheNameOfACheckInMysqlsWords) {
    EXPECT_EQ(describe_error(3819, "HY000", "Check constraint 'positive' is violated.").constraint, "positive");
}

TEST(MysqlErrorMessages, GiveTheTableThatDoesNotExist) {
    EXPECT_EQ(describe_error(1146, "42S02", "Table 'shop.nowhere' doesn't exist").table, "nowhere");
}

TEST(MysqlErrorMessages, GiveTheColumnOfABadValue) {
    const ErrorDetail detail =
        describe_error(1366, "22007", "Incorrect integer value: 'abc' for column `shop`.`author`.`born` at row 1");

    EXPECT_EQ(detail.table, "author");
    EXPECT_EQ(detail.column, "born");
}

TEST(MysqlErrorMessages, EndWithAdvice) {
    EXPECT_THAT(describe_error(1213, "40001", "Deadlock found").message,
                testing::StrEq("Deadlock found; roll back and try the transaction again"));
}

}  // namespace
}  // namespace azoth::mysql::test
