// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"

#include <gtest/gtest.h>

#include "azoth/schema/table.hpp"
#include "support/statement_tree.hpp"

namespace azoth::test {
namespace {

struct Arithmetic : testing::Test {
    MetaData metadata;
    Table t{"t", metadata, Column("i", Integer{}), Column("d", Double{}), Column("s", String{30})};
    ColumnExpr<int> i = t.c<int>("i");
    ColumnExpr<std::optional<int>> maybe = t.c<std::optional<int>>("i");
    ColumnExpr<double> d = t.c<double>("d");
    ColumnExpr<std::string> s = t.c<std::string>("s");
};

template <class T, class E>
constexpr bool kHasType = std::same_as<ValueTypeOf<std::remove_cvref_t<E>>, T>;

TEST_F(Arithmetic, HasTheFiveOperators) {
    EXPECT_EQ(tree(i + 1), "(+ t.i 1)");
    EXPECT_EQ(tree(i - 1), "(- t.i 1)");
    EXPECT_EQ(tree(i * 2), "(* t.i 2)");
    EXPECT_EQ(tree(i / 2), "(/ t.i 2)");
    EXPECT_EQ(tree(i % 2), "(% t.i 2)");
    EXPECT_EQ(tree(-i), "(negate t.i)");
}

TEST_F(Arithmetic, TakesAMinusBack) {
    EXPECT_EQ(tree(-(-i)), "t.i");
}

TEST_F(Arithmetic, ConvertsAsCppDoes) {
    static_assert(kHasType<int, decltype(i + 1)>);
    static_assert(kHasType<double, decltype(i * d)>);
    static_assert(kHasType<std::int64_t, decltype(i + std::int64_t{1})>);

    EXPECT_EQ((i * d).node()->type().kind, TypeKind::Double);
    EXPECT_EQ((i + std::int64_t{1}).node()->type().kind, TypeKind::BigInteger);
    EXPECT_EQ((i + 1).node()->type().kind, TypeKind::Integer);
}

TEST_F(Arithmetic, MayBeNullWhenOneSideMay) {
    static_assert(kHasType<std::optional<int>, decltype(maybe + 1)>);
    static_assert(kHasType<std::optional<double>, decltype(d - maybe)>);
    static_assert(kHasType<std::optional<std::string>, decltype(s + t.c<std::optional<std::string>>("s"))>);
    SUCCEED();
}

TEST_F(Arithmetic, ConcatenatesTexts) {
    EXPECT_EQ(tree(s + "!"), "(|| t.s '!')");
    EXPECT_EQ(tree(s + s), "(|| t.s t.s)");
    EXPECT_EQ(tree(t["s"] + "!"), "(|| t.s '!')");
    EXPECT_EQ(tree(t["i"] + 1), "(+ t.i 1)");
}

}  // namespace
}  // namespace azoth::test
