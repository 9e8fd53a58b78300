// SPDX-License-Identifier: MIT
#include "azoth/types/enum_types.hpp"

#include <gtest/gtest.h>

#include "azoth/types/value.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {

enum class Format { Paper, Ebook, Audio };
enum class Level : std::uint8_t { Low = 1, High = 200 };
enum class Letter : char { A = 'a' };
enum class Switch : bool { Off, On };
enum Color { kRed, kGreen };

}  // namespace azoth::test

template <>
struct azoth::EnumLabels<azoth::test::Format> {
    static constexpr std::string_view name = "format";
    static constexpr std::pair<azoth::test::Format, std::string_view> values[] = {
        {azoth::test::Format::Paper, "paper"}, {azoth::test::Format::Ebook, "e-book"}};
};

namespace azoth::test {
namespace {

TEST(LabelledEnum, TravelsAsItsLabel) {
    EXPECT_EQ(Value(Format::Ebook), Value("e-book"));
    EXPECT_EQ(Value("e-book").as<Format>(), Format::Ebook);
}

TEST(LabelledEnum, BindsWithoutACopy) {
    const Format format = Format::Paper;
    Scratch scratch;

    EXPECT_EQ(cpp_type<Format>().view(&format, scratch).as_text().data(),
              EnumLabels<Format>::values[0].second.data());
}

TEST(LabelledEnum, IsAnEnumColumn) {
    EXPECT_EQ(cpp_type<Format>().sql_type(), Enum("format", {"paper", "e-book"}));
    EXPECT_EQ(cpp_type<std::optional<Format>>().sql_type(), Enum("format", {"paper", "e-book"}));
}

TEST(LabelledEnum, MayBeNullInAnOptional) {
    EXPECT_EQ(Value().as<std::optional<Format>>(), std::nullopt);
    EXPECT_EQ(Value("paper").as<std::optional<Format>>(), Format::Paper);
    expect_error<DataError>("null_value", "NULL cannot be read as azoth::test::Format", [] { Value().as<Format>(); });
}

TEST(LabelledEnum, RefusesALabelThatItDoesNotKnow) {
    expect_error<DataError>("unknown_enum_label",
                            "'Paper' is no label of azoth::test::Format; add it to azoth::EnumLabels",
                            [] { Value("Paper").as<Format>(); });
}

TEST(LabelledEnum, RefusesAValueWithoutALabel) {
    expect_error<DataError>("unlabelled_enum", "a value of azoth::test::Format has no label",
                            [] { Value(Format::Audio); });
}

TEST(LabelledEnum, RefusesANumber) {
    expect_error<DataError>("wrong_type", "cannot read the integer 0 as azoth::test::Format",
                            [] { Value(0).as<Format>(); });
}

TEST(NumberedEnum, TravelsAsItsNumber) {
    EXPECT_EQ(Value(Level::High), Value(200));
    EXPECT_EQ(Value(200).as<Level>(), Level::High);
    EXPECT_EQ(cpp_type<Level>().sql_type(), Unsigned{TinyInteger{}});
}

TEST(NumberedEnum, MayBeNullInAnOptional) {
    EXPECT_EQ(Value().as<std::optional<Level>>(), std::nullopt);
    EXPECT_EQ(Value(1).as<std::optional<Level>>(), Level::Low);
    EXPECT_EQ(Value(std::optional<Level>()), Value());
}

TEST(NumberedEnum, RefusesANumberThatItsTypeCannotHold) {
    expect_error<DataError>("out_of_range", "256 does not fit into std::uint8_t", [] { Value(256).as<Level>(); });
}

TEST(NumberedEnum, MayHaveAnyUnderlyingType) {
    EXPECT_EQ(Value(97).as<Letter>(), Letter::A);
    EXPECT_EQ(Value(Switch::On), Value(true));
    EXPECT_EQ(Value(1).as<Color>(), kGreen);
}

TEST(Byte, IsNoEnumForThisPurpose) {
    EXPECT_FALSE(SqlValue<std::byte>);
}

}  // namespace
}  // namespace azoth::test
