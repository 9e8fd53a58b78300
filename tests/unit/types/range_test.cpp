// SPDX-License-Identifier: MIT
#include "azoth/types/range.hpp"

#include <gtest/gtest.h>

#include "azoth/base/error.hpp"
#include "azoth/types/value.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

const Range<int> kOneToFive(1, 5);

TEST(Range, ContainsWhatLiesBetweenItsBounds) {
    EXPECT_TRUE(kOneToFive.contains(1));
    EXPECT_TRUE(kOneToFive.contains(4));
    EXPECT_FALSE(kOneToFive.contains(5));
    EXPECT_FALSE(kOneToFive.contains(0));
    EXPECT_TRUE(Range<int>(1, 5, Bounds::Closed).contains(5));
    EXPECT_FALSE(Range<int>(1, 5, Bounds::Open).contains(1));
    EXPECT_TRUE(Range<int>().contains(7));
    EXPECT_FALSE(Range<int>::empty().contains(7));
}

TEST(Range, OverlapsWhereBothHaveAValue) {
    EXPECT_TRUE(kOneToFive.overlaps({4, 9}));
    EXPECT_FALSE(kOneToFive.overlaps({5, 9}));
    EXPECT_TRUE(Range<int>(1, 5, Bounds::Closed).overlaps({5, 9}));
    EXPECT_TRUE(kOneToFive.overlaps({std::nullopt, std::nullopt}));
    EXPECT_FALSE(kOneToFive.overlaps(Range<int>::empty()));
}

TEST(Range, NeverIncludesABoundThatIsNotThere) {
    EXPECT_EQ(Range<int>(std::nullopt, 5, Bounds::Closed).bounds(), Bounds::OpenClosed);
    EXPECT_EQ(Range<int>(1, std::nullopt, Bounds::Closed).bounds(), Bounds::ClosedOpen);
    EXPECT_EQ(Range<int>(), Range<int>(std::nullopt, std::nullopt));
}

TEST(Range, KeepsItsValue) {
    for (const Range<int>& range :
         {kOneToFive, Range<int>(), Range<int>::empty(), Range<int>(1, 2, Bounds::OpenClosed)})
        EXPECT_EQ(Value(range).as<Range<int>>(), range);
    const MultiRange<Decimal> many{{{Decimal(1), Decimal(2)}, {Decimal(3), std::nullopt}}};
    EXPECT_EQ(Value(many).as<MultiRange<Decimal>>(), many);
}

TEST(Range, IsShownAsInMathematics) {
    EXPECT_EQ(to_display_string(Value(kOneToFive).view()), "[1, 5)");
    EXPECT_EQ(to_display_string(Value(Range<int>::empty()).view()), "empty");
}

TEST(RangeType, HasBoundsOfSixTypes) {
    EXPECT_EQ(cpp_type<Range<int>>().sql_type(), RangeType{Integer{}});
    expect_error<ArgumentError>("bad_type", "there are no ranges of Text", [] { RangeType{Text{}}; });
}

}  // namespace
}  // namespace azoth::test
