// SPDX-License-Identifier: MIT
#include "azoth/types/type_wrapping.hpp"

#include <gtest/gtest.h>

#include "azoth/types/sql_type.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

TEST(WrappedTypes, HaveFormsByDialect) {
    const SqlType type = Text{}.wrapped("a", "f({0})", "").wrapped("", "", "g({0})");

    ASSERT_EQ(type.wrapping->forms.size(), 2U);
    EXPECT_EQ(type.wrapping->forms[0].bind, "f({0})");
    EXPECT_EQ(type.wrapping->forms[1].column, "g({0})");
}

TEST(WrappedTypes, TakeTheLastFormOfADialect) {
    const SqlType type = Text{}.wrapped("a", "f({0})", "").wrapped("a", "g({0})", "");
    ASSERT_EQ(type.wrapping->forms.size(), 1U);
    EXPECT_EQ(type.wrapping->forms[0].bind, "g({0})");
}

TEST(WrappedTypes, AreEqualWhenTheirFormsAre) {
    EXPECT_EQ(Text{}.wrapped("a", "f({0})", ""), Text{}.wrapped("a", "f({0})", ""));
    EXPECT_FALSE(Text{}.wrapped("a", "f({0})", "") == Text{}.wrapped("a", "g({0})", ""));
    EXPECT_FALSE(Text{}.wrapped("a", "f({0})", "") == Text{});
}

TEST(WrappedTypes, RefuseFormsWithoutAPlace) {
    expect_error<ArgumentError>("bad_form", "f()", [] { Text{}.wrapped("a", "f()", ""); });
}

}  // namespace
}  // namespace azoth::test
