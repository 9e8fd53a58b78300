// SPDX-License-Identifier: MIT
#include "azoth/types/value.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <utility>

#include "azoth/types/decimal.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

TEST(Value, IsNullByDefault) {
    EXPECT_TRUE(Value().is_null());
    EXPECT_TRUE(Value(nullptr).is_null());
    EXPECT_TRUE(Value(std::nullopt).is_null());
    EXPECT_TRUE(Value(std::optional<int>()).is_null());
}

TEST(Value, TakesTheKindOfWhatItIsMadeFrom) {
    EXPECT_EQ(Value(true).kind(), ValueKind::Bool);
    EXPECT_EQ(Value(1).kind(), ValueKind::Int64);
    EXPECT_EQ(Value(1.5F).kind(), ValueKind::Double);
    EXPECT_EQ(Value("a").kind(), ValueKind::Text);
    EXPECT_EQ(Value(std::string("a")).kind(), ValueKind::Text);
    EXPECT_EQ(Value(Bytes(2)).kind(), ValueKind::Bytes);
    EXPECT_EQ(Value(Decimal("1.5")).kind(), ValueKind::Decimal);
    EXPECT_EQ(Value(std::optional(1)).kind(), ValueKind::Int64);
}

TEST(Value, OwnsItsText) {
    std::string text = "The Dispossessed, long enough to leave the object";
    const Value value(std::string_view{text});

    text.assign(text.size(), 'x');

    EXPECT_EQ(value.as<std::string>(), "The Dispossessed, long enough to leave the object");
}

TEST(Value, StaysWholeWhenCopiedAndMoved) {
    Value original("short");
    const Value copy = original;
    const Value moved = std::move(original);

    EXPECT_EQ(copy.as<std::string>(), "short");
    EXPECT_EQ(moved, copy);
}

TEST(Value, KeepsNulCharacters) {
    const std::string text("a\0b", 3);

    EXPECT_EQ(Value(text).as<std::string>(), text);
}

TEST(Value, CopiesWhatAViewShows) {
    for (const Value& value : {Value(), Value(7), Value(2.5), Value("a"), Value(Decimal("1.50"))})
        EXPECT_EQ(Value(value.view()), value);
}

TEST(Value, ReadsNullAsAnEmptyOptional) {
    EXPECT_EQ(Value().as<std::optional<int>>(), std::nullopt);
    EXPECT_EQ(Value(7).as<std::optional<int>>(), 7);
}

TEST(Value, RefusesNullForATypeWithoutIt) {
    expect_error<DataError>("null_value",
                            "NULL cannot be read as std::string; make the member std::optional<std::string>",
                            [] { Value().as<std::string>(); });
}

TEST(Value, IsEqualAndHashesAlikeWhenKindAndContentAre) {
    EXPECT_EQ(Value("a"), Value(std::string("a")));
    EXPECT_EQ(Value("a").hash(), Value(std::string("a")).hash());
    EXPECT_EQ(Value(), Value(nullptr));
    EXPECT_NE(Value(1), Value(true));
    EXPECT_NE(Value(1), Value(1.0));
    EXPECT_NE(Value("1"), Value(1));
}

TEST(Value, FindsADecimalKeyWhateverItsScale) {
    EXPECT_EQ(Value(Decimal("1.50")), Value(Decimal("1.5")));
    EXPECT_EQ(Value(Decimal("1.50")).hash(), Value(Decimal("1.5")).hash());
}

TEST(Value, FillsTheBitsOfItsHash) {
    // A table of 2^k buckets that looks at the highest bits must not put neighbours into one.
    EXPECT_NE(Value(1).hash() >> 48, Value(2).hash() >> 48);
}

struct Display {
    Value value;
    std::string text;
};

class DisplayStrings : public testing::TestWithParam<Display> {};

TEST_P(DisplayStrings, LookLikeSql) {
    EXPECT_EQ(to_display_string(GetParam().value.view()), GetParam().text);
}

Value scalar(ValueKind kind, std::int64_t value) {
    return Value(ValueView::scalar(kind, value));
}

const std::string kSixteenBytes("\xf8\x1d\x4f\xae\x7d\xec\x11\xd0\xa7\x65\x00\xa0\xc9\x1e\x6b\xf6", 16);

INSTANTIATE_TEST_SUITE_P(
    Value, DisplayStrings,
    testing::Values(Display{Value(), "NULL"}, Display{Value(true), "true"}, Display{Value(false), "false"},
                    Display{Value(42), "42"},
                    Display{Value(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808"},
                    Display{Value(0.1), "0.1"}, Display{Value(-0.0), "-0"},
                    Display{Value(std::numeric_limits<double>::infinity()), "inf"},
                    Display{Value("Le Guin"), "'Le Guin'"}, Display{Value(""), "''"},
                    Display{Value("it's"), "'it''s'"}, Display{Value("two\nlines"), "'two\\nlines'"},
                    Display{Value(std::string("a\0b", 3)), "'a\\x00b'"},
                    Display{Value(Bytes{std::byte{0}, std::byte{0xff}}), "x'00ff'"}, Display{Value(Bytes()), "x''"},
                    Display{Value(Decimal("1.50")), "1.50"}, Display{scalar(ValueKind::Date, 0), "'1970-01-01'"},
                    Display{scalar(ValueKind::Time, 1), "'00:00:00.000001'"},
                    Display{scalar(ValueKind::Timestamp, -1), "'1969-12-31 23:59:59.999999'"},
                    Display{scalar(ValueKind::TimestampTz, 0), "'1970-01-01 00:00:00Z'"},
                    Display{Value(ValueView::data(ValueKind::Uuid, kSixteenBytes.data(), 16)),
                            "'f81d4fae-7dec-11d0-a765-00a0c91e6bf6'"},
                    Display{Value(ValueView::data(ValueKind::Json, "{}", 2)), "'{}'"}));

TEST(DisplayString, CutsALongTextInTheMiddle) {
    const std::string text = std::string(100, 'a') + std::string(100, 'b');

    EXPECT_EQ(to_display_string(ValueView::text(text)),
              "'" + std::string(40, 'a') + "...(120 bytes)..." + std::string(40, 'b') + "'");
}

TEST(DisplayString, ShowsAHundredAndTwentyCharactersInFull) {
    const std::string text(120, 'a');

    EXPECT_EQ(to_display_string(ValueView::text(text)), "'" + text + "'");
}

TEST(DisplayString, CutsBetweenCharactersNotBytes) {
    std::string text = "a";
    for (int i = 0; i < 100; ++i) text += "\u20ac";  // three bytes each

    EXPECT_EQ(to_display_string(ValueView::text(text)),
              "'a" + text.substr(1, 39) + "...(222 bytes)..." + text.substr(text.size() - 39) + "'");
}

TEST(DisplayString, CutsLongBytesAtTheEnd) {
    const Value value(Bytes(50));

    EXPECT_EQ(to_display_string(value.view()), "x'" + std::string(80, '0') + "...(10 bytes)'");
}

TEST(DisplayString, SurvivesInvalidUtf8) {
    const std::string text(200, '\x80');

    EXPECT_EQ(to_display_string(ValueView::text(text)), "'...(200 bytes)...'");
}

}  // namespace
}  // namespace azoth::test
