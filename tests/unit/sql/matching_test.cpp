// SPDX-License-Identifier: MIT
#include "azoth/sql/matching.hpp"

#include <gtest/gtest.h>

#include "azoth/schema/table.hpp"
#include "support/statement_tree.hpp"

namespace azoth::test {
namespace {

struct Matching : testing::Test {
    MetaData metadata;
    Table t{"t", metadata, Column("s", String{5})};
    ColumnExpr<std::string> s = t.c<std::string>("s");
};

TEST_F(Matching, PassesThePatternOfLikeOn) {
    EXPECT_EQ(tree(like(s, "a%_/")), "(like t.s 'a%_/')");
    EXPECT_EQ(tree(not_like(s, "a!%", '!')), "(not-like t.s 'a!%' escape !)");
    EXPECT_EQ(tree(ilike(t["s"], "A")), "(ilike t.s 'A')");
}

TEST_F(Matching, SurroundsTheTextWithWildcards) {
    EXPECT_EQ(tree(contains(s, "a")), "(like t.s '%a%' escape /)");
    EXPECT_EQ(tree(startswith(s, "a")), "(like t.s 'a%' escape /)");
    EXPECT_EQ(tree(endswith(s, "a")), "(like t.s '%a' escape /)");
    EXPECT_EQ(tree(icontains(s, "a")), "(ilike t.s '%a%' escape /)");
    EXPECT_EQ(tree(istartswith(s, "a")), "(ilike t.s 'a%' escape /)");
    EXPECT_EQ(tree(iendswith(s, "a")), "(ilike t.s '%a' escape /)");
}

TEST_F(Matching, EscapesWildcardsAndTheEscapeCharacterInTheText) {
    EXPECT_EQ(tree(contains(s, "50%_/x")), "(like t.s '%50/%/_//x%' escape /)");
}

TEST_F(Matching, MatchesEverythingThatIsNotNullWithAnEmptyText) {
    EXPECT_EQ(tree(contains(s, "")), "(like t.s '%%' escape /)");
}

}  // namespace
}  // namespace azoth::test
