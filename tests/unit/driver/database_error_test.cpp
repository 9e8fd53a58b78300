// SPDX-License-Identifier: MIT
#include "azoth/driver/database_error.hpp"

#include <gtest/gtest.h>

namespace azoth::driver::test {
namespace {

TEST(DatabaseErrors, HaveTheClassThatTheirCodeSays) {
    EXPECT_THROW(throw_database_error({.code = "unique_violation"}), UniqueViolation);
    EXPECT_THROW(throw_database_error({.code = "deadlock"}), Deadlock);
    EXPECT_THROW(throw_database_error({.code = "connection_lost"}), ConnectionError);
    EXPECT_THROW(throw_database_error({.code = "syntax_error"}), ProgrammingError);
    EXPECT_THROW(throw_database_error({.code = "value_too_long"}), DataError);
}

TEST(DatabaseErrors, OfAnUnknownCodeAreOperational) {
    EXPECT_THROW(throw_database_error({.code = "canceled"}), OperationalError);
}

TEST(DatabaseErrors, KeepTheirDetail) {
    try {
        throw_database_error({.code = "check_violation", .message = "no", .native_code = 7, .constraint = "positive"});
    } catch (const DatabaseError& error) {
        EXPECT_EQ(error.code(), "check_violation");
        EXPECT_EQ(error.detail().native_code, 7);
        EXPECT_EQ(error.detail().constraint, "positive");
    }
}

TEST(DatabaseErrors, KnowWhichCodesMeanThatTheConnectionIsGone) {
    EXPECT_TRUE(is_connection_error("connection_lost"));
    EXPECT_TRUE(is_connection_error("authentication_failed"));
    EXPECT_FALSE(is_connection_error("lock_timeout"));
    EXPECT_FALSE(is_connection_error("no_such_code"));
}

}  // namespace
}  // namespace azoth::driver::test
