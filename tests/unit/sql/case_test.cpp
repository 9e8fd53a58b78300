// SPDX-License-Identifier: MIT
#include "azoth/sql/case.hpp"

#include <gtest/gtest.h>

#include "azoth/base/error.hpp"
#include "azoth/schema/table.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

struct Cases : testing::Test {
    MetaData metadata;
    Table t{"t", metadata, Column("i", Integer{}), Column("s", String{30})};
    ColumnExpr<int> i = t.c<int>("i");
    ColumnExpr<std::optional<int>> maybe = t.c<std::optional<int>>("i");
};

template <class T, class E>
constexpr bool kHasType = std::same_as<ValueTypeOf<std::remove_cvref_t<E>>, T>;

TEST_F(Cases, HaveTheTypeOfTheirResults) {
    static_assert(kHasType<std::string, decltype(case_(when(i > 1, "a")).else_("b"))>);
    static_assert(kHasType<double, decltype(case_(when(i > 1, i)).else_(2.5))>);
    static_assert(kHasType<Value, decltype(case_(when(i > 1, t["s"])).else_("b"))>);

    EXPECT_EQ(case_(when(i > 1, i)).else_(2.5).node()->type().kind, TypeKind::Double);
}

TEST_F(Cases, MayBeNullWithoutElse) {
    static_assert(kHasType<std::optional<int>, decltype(case_(when(i > 1, i)))>);
    static_assert(kHasType<std::optional<int>, decltype(case_(when(i > 1, i)).else_(std::nullopt))>);
    static_assert(kHasType<std::optional<int>, decltype(case_(when(i > 1, maybe)).else_(1))>);
    SUCCEED();
}

TEST_F(Cases, NeedOneBranch) {
    expect_error<ArgumentError>("empty_case", "a CASE needs one WHEN at least", [&] { case_<int>(i, {}); });
}

}  // namespace
}  // namespace azoth::test
