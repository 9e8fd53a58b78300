// SPDX-License-Identifier: MIT
#include "driver/server_version.hpp"

#include <gtest/gtest.h>

#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

TEST(ServerVersion, MayBeTheOldestOrAnyLater) {
    EXPECT_NO_THROW(driver::require_version({"MariaDB", 100200}, 100200));
    EXPECT_NO_THROW(driver::require_version({"MariaDB", 990000}, 100200));
}

TEST(ServerVersion, ThatIsTooOldIsRefused) {
    expect_error<OperationalError>("server_too_old", "is PostgreSQL 9.6.3, but azoth needs 10.0.0 or later", [] {
        driver::require_version({"PostgreSQL", 90603}, 100000);
    });
}

}  // namespace
}  // namespace azoth::test
