// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_texts.hpp"

#include <gtest/gtest.h>

#include "azoth/base/error.hpp"
#include "azoth/types/value_view.hpp"
#include "support/expect_error.hpp"

namespace azoth::postgresql {
namespace {

constexpr std::int64_t kDay = 86'400'000'000;

TEST(PostgresqlTexts, ReadsDatesOfAllTimes) {
    EXPECT_EQ(parse_date("1970-01-02"), 1);
    EXPECT_EQ(parse_date("2000-02-29"), 11'016);
    EXPECT_EQ(parse_date("0001-12-31 BC"), parse_date("0001-01-01") - 1);
    EXPECT_EQ(parse_date("10000-01-01"), parse_date("9999-12-31") + 1);
}

TEST(PostgresqlTexts, ReadsTimesToTheMicrosecond) {
    EXPECT_EQ(parse_time("00:00:00.000001"), 1);
    EXPECT_EQ(parse_time("00:00:01.5"), 1'500'000);
    EXPECT_EQ(parse_time("24:00:00"), kDay);
}

TEST(PostgresqlTexts, TakesTheOffsetOffAnInstant) {
    EXPECT_EQ(parse_timestamp("1970-01-01 00:00:00"), 0);
    EXPECT_EQ(parse_timestamp("1970-01-01 05:30:00+05:30"), 0);
    EXPECT_EQ(parse_timestamp("1969-12-31 21:00:00-03"), 0);
    EXPECT_EQ(parse_timestamp("1970-01-01 00:19:32+00:19:32"), 0);
    EXPECT_EQ(parse_timestamp("1969-12-31 23:59:59.999999+00"), -1);
}

TEST(PostgresqlTexts, ReadsBothFormsOfBytes) {
    std::string bytes;
    parse_bytes("\\x00ff7f", bytes);
    EXPECT_EQ(bytes, std::string("\0\xff\x7f", 3));

    parse_bytes("a\\000\\\\", bytes);
    EXPECT_EQ(bytes, std::string("a\0\\", 3));
}

TEST(PostgresqlTexts, RefusesDatesOfAnotherStyleWithAdvice) {
    test::expect_error<DataError>("bad_value", "'02/29/2024', which PostgreSQL sent as a date; the session's DateStyle",
                                  [] { parse_date("02/29/2024"); });
}

TEST(PostgresqlTexts, ReadsInfiniteTimes) {
    EXPECT_EQ(parse_date("infinity"), kInfiniteFuture);
    EXPECT_EQ(parse_timestamp("-infinity"), kInfinitePast);
}

TEST(PostgresqlTexts, RefusesNumbersThatNoDateHas) {
    for (const std::string_view text : {"99999999999-01-01", "2024-13-01", "2024-01-32", "2024-01", "", "-"})
        EXPECT_THROW(parse_date(text), DataError) << text;
}

}  // namespace
}  // namespace azoth::postgresql
