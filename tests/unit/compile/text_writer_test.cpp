// SPDX-License-Identifier: MIT
#include "compile/text_writer.hpp"

#include "support/bookshop.hpp"
#include "support/expect_error.hpp"
#include "support/expect_sql.hpp"

namespace azoth::test {
namespace {

TEST(TextStatements, KeepTheUsersSqlAndBindItsNames) {
    expect_sql(text("SELECT 1"), "SELECT 1");
    expect_sql(text("SELECT :a + :b").bind("a", 1).bind("b", 2), "SELECT :a_1 + :b_1");
    expect_sql(text("SELECT x::int, ':b' FROM t WHERE y = :a").bind("a", 1),
               "SELECT x::int, ':b' FROM t WHERE y = :a_1");
}

TEST(TextStatements, BindANameAsOftenAsItIsUsed) {
    const Compiled compiled = generic_dialect().compile(*text("SELECT :a, :b, :a").bind("a", 1).bind("b", 2).node());

    ASSERT_EQ(compiled.slots.size(), 3U);
    EXPECT_EQ(compiled.slots[0].index, compiled.slots[2].index);
    EXPECT_NE(compiled.slots[0].index, compiled.slots[1].index);
}

TEST(TextStatements, KeepTheNamesOfTheirPlaces) {
    expect_sql(text("SELECT :a, :b").bind("a", 1), "SELECT :a_1, :b");
}

TEST(TextStatements, MayReturnRows) {
    EXPECT_TRUE(generic_dialect().compile(*text("SELECT 1").node()).returns_rows);
}

}  // namespace
}  // namespace azoth::test
