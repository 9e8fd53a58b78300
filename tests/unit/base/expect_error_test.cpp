// SPDX-License-Identifier: MIT
#include "support/expect_error.hpp"

#include <gtest/gtest-spi.h>

#include <stdexcept>

namespace azoth::test {
namespace {

void throw_bad_url() {
    throw ArgumentError("bad_url", "cannot read the port");
}

TEST(ExpectError, IsContentWithTheRightClassCodeAndPartOfTheMessage) {
    const ErrorDetail detail = expect_error<ArgumentError>("bad_url", "the port", throw_bad_url);

    EXPECT_EQ(detail.message, "cannot read the port");
}

TEST(ExpectError, TakesADerivedClass) {
    expect_error<Error>("bad_url", "", throw_bad_url);
}

TEST(ExpectError, FailsWhenNothingIsThrown) {
    EXPECT_NONFATAL_FAILURE(expect_error<Error>("bad_url", "port", [] {}), "nothing was thrown");
}

TEST(ExpectError, FailsForAnotherClass) {
    EXPECT_NONFATAL_FAILURE(expect_error<DataError>("bad_url", "port", throw_bad_url), "another class");
}

TEST(ExpectError, FailsForAnExceptionThatIsNotAzoths) {
    EXPECT_NONFATAL_FAILURE(expect_error<Error>("bad_url", "port", [] { throw std::runtime_error("disk full"); }),
                            "disk full");
}

TEST(ExpectError, FailsForAnotherCode) {
    EXPECT_NONFATAL_FAILURE(expect_error<ArgumentError>("bad_port", "port", throw_bad_url), "[bad_url]");
}

TEST(ExpectError, FailsForAnotherMessage) {
    EXPECT_NONFATAL_FAILURE(expect_error<ArgumentError>("bad_url", "host", throw_bad_url), "cannot read the port");
}

}  // namespace
}  // namespace azoth::test
