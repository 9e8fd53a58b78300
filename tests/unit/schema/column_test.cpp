// SPDX-License-Identifier: MIT
#include "azoth/schema/column.hpp"

#include <gtest/gtest.h>

#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

TEST(Column, AllowsNullUnlessToldOtherwise) {
    EXPECT_TRUE(Column("a", Integer{}).is_nullable());
    EXPECT_FALSE(Column("a", Integer{}).not_null().is_nullable());
    EXPECT_FALSE(Column("a", Integer{}).primary_key().is_nullable());
}

TEST(Column, RefersToAColumnOfATable) {
    const auto key = Column("a", Integer{}).references("authors.id", ReferentialAction::Cascade).foreign_key();

    EXPECT_EQ(key->target_table(), "authors");
    EXPECT_EQ(key->target_columns(), std::vector<std::string>{"id"});
    EXPECT_EQ(key->on_delete(), ReferentialAction::Cascade);
    EXPECT_EQ(key->on_update(), ReferentialAction::NoAction);
}

TEST(Column, RefersToATableInASchema) {
    const auto key = Column("a", Integer{}).references("shop.authors.id").foreign_key();

    EXPECT_EQ(key->target_table(), "shop.authors");
    EXPECT_EQ(key->target_columns(), std::vector<std::string>{"id"});
}

class BadReferences : public testing::TestWithParam<const char*> {};

TEST_P(BadReferences, AreRefusedWithAdvice) {
    expect_error<ArgumentError>("bad_reference", "write it as table.column",
                                [] { Column("a", Integer{}).references(GetParam()); });
}

INSTANTIATE_TEST_SUITE_P(Column, BadReferences, testing::Values("", "authors", ".id", "authors."));

}  // namespace
}  // namespace azoth::test
