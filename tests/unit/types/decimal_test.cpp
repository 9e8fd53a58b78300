// SPDX-License-Identifier: MIT
#include "azoth/types/decimal.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <type_traits>
#include <vector>

#include "azoth/types/value.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

struct Parsed {
    std::string text;
    std::string plain;
};

class DecimalTexts : public testing::TestWithParam<Parsed> {};

TEST_P(DecimalTexts, AreWrittenPlainly) {
    EXPECT_EQ(Decimal(GetParam().text).text(), GetParam().plain);
}

INSTANTIATE_TEST_SUITE_P(
    Decimal, DecimalTexts,
    testing::Values(Parsed{"0", "0"}, Parsed{"12", "12"}, Parsed{"-12.50", "-12.50"}, Parsed{"+7", "7"},
                    Parsed{"007.70", "7.70"}, Parsed{".5", "0.5"}, Parsed{"-.5", "-0.5"}, Parsed{"5.", "5"},
                    Parsed{"-0", "0"}, Parsed{"-0.00", "0.00"}, Parsed{"000", "0"}, Parsed{"1.25e-3", "0.00125"},
                    Parsed{"-1.25E+3", "-1250"}, Parsed{"1.25e1", "12.5"}, Parsed{"1.25e2", "125"},
                    Parsed{"12e-2", "0.12"}, Parsed{"12e-1", "1.2"}, Parsed{"1e3", "1000"}, Parsed{"0e5", "0"},
                    Parsed{"0e-2", "0.00"}, Parsed{"0.0001e4", "1"}, Parsed{"120e-1", "12.0"}));

class BadDecimals : public testing::TestWithParam<std::string> {};

TEST_P(BadDecimals, AreRefused) {
    expect_error<ArgumentError>("bad_decimal", "as a decimal number: write it as -12.50 or 1.25e-3",
                                [] { Decimal{std::string_view(GetParam())}; });
}

INSTANTIATE_TEST_SUITE_P(Decimal, BadDecimals,
                         testing::Values("", "-", ".", "e5", "1e", "1e+", "1e+-5", "1e--5", "1.2.3", "--1", "+-1", " 1",
                                         "1 ", "1,5", "abc", "0x10", "nan", "inf", "1e99999999999", "1e200000",
                                         "1e-200000", std::string("1\0", 2)));

TEST(Decimal, IsZeroByDefault) {
    EXPECT_EQ(Decimal(), Decimal(0));
}

TEST(Decimal, IsMadeFromEveryInteger) {
    EXPECT_EQ(Decimal(std::numeric_limits<std::int64_t>::min()).text(), "-9223372036854775808");
    EXPECT_EQ(Decimal(std::numeric_limits<std::uint64_t>::max()).text(), "18446744073709551615");
    EXPECT_EQ(Decimal(std::int8_t{-5}).text(), "-5");
}

TEST(Decimal, IsNotMadeFromADoubleByAccident) {
    EXPECT_FALSE((std::is_constructible_v<Decimal, double>));
    EXPECT_FALSE((std::is_constructible_v<Decimal, float>));
    EXPECT_FALSE((std::is_constructible_v<Decimal, bool>));
}

TEST(Decimal, ComparesByValue) {
    EXPECT_EQ(Decimal("1.50"), Decimal("1.5"));
    EXPECT_EQ(Decimal("-0.00"), Decimal(0));
    EXPECT_EQ(Decimal("1e2"), 100);
    EXPECT_NE(Decimal("1.5"), Decimal("1.51"));
}

TEST(Decimal, IsOrderedByValue) {
    const std::vector<Decimal> ascending{Decimal("-100"),  Decimal("-99.9"), Decimal("-1.5"), Decimal("-1.49"),
                                         Decimal("-0.01"), Decimal(0),       Decimal("0.09"), Decimal("0.1"),
                                         Decimal("1.49"),  Decimal("1.5"),   Decimal("2"),    Decimal("10")};
    for (std::size_t left = 0; left < ascending.size(); ++left)
        for (std::size_t right = 0; right < ascending.size(); ++right)
            EXPECT_EQ(ascending[left] <=> ascending[right], left <=> right) << ascending[left].text() << " and "
                                                                            << ascending[right].text();
}

TEST(Decimal, SeesTheLastOfAHundredDigits) {
    const std::string digits = std::string(50, '7') + "." + std::string(49, '3');

    EXPECT_EQ(Decimal(digits + "1").text(), digits + "1");
    EXPECT_LT(Decimal(digits + "1"), Decimal(digits + "2"));
    EXPECT_GT(Decimal("-" + digits + "1"), Decimal("-" + digits + "2"));
    EXPECT_EQ(Decimal(digits + "10"), Decimal(digits + "1"));
}

TEST(Decimal, BecomesTheNearestDouble) {
    EXPECT_EQ(Decimal("0.1").to_double(), 0.1);
    EXPECT_EQ(Decimal("-12.50").to_double(), -12.5);
    EXPECT_EQ(Decimal("1e400").to_double(), HUGE_VAL);
    EXPECT_EQ(Decimal("1e-400").to_double(), 0.0);
}

TEST(Decimal, KeepsItsScaleOnTheWayToADatabaseAndBack) {
    EXPECT_EQ(Value(Decimal("1.50")).as<Decimal>().text(), "1.50");
}

TEST(Decimal, IsReadFromIntegersAndText) {
    EXPECT_EQ(Value(-7).as<Decimal>().text(), "-7");
    EXPECT_EQ(Value("12.50").as<Decimal>().text(), "12.50");
}

TEST(Decimal, IsReadFromTheShortestTextOfADouble) {
    EXPECT_EQ(Value(0.1).as<Decimal>().text(), "0.1");
    EXPECT_EQ(Value(1.0).as<Decimal>().text(), "1");
    EXPECT_EQ(Value(1e21).as<Decimal>().text(), "1000000000000000000000");
    EXPECT_EQ(Value(-1.5e-7).as<Decimal>().text(), "-0.00000015");
}

TEST(Decimal, RefusesWhatIsNoNumber) {
    expect_error<DataError>("bad_decimal", "'abc' is not a decimal number", [] { Value("abc").as<Decimal>(); });
    expect_error<DataError>("bad_decimal", "nan is not a decimal number",
                            [] { Value(std::numeric_limits<double>::quiet_NaN()).as<Decimal>(); });
    expect_error<DataError>("wrong_type", "cannot read the boolean true as azoth::Decimal",
                            [] { Value(true).as<Decimal>(); });
}

TEST(Decimal, IsANumericColumn) {
    EXPECT_EQ(cpp_type<Decimal>().sql_type(), Numeric{});
    EXPECT_EQ(Value().as<std::optional<Decimal>>(), std::nullopt);
}

}  // namespace
}  // namespace azoth::test
