// SPDX-License-Identifier: MIT
#include "azoth/sql/functions.hpp"

#include <gtest/gtest.h>

#include "azoth/schema/table.hpp"
#include "support/expect_error.hpp"
#include "support/statement_tree.hpp"

namespace azoth::test {
namespace {

struct Functions : testing::Test {
    MetaData metadata;
    Table t{"t", metadata, Column("i", Integer{}), Column("s", String{})};
    ColumnExpr<int> i = t.c<int>("i");
    ColumnExpr<std::optional<std::string>> s = t.c<std::optional<std::string>>("s");
};

template <class T, class E>
constexpr bool kHasType = std::same_as<ValueTypeOf<std::remove_cvref_t<E>>, T>;

TEST_F(Functions, Count) {
    EXPECT_EQ(tree(func::count()), "(count *)");
    EXPECT_EQ(tree(func::count(s)), "(count t.s)");
    EXPECT_EQ(tree(func::count_distinct(s)), "(count distinct t.s)");
}

TEST_F(Functions, SumWholeNumbersAs64BitsThatMayBeNull) {
    const auto sum = func::sum(i);

    static_assert(kHasType<std::optional<std::int64_t>, decltype(sum)>);
    EXPECT_EQ(sum.node()->type().kind, TypeKind::BigInteger);
}

TEST_F(Functions, MayBeNullWhereTheRowsMayBeNone) {
    static_assert(kHasType<std::optional<double>, decltype(func::avg(i))>);
    static_assert(kHasType<std::optional<int>, decltype(func::min(i))>);
    static_assert(kHasType<std::optional<std::string>, decltype(func::max(s))>);
    static_assert(kHasType<std::optional<std::int64_t>, decltype(func::length(s))>);
}

TEST_F(Functions, AreNotNullAfterCoalesceWithAValue) {
    const auto name = func::coalesce(s, "nobody");

    static_assert(kHasType<std::string, decltype(name)>);
    EXPECT_EQ(tree(name), "(coalesce t.s 'nobody')");
}

TEST_F(Functions, CallAnyFunctionWithValuesAndExpressions) {
    EXPECT_EQ(tree(func::call<double>("pg_catalog.power", i, 2, "x")), "(pg_catalog.power t.i 2 'x')");
}

TEST_F(Functions, GiveNullWhereAnArgumentMayBeNull) {
    static_assert(kHasType<std::optional<std::string>, decltype(func::lower(s))>);
    static_assert(kHasType<std::optional<std::string>, decltype(func::concat("a", s))>);
    static_assert(kHasType<std::int64_t, decltype(func::length(literal("a")))>);
    static_assert(kHasType<double, decltype(func::round(i))>);
    static_assert(kHasType<std::optional<int>, decltype(func::nullif(i, 1))>);
    static_assert(kHasType<int, decltype(func::greatest(i, 1))>);
    static_assert(kHasType<std::optional<std::string>, decltype(func::coalesce(s, s))>);
    static_assert(kHasType<std::string, decltype(func::coalesce(s, s, "x"))>);
    static_assert(kHasType<std::optional<std::string>, decltype(func::lower(t["s"]))>);
    static_assert(kHasType<Value, decltype(func::max(t["s"]))>);
    static_assert(kHasType<std::optional<int>, decltype(func::lag(i).over())>);
    static_assert(kHasType<int, decltype(func::lag(i, 1, 0).over())>);
}

TEST_F(Functions, RefuseArgumentsThatMeanNothing) {
    expect_error<ArgumentError>("bad_argument", "ntile(0)", [] { func::ntile(0); });
    expect_error<ArgumentError>("bad_argument", "1.5", [&] { func::percentile_cont(1.5, i); });
    expect_error<ArgumentError>("bad_argument", "hour", [] {
        func::date_trunc(DateUnit::Hour, Expr<Value>(detail::make_bind("2024-01-01", Date{})));
    });
}

TEST_F(Functions, LeaveTheCallWithoutClausesAsItWas) {
    const auto count = func::count(i);
    const auto distinct = count.distinct();

    EXPECT_EQ(tree(count), "(count t.i)");
    EXPECT_EQ(tree(distinct), "(count distinct t.i)");
}

TEST_F(Functions, TakeNamesInQuotes) {
    EXPECT_EQ(tree(func::call<int>("a.\"b \"\"c\"", 1)), "(a.\"b \"\"c\" 1)");
}

class BadFunctionNames : public testing::TestWithParam<const char*> {};

TEST_P(BadFunctionNames, AreRefused) {
    expect_error<ArgumentError>("bad_name", std::string("'") + GetParam() + "'",
                                [] { func::call<int>(GetParam(), 1); });
}

INSTANTIATE_TEST_SUITE_P(Functions, BadFunctionNames,
                         testing::Values("", "a b", "f(", "f;", "1f", ".f", "f.", "a..f", "a.1", "f\"", "fü",
                                         "\"a", "\"\"", "a\"b\"", "\"a\"b"));

}  // namespace
}  // namespace azoth::test
