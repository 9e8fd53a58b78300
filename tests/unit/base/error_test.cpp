// SPDX-License-Identifier: MIT
#include "azoth/base/error.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace azoth::test {
namespace {

ErrorDetail full_detail() {
    return {.code = "unique_violation",
            .message = "the name is taken",
            .sqlstate = "23505",
            .sql = "INSERT INTO users (name) VALUES (?)",
            .parameters = "'sandy'",
            .place = "shop.cpp:12"};
}

TEST(Error, SaysItsMessageAndCode) {
    const ArgumentError error("bad_url", "cannot read the port");

    EXPECT_STREQ(error.what(), "cannot read the port [bad_url]");
    EXPECT_EQ(error.code(), "bad_url");
    EXPECT_EQ(error.message(), "cannot read the port");
}

TEST(Error, SaysTheStatementItsParametersAndThePlaceWhenKnown) {
    EXPECT_STREQ(UniqueViolation(full_detail()).what(),
                 "the name is taken [unique_violation]\n"
                 "  SQL: INSERT INTO users (name) VALUES (?)\n"
                 "  parameters: 'sandy'\n"
                 "  at: shop.cpp:12");
}

TEST(Error, LearnsMoreOnItsWayUp) {
    DatabaseError error("no_such_table", "there is no table 'user'");

    error.annotate([](ErrorDetail& detail) { detail.sql = "SELECT * FROM user"; });

    EXPECT_EQ(error.detail().sql, "SELECT * FROM user");
    EXPECT_STREQ(error.what(), "there is no table 'user' [no_such_table]\n  SQL: SELECT * FROM user");
}

TEST(Error, KeepsACopyAsItWas) {
    DatabaseError error("no_such_table", "there is no table 'user'");
    const DatabaseError copy = error;

    error.annotate([](ErrorDetail& detail) { detail.sql = "SELECT * FROM user"; });

    EXPECT_EQ(copy.detail().sql, "");
}

TEST(Error, NamesTheFileAndLineOfAPlace) {
    ArgumentError error("bad_url", "cannot read the port");
    const auto here = std::source_location::current();

    error.annotate_place(here);

    EXPECT_EQ(error.detail().place, std::string(here.file_name()) + ":" + std::to_string(here.line()));
}

TEST(Error, KeepsTheInnermostPlace) {
    UniqueViolation error(full_detail());

    error.annotate_place(std::source_location::current());

    EXPECT_EQ(error.detail().place, "shop.cpp:12");
}

TEST(Error, CopiesWithoutThrowing) {
    EXPECT_TRUE(std::is_nothrow_copy_constructible_v<UniqueViolation>);
    EXPECT_TRUE(std::is_nothrow_copy_assignable_v<Error>);
}

TEST(Error, IsCaughtByWhatTheCallerCanDo) {
    EXPECT_THROW(throw UniqueViolation(full_detail()), IntegrityError);
    EXPECT_THROW(throw Deadlock(full_detail()), OperationalError);
    EXPECT_THROW(throw DataError("out_of_range", "300"), DatabaseError);
    EXPECT_THROW(throw StaleDataError("stale", "gone"), Error);
}

}  // namespace
}  // namespace azoth::test
