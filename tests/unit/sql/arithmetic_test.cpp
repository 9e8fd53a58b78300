// SPDX-License-Identifier: MIT
#include "azoth/sql/arithmetic.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>

#include "azoth/schema/table.hpp"
#include "azoth/types/decimal.hpp"
#include "support/expect_error.hpp"
#include "support/statement_tree.hpp"

namespace azoth::test {
namespace {

struct Arithmetic : testing::Test {
    MetaData metadata;
    Table t{"t",
            metadata,
            Column("i", Integer{}),
            Column("d", Double{}),
            Column("s", String{30}),
            Column("n", Numeric{10, 2}),
            Column("day", Date{}),
            Column("at", DateTime{})};
    ColumnExpr<int> i = t.c<int>("i");
    ColumnExpr<std::optional<int>> maybe = t.c<std::optional<int>>("i");
    ColumnExpr<double> d = t.c<double>("d");
    ColumnExpr<std::string> s = t.c<std::string>("s");
    ColumnExpr<Decimal> n = t.c<Decimal>("n");
    ColumnExpr<std::chrono::year_month_day> day = t.c<std::chrono::year_month_day>("day");
    ColumnExpr<std::optional<std::chrono::year_month_day>> maybe_day =
        t.c<std::optional<std::chrono::year_month_day>>("day");
    ColumnExpr<std::chrono::local_time<std::chrono::microseconds>> at =
        t.c<std::chrono::local_time<std::chrono::microseconds>>("at");
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

TEST_F(Arithmetic, DividesWholeNumbersTruly) {
    static_assert(kHasType<double, decltype(i / 2)>);
    static_assert(kHasType<std::optional<double>, decltype(maybe / i)>);
    static_assert(kHasType<int, decltype(integer_divide(i, 2))>);

    EXPECT_EQ((i / 2).node()->type().kind, TypeKind::Double);
    EXPECT_EQ(integer_divide(i, 2).node()->type().kind, TypeKind::Integer);
    EXPECT_EQ((t["i"] / t["i"]).node()->type().kind, TypeKind::Double);
}

TEST_F(Arithmetic, IsExactWithDecimals) {
    static_assert(kHasType<Decimal, decltype(i * n)>);
    static_assert(kHasType<Decimal, decltype(n / 2)>);

    EXPECT_EQ((i * n).node()->type().kind, TypeKind::Numeric);
    EXPECT_EQ((t["n"] + t["d"]).node()->type().kind, TypeKind::Double);
}

TEST_F(Arithmetic, CountsDaysBetweenDates) {
    static_assert(kHasType<int, decltype(day - day)>);
    static_assert(kHasType<std::optional<int>, decltype(day - maybe_day)>);
    static_assert(kHasType<std::chrono::year_month_day, decltype(day + 1)>);

    EXPECT_EQ(tree(day - day), "(difference t.day t.day)");
    EXPECT_EQ((t["day"] - t["day"]).node()->type().kind, TypeKind::Integer);
    EXPECT_EQ((t["day"] + 1).node()->type().kind, TypeKind::Date);
}

TEST_F(Arithmetic, MovesTimestampsByDurations) {
    using Moment = std::chrono::local_time<std::chrono::microseconds>;
    static_assert(kHasType<Moment, decltype(at + std::chrono::minutes(90))>);
    static_assert(kHasType<Duration, decltype(at - at)>);

    EXPECT_EQ(tree(at + std::chrono::minutes(90)), "(shift t.at 5400000000)");
    EXPECT_EQ(tree(at + (at - at)), "(shift t.at (difference t.at t.at))");
}

TEST_F(Arithmetic, RefusesOperandsOfRunTimeThatDoNotFit) {
    const auto refused = [](std::string_view message, const std::function<void()>& build) {
        expect_error<ArgumentError>("wrong_operand_types", message, build);
    };
    refused("1 (Integer) cannot be added to t.s (String(30))", [&] { t["s"] + 1; });
    refused("t.s (String(30)) cannot be multiplied with t.i (Integer)", [&] { t["s"] * t["i"]; });
    refused("t.s (String(30)) cannot be subtracted from t.i (Integer)", [&] { t["i"] - t["s"]; });
    refused("t.day (Date) cannot be multiplied with 2 (Integer)", [&] { t["day"] * 2; });
}

TEST_F(Arithmetic, JoinsTextsOfRunTime) {
    EXPECT_EQ(tree(t["s"] + t["s"]), "(|| t.s t.s)");
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
