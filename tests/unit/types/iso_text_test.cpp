// SPDX-License-Identifier: MIT
#include "azoth/types/iso_text.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kHour = 3600 * kSecond;
constexpr std::int64_t kDay = 24 * kHour;

struct WrittenDate {
    std::int64_t days;
    std::string text;
};

class IsoDates : public testing::TestWithParam<WrittenDate> {};

TEST_P(IsoDates, AreWrittenAndRead) {
    EXPECT_EQ(iso_date(GetParam().days), GetParam().text);
    EXPECT_EQ(parse_iso_date(GetParam().text), GetParam().days);
}

INSTANTIATE_TEST_SUITE_P(IsoText, IsoDates,
                         testing::Values(WrittenDate{0, "1970-01-01"}, WrittenDate{-1, "1969-12-31"},
                                         WrittenDate{19'782, "2024-02-29"}, WrittenDate{2'932'896, "9999-12-31"},
                                         WrittenDate{2'932'897, "+10000-01-01"}, WrittenDate{-719'528, "0000-01-01"},
                                         WrittenDate{-719'529, "-0001-12-31"},
                                         WrittenDate{-2'440'588, "-4713-11-24"},  // the Julian day 0
                                         WrittenDate{2'145'042'905, "+5874897-12-31"}));  // PostgreSQL's last

class BadIsoDates : public testing::TestWithParam<std::string_view> {};

TEST_P(BadIsoDates, AreNotRead) {
    EXPECT_EQ(parse_iso_date(GetParam()), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(IsoText, BadIsoDates,
                         testing::Values("", "2024", "2024-02", "2024-2-9", "2023-02-29", "1900-02-29", "2024-13-01",
                                         "2024-00-10", "2024-01-00", "0000-00-00", "2024-04-31", "24-01-01",
                                         "12024-01-01", "2024-01-01 ", " 2024-01-01", "2024/01/01", "2024-01-01x",
                                         "+-2024-01-01", "+024-01-01", "-", "+99999999999-01-01", "\xff"));

TEST(IsoDate, RefusesAYearThatDoesNotFitIntoAnInt) {
    expect_error<DataError>("out_of_range", "too far away",
                            [] { iso_date(std::numeric_limits<std::int64_t>::max() - 1); });
    expect_error<DataError>("out_of_range", "too far away",
                            [] { iso_date(std::numeric_limits<std::int64_t>::min() + 1); });
}

struct WrittenTime {
    std::int64_t microseconds;
    std::string text;
};

class IsoTimes : public testing::TestWithParam<WrittenTime> {};

TEST_P(IsoTimes, AreWrittenAndRead) {
    EXPECT_EQ(iso_time(GetParam().microseconds), GetParam().text);
    EXPECT_EQ(parse_iso_time(GetParam().text), GetParam().microseconds);
}

INSTANTIATE_TEST_SUITE_P(IsoText, IsoTimes,
                         testing::Values(WrittenTime{0, "00:00:00"}, WrittenTime{1, "00:00:00.000001"},
                                         WrittenTime{kDay - 1, "23:59:59.999999"}, WrittenTime{kDay, "24:00:00"},
                                         WrittenTime{12 * kHour + 34 * 60 * kSecond + 56 * kSecond + 780'000,
                                                     "12:34:56.780000"}));

TEST(IsoTime, WritesATimeBelowZeroWithASign) {
    EXPECT_EQ(iso_time(-kHour - 1), "-01:00:00.000001");
}

TEST(IsoTime, IsReadWithoutSecondsAndWithAnyFraction) {
    EXPECT_EQ(parse_iso_time("01:00"), kHour);
    EXPECT_EQ(parse_iso_time("00:00:01.5"), kSecond * 3 / 2);
    EXPECT_EQ(parse_iso_time("00:00:00.123456789"), 123'456);
    EXPECT_EQ(parse_iso_time("00:00:00." + std::string(100, '9')), 999'999);
}

class BadIsoTimes : public testing::TestWithParam<std::string_view> {};

TEST_P(BadIsoTimes, AreNotRead) {
    EXPECT_EQ(parse_iso_time(GetParam()), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(IsoText, BadIsoTimes,
                         testing::Values("", "1", "12", "1:00", "24:00:00.000001", "25:00", "12:60", "12:00:60",
                                         "12:00:00.", "12:00:", "12:00:00Z", "12:00:00 ", "-1:00", "12-00", "ab:cd"));

struct WrittenTimestamp {
    std::int64_t microseconds;
    std::string text;
};

class IsoTimestamps : public testing::TestWithParam<WrittenTimestamp> {};

TEST_P(IsoTimestamps, AreWrittenAndRead) {
    EXPECT_EQ(iso_timestamp(GetParam().microseconds), GetParam().text);
    ASSERT_TRUE(parse_iso_timestamp(GetParam().text));
    EXPECT_EQ(parse_iso_timestamp(GetParam().text)->microseconds, GetParam().microseconds);
}

INSTANTIATE_TEST_SUITE_P(
    IsoText, IsoTimestamps,
    testing::Values(WrittenTimestamp{0, "1970-01-01 00:00:00"}, WrittenTimestamp{1, "1970-01-01 00:00:00.000001"},
                    WrittenTimestamp{-1, "1969-12-31 23:59:59.999999"}, WrittenTimestamp{-kDay, "1969-12-31 00:00:00"},
                    WrittenTimestamp{-kDay - 1, "1969-12-30 23:59:59.999999"},
                    WrittenTimestamp{19'782 * kDay + kDay - 1, "2024-02-29 23:59:59.999999"},
                    WrittenTimestamp{-2'440'588 * kDay, "-4713-11-24 00:00:00"},
                    WrittenTimestamp{2'932'897 * kDay - 1, "9999-12-31 23:59:59.999999"},
                    WrittenTimestamp{std::numeric_limits<std::int64_t>::max() - 1, "+294247-01-10 04:00:54.775806"},
                    WrittenTimestamp{std::numeric_limits<std::int64_t>::max(), "infinity"},
                    WrittenTimestamp{std::numeric_limits<std::int64_t>::min(), "-infinity"}));

TEST(IsoTimestamp, WritesTheFirstOfAll) {
    EXPECT_EQ(iso_timestamp(std::numeric_limits<std::int64_t>::min() + 1), "-290308-12-21 19:59:05.224193");
}

TEST(IsoTimestamp, IsReadWithATAndAsADateAlone) {
    EXPECT_EQ(parse_iso_timestamp("1970-01-02T01:00:00")->microseconds, kDay + kHour);
    EXPECT_EQ(parse_iso_timestamp("1970-01-02")->microseconds, kDay);
    EXPECT_FALSE(parse_iso_timestamp("1970-01-02 01:00:00")->has_zone);
}

class IsoZones : public testing::TestWithParam<std::string_view> {};

TEST_P(IsoZones, AreTakenOff) {
    const auto timestamp = parse_iso_timestamp(GetParam());

    ASSERT_TRUE(timestamp);
    EXPECT_TRUE(timestamp->has_zone);
    EXPECT_EQ(timestamp->microseconds, kDay);
}

INSTANTIATE_TEST_SUITE_P(IsoText, IsoZones,
                         testing::Values("1970-01-02 00:00:00Z", "1970-01-02T00:00:00z", "1970-01-02 02:00:00+02:00",
                                         "1970-01-02 02:00:00+02", "1970-01-02 02:00:00+0200",
                                         "1970-01-01 18:30:00-05:30", "1970-01-02 00:00Z"));

class BadIsoTimestamps : public testing::TestWithParam<std::string_view> {};

TEST_P(BadIsoTimestamps, AreNotRead) {
    EXPECT_FALSE(parse_iso_timestamp(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(IsoText, BadIsoTimestamps,
                         testing::Values("", "now", "1970-01-02 ", "1970-01-02x00:00:00", "1970-01-02 24:00:00",
                                         "1970-01-02 00:00:00+", "1970-01-02 00:00:00+2", "1970-01-02 00:00:00+02:",
                                         "1970-01-02 00:00:00+02:0", "1970-01-02 00:00:00+24:00",
                                         "1970-01-02 00:00:00ZZ", "1970-01-02 00:00:00 Z", "1970-02-30 00:00:00",
                                         "1970-01-02Z", "+294247-01-10 04:00:54.775808", "+999999-01-01 00:00:00"));

TEST(UuidText, IsTheCanonicalForm) {
    EXPECT_EQ(uuid_text({"\xf8\x1d\x4f\xae\x7d\xec\x11\xd0\xa7\x65\x00\xa0\xc9\x1e\x6b\xf6", 16}),
              "f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
}

}  // namespace
}  // namespace azoth::test
