// SPDX-License-Identifier: MIT
#include "azoth/sql/condition.hpp"

#include <gtest/gtest.h>

#include "azoth/schema/table.hpp"
#include "azoth/sql/matching.hpp"
#include "azoth/sql/quantified.hpp"
#include "support/statement_tree.hpp"

namespace azoth::test {
namespace {

struct Conditions : testing::Test {
    MetaData metadata;
    Table t{"t", metadata, Column("a", Integer{}), Column("b", Boolean{}), Column("s", String{})};
    ColumnExpr<int> a = t.c<int>("a");
    ColumnExpr<bool> b = t.c<bool>("b");
    ColumnExpr<std::string> s = t.c<std::string>("s");
    Expr<bool> x = a == 1;
    Expr<bool> y = a == 2;
    Expr<bool> z = a == 3;
};

TEST_F(Conditions, MergesListsOfTheSameOperator) {
    const std::string flat = "(and (= t.a 1) (= t.a 2) (= t.a 3))";

    EXPECT_EQ(tree((x && y) && z), flat);
    EXPECT_EQ(tree(x && (y && z)), flat);
    EXPECT_EQ(tree((x && y) && (z && x)), "(and (= t.a 1) (= t.a 2) (= t.a 3) (= t.a 1))");
}

TEST_F(Conditions, NestsListsOfDifferentOperators) {
    EXPECT_EQ(tree(x && (y || z)), "(and (= t.a 1) (or (= t.a 2) (= t.a 3)))");
    EXPECT_EQ(tree((x && y) || z), "(or (and (= t.a 1) (= t.a 2)) (= t.a 3))");
}

TEST_F(Conditions, TakeBooleanColumnsOfEveryKind) {
    EXPECT_EQ(tree(b && t["b"]), "(and t.b t.b)");
    EXPECT_EQ(tree(b || t.c<std::optional<bool>>("b")), "(or t.b t.b)");
    EXPECT_EQ(tree(!b), "(not t.b)");
}

TEST_F(Conditions, AreTrueForAnEmptyAndFalseForAnEmptyOr) {
    EXPECT_EQ(tree(and_()), "true");
    EXPECT_EQ(tree(or_()), "false");
    EXPECT_EQ(tree(and_(std::vector<Condition>{})), "true");
}

TEST_F(Conditions, LeaveOutTheConstantThatChangesNothing) {
    EXPECT_EQ(tree(and_() && x), "(= t.a 1)");
    EXPECT_EQ(tree(x || or_()), "(= t.a 1)");
}

TEST_F(Conditions, AreTheConstantThatDecides) {
    EXPECT_EQ(tree(or_() && x), "false");
    EXPECT_EQ(tree(x && y && false_()), "false");
    EXPECT_EQ(tree(true_() || x), "true");
    EXPECT_EQ(tree(and_(x, false_(), y)), "false");
}

TEST_F(Conditions, NegateWhatTheyCanSayTheOtherWay) {
    EXPECT_EQ(tree(!(a == 1)), "(<> t.a 1)");
    EXPECT_EQ(tree(!a.between(1, 2)), "(not-between t.a 1 2)");
    EXPECT_EQ(tree(!!a.between(1, 2)), "(between t.a 1 2)");
    EXPECT_EQ(tree(!(x && y)), "(not (and (= t.a 1) (= t.a 2)))");
    EXPECT_EQ(tree(!!(x && y)), "(and (= t.a 1) (= t.a 2))");
}

TEST_F(Conditions, NegateAnyToAll) {
    const auto values = std::vector{1, 2};

    EXPECT_NE(tree(!(a == any_(values))).find("(<> t.a (all "), std::string::npos);
    EXPECT_NE(tree(!(a < all_(values))).find("(>= t.a (any "), std::string::npos);
}

TEST_F(Conditions, JoinSeveralByName) {
    EXPECT_EQ(tree(and_(x, b, t["b"])), "(and (= t.a 1) t.b t.b)");
    EXPECT_EQ(tree(or_(std::vector<Condition>{x, y})), "(or (= t.a 1) (= t.a 2))");
    EXPECT_EQ(tree(or_(x)), "(= t.a 1)");
}

TEST_F(Conditions, StayAsTheyWereWhenAnotherIsMadeFromThem) {
    const Expr<bool> both = x && y;
    const Expr<bool> with_z = both && z;
    const Expr<bool> with_x = both && x;
    const Expr<bool> longer = with_z && x && y && z;

    EXPECT_EQ(tree(both), "(and (= t.a 1) (= t.a 2))");
    EXPECT_EQ(tree(with_z), "(and (= t.a 1) (= t.a 2) (= t.a 3))");
    EXPECT_EQ(tree(with_x), "(and (= t.a 1) (= t.a 2) (= t.a 1))");
    EXPECT_EQ(tree(longer), "(and (= t.a 1) (= t.a 2) (= t.a 3) (= t.a 1) (= t.a 2) (= t.a 3))");
}

TEST_F(Conditions, OutliveTheListTheyGrewFrom) {
    Expr<bool> all = x;
    for (int i = 0; i < 5; ++i) all = all && y;
    const Expr<bool> kept = all && z;
    all = x;

    EXPECT_TRUE(tree(kept).ends_with("(= t.a 2) (= t.a 3))"));
}

// A copy of all terms in each round would be 20 000 million steps.
TEST_F(Conditions, GrowTermByTermInLinearTime) {
    Expr<bool> all = x;
    for (int i = 1; i < 200'000; ++i) all = all && y;

    EXPECT_EQ(static_cast<const sql::BooleanListNode&>(*all.node()).terms.size(), 200'000);
}

struct Negation {
    const char* description;
    Expr<bool> (*make)(const Conditions&);
    const char* expected;
};

class Negations : public Conditions, public testing::WithParamInterface<Negation> {};

TEST_P(Negations, AreFoldedWhereNullStaysNull) {
    EXPECT_EQ(tree(!GetParam().make(*this)), GetParam().expected);
}

using C = const Conditions&;
INSTANTIATE_TEST_SUITE_P(
    Conditions, Negations,
    testing::Values(Negation{"equal", [](C c) { return c.a == 1; }, "(<> t.a 1)"},
                    Negation{"not_equal", [](C c) { return c.a != 1; }, "(= t.a 1)"},
                    Negation{"less", [](C c) { return c.a < 1; }, "(>= t.a 1)"},
                    Negation{"less_equal", [](C c) { return c.a <= 1; }, "(> t.a 1)"},
                    Negation{"greater", [](C c) { return c.a > 1; }, "(<= t.a 1)"},
                    Negation{"greater_equal", [](C c) { return c.a >= 1; }, "(< t.a 1)"},
                    Negation{"is_null", [](C c) { return c.a.is_null(); }, "(is-not t.a null)"},
                    Negation{"is_not_null", [](C c) { return c.a.is_not_null(); }, "(is t.a null)"},
                    Negation{"distinct", [](C c) { return c.a.is_distinct_from(1); }, "(is-not-distinct-from t.a 1)"},
                    Negation{"same", [](C c) { return c.a.is_not_distinct_from(1); }, "(is-distinct-from t.a 1)"},
                    Negation{"like", [](C c) { return like(c.s, "a", '!'); }, "(not-like t.s 'a' escape !)"},
                    Negation{"not_like", [](C c) { return not_like(c.s, "a"); }, "(like t.s 'a')"},
                    Negation{"ilike", [](C c) { return ilike(c.s, "a"); }, "(not-ilike t.s 'a')"},
                    Negation{"in", [](C c) { return c.a.in({1}); }, "(not-in t.a [1])"},
                    Negation{"not_in", [](C c) { return c.a.not_in({1}); }, "(in t.a [1])"},
                    Negation{"not", [](C c) { return !c.b; }, "t.b"},
                    Negation{"constant", [](C) { return and_(); }, "false"},
                    Negation{"list", [](C c) { return c.x && c.y; }, "(not (and (= t.a 1) (= t.a 2)))"}),
    [](const auto& each) { return each.param.description; });

}  // namespace
}  // namespace azoth::test
