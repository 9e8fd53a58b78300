// SPDX-License-Identifier: MIT
#include "bookstore/isbn.hpp"

#include <gtest/gtest.h>

namespace bookstore::test {
namespace {

TEST(Isbn, KeepsThirteenDigitsWithARightCheckDigit) {
    EXPECT_EQ(read_isbn("9780140275360"), "9780140275360");
}

TEST(Isbn, IgnoresHyphensAndSpaces) {
    EXPECT_EQ(read_isbn("978-0-14 027536-0"), "9780140275360");
}

TEST(Isbn, ChangesTenDigitsIntoThirteen) {
    EXPECT_EQ(read_isbn("0-14-027536-3"), "9780140275360");
}

TEST(Isbn, TakesXForTenAsACheckDigit) {
    EXPECT_EQ(read_isbn("080442957X"), "9780804429573");
}

class WrongIsbns : public testing::TestWithParam<const char*> {};

TEST_P(WrongIsbns, AreRefused) {
    EXPECT_EQ(read_isbn(GetParam()), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Isbn, WrongIsbns,
                         testing::Values("", "9780140275361", "0140275361", "978014027536", "978014027536X",
                                         "97801402753600", "none", "X"));

}  // namespace
}  // namespace bookstore::test
