// SPDX-License-Identifier: MIT
#include "azoth/types/value_view.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

namespace azoth::test {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

ValueView decimal(std::string_view text) {
    return ValueView::data(ValueKind::Decimal, text.data(), text.size());
}

TEST(ValueView, IsNullWhenMadeFromNothing) {
    EXPECT_TRUE(ValueView().is_null());
    EXPECT_EQ(ValueView(), ValueView());
}

TEST(ValueView, IsAsLargeAsThreePointers) {
    EXPECT_EQ(sizeof(ValueView), 3 * sizeof(void*));
}

TEST(ValueView, ShowsTheBytesThatItPointsAt) {
    const std::string text("a\0b", 3);
    const ValueView view = ValueView::text(text);

    EXPECT_EQ(view.as_text(), text);
    EXPECT_EQ(view.as_text().data(), text.data());
}

TEST(ValueView, IsEqualInKindAndContent) {
    EXPECT_EQ(ValueView::int64(1), ValueView::int64(1));
    EXPECT_NE(ValueView::int64(1), ValueView::int64(2));
    EXPECT_NE(ValueView::int64(1), ValueView::boolean(true));
    EXPECT_NE(ValueView::int64(0), ValueView());
    EXPECT_NE(ValueView::text("1"), decimal("1"));
}

TEST(ValueView, ComparesTextsByContentNotByAddress) {
    const std::string one = "Le Guin";
    const std::string other = one;

    EXPECT_EQ(ValueView::text(one), ValueView::text(other));
    EXPECT_EQ(ValueView::text(one).hash(), ValueView::text(other).hash());
    EXPECT_NE(ValueView::text(std::string_view("a\0b", 3)), ValueView::text(std::string_view("a\0c", 3)));
}

TEST(ValueView, TakesAnEmptyTextForEqualToOneWithoutMemory) {
    EXPECT_EQ(ValueView::text(""), ValueView::text({}));
    EXPECT_NE(ValueView::text(""), ValueView());
}

TEST(ValueView, IsEqualToItselfEvenWhenNotANumber) {
    EXPECT_EQ(ValueView::real(kNan), ValueView::real(std::copysign(kNan, -1)));
    EXPECT_EQ(ValueView::real(kNan).hash(), ValueView::real(std::copysign(kNan, -1)).hash());
    EXPECT_NE(ValueView::real(kNan), ValueView::real(0));
}

TEST(ValueView, TakesBothZerosForEqual) {
    EXPECT_EQ(ValueView::real(0.0), ValueView::real(-0.0));
    EXPECT_EQ(ValueView::real(0.0).hash(), ValueView::real(-0.0).hash());
}

TEST(ValueView, ComparesDecimalsByValue) {
    EXPECT_EQ(decimal("1.50"), decimal("1.5"));
    EXPECT_EQ(decimal("1.50").hash(), decimal("1.5").hash());
    EXPECT_EQ(decimal("-0"), decimal("0.00"));
    EXPECT_EQ(decimal("-0").hash(), decimal("0.00").hash());
    EXPECT_NE(decimal("1.5"), decimal("-1.5"));
    EXPECT_NE(decimal("15"), decimal("1.5"));
}

TEST(ValueView, HashesKindsApart) {
    EXPECT_NE(ValueView::int64(1).hash(), ValueView::boolean(true).hash());
    EXPECT_NE(ValueView::int64(0).hash(), ValueView().hash());
}

TEST(ValueKind, HasAName) {
    EXPECT_EQ(to_string(ValueKind::Null), "Null");
    EXPECT_EQ(to_string(ValueKind::TimestampTz), "TimestampTz");
    EXPECT_EQ(to_string(ValueKind::Json), "Json");
}

TEST(ValueKind, KnowsWhichKindsAreBytes) {
    for (const auto kind : {ValueKind::Text, ValueKind::Bytes, ValueKind::Decimal, ValueKind::Uuid, ValueKind::Json})
        EXPECT_TRUE(has_bytes(kind)) << to_string(kind);
    for (const auto kind : {ValueKind::Null, ValueKind::Bool, ValueKind::Int64, ValueKind::Double, ValueKind::Date,
                            ValueKind::Time, ValueKind::Timestamp, ValueKind::TimestampTz})
        EXPECT_FALSE(has_bytes(kind)) << to_string(kind);
}

}  // namespace
}  // namespace azoth::test
