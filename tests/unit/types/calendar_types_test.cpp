// SPDX-License-Identifier: MIT
#include "azoth/types/calendar_types.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <limits>
#include <optional>

#include "azoth/types/standard_types.hpp"
#include "azoth/types/value.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

using namespace std::chrono;  // NOLINT(google-build-using-namespace)
using LocalMicroseconds = local_time<microseconds>;
using SysMicroseconds = sys_time<microseconds>;
using Clock24 = hh_mm_ss<microseconds>;

constexpr std::int64_t kDay = 86'400'000'000;

Value scalar(ValueKind kind, std::int64_t value) {
    return Value(ValueView::scalar(kind, value));
}

TEST(CivilDate, AgreesWithChronoOnEveryDayOfFifteenThousandYears) {
    const std::int64_t first = days_from_civil({-4713, 1, 1});
    const std::int64_t last = days_from_civil({10'287, 12, 31});
    std::int64_t mismatches = 0;
    for (std::int64_t day = first; day <= last; ++day) {
        const year_month_day expected{sys_days{days{day}}};
        const CivilDate date = civil_from_days(day);
        mismatches += date.year != static_cast<int>(expected.year()) || date.month != unsigned{expected.month()} ||
                      date.day != unsigned{expected.day()} || days_from_civil(date) != day;
    }

    EXPECT_EQ(last - first, 5'479'001);
    EXPECT_EQ(mismatches, 0);
}

TEST(CivilDate, ReachesTheYearsAtTheEndsOfAnInt) {
    for (const int year : {std::numeric_limits<int>::min(), std::numeric_limits<int>::max()}) {
        const CivilDate date{year, 12, 31};
        EXPECT_EQ(civil_from_days(days_from_civil(date)), date);
    }
}

TEST(CivilDate, KnowsTheLengthOfEveryMonth) {
    EXPECT_TRUE(is_valid({2024, 2, 29}));
    EXPECT_TRUE(is_valid({2000, 2, 29}));
    EXPECT_TRUE(is_valid({-4, 2, 29}));
    EXPECT_FALSE(is_valid({2023, 2, 29}));
    EXPECT_FALSE(is_valid({1900, 2, 29}));
    EXPECT_FALSE(is_valid({2024, 4, 31}));
    EXPECT_FALSE(is_valid({2024, 0, 1}));
    EXPECT_FALSE(is_valid({2024, 13, 1}));
    EXPECT_FALSE(is_valid({2024, 1, 0}));
    EXPECT_TRUE(is_valid({2024, 12, 31}));
}

TEST(DateType, KeepsEveryDate) {
    for (const year_month_day date :
         {1974y / May / 1, 2024y / February / 29, 1969y / December / 31, 0y / January / 1, year{-4713} / November / 24,
          9999y / December / 31, year::min() / January / 1, year::max() / December / 31})
        EXPECT_EQ(Value(date).as<year_month_day>(), date);
}

TEST(DateType, CountsTheDaysSince1970) {
    EXPECT_EQ(Value(1970y / January / 2), scalar(ValueKind::Date, 1));
    EXPECT_EQ(Value(1969y / December / 31), scalar(ValueKind::Date, -1));
    EXPECT_EQ(cpp_type<year_month_day>().sql_type(), Date{});
}

TEST(DateType, IsReadFromIsoText) {
    EXPECT_EQ(Value("2024-02-29").as<year_month_day>(), 2024y / February / 29);
    EXPECT_EQ(Value("-0043-03-15").as<year_month_day>(), year{-43} / March / 15);
}

TEST(DateType, IsReadFromATimestampAtMidnightOnly) {
    EXPECT_EQ(scalar(ValueKind::Timestamp, -kDay).as<year_month_day>(), 1969y / December / 31);
    EXPECT_EQ(Value("2024-02-29 00:00:00").as<year_month_day>(), 2024y / February / 29);
    expect_error<DataError>("bad_date",
                            "'1970-01-01 00:00:00.000001' has a time of day, which std::chrono::year_month_day would "
                            "lose; read it as std::chrono::local_time",
                            [] { scalar(ValueKind::Timestamp, 1).as<year_month_day>(); });
    expect_error<DataError>("bad_date", "has a time of day", [] { Value("2024-02-29 12:00").as<year_month_day>(); });
}

TEST(DateType, RefusesAnInstantWhoseDayDependsOnTheZone) {
    expect_error<DataError>("wrong_type", "cannot read the timestamp with time zone '1970-01-01 00:00:00Z' as",
                            [] { scalar(ValueKind::TimestampTz, 0).as<year_month_day>(); });
    expect_error<DataError>("bad_date", "has a time zone", [] { Value("2024-02-29 00:00Z").as<year_month_day>(); });
}

TEST(DateType, RefusesADayThatDoesNotExist) {
    expect_error<DataError>("bad_date", "there is no day 2023-02-29", [] { Value(2023y / February / 29); });
    expect_error<DataError>("bad_date", "'2023-02-29' is not a date", [] { Value("2023-02-29").as<year_month_day>(); });
}

TEST(DateType, RefusesAYearThatItCannotHold) {
    expect_error<DataError>("out_of_range", "too far away for std::chrono::year_month_day",
                            [] { Value("+32768-01-01").as<year_month_day>(); });
    expect_error<DataError>("out_of_range", "too far away", [] {
        scalar(ValueKind::Date, std::numeric_limits<std::int64_t>::max()).as<year_month_day>();
    });
}

TEST(DateType, MayBeNullInAnOptional) {
    EXPECT_EQ(Value().as<std::optional<year_month_day>>(), std::nullopt);
    EXPECT_EQ(Value("2024-02-29").as<std::optional<year_month_day>>(), 2024y / February / 29);
}

TEST(DayPoint, IsADate) {
    EXPECT_EQ(cpp_type<sys_days>().sql_type(), Date{});
    EXPECT_EQ(cpp_type<local_days>().sql_type(), Date{});
    EXPECT_EQ(Value(sys_days{2024y / February / 29}), Value(2024y / February / 29));
    EXPECT_EQ(Value("2024-02-29").as<local_days>(), local_days{2024y / February / 29});
}

TEST(DayPoint, RefusesADayThatItCannotHold) {
    using SmallDays = sys_time<duration<std::int16_t, days::period>>;

    EXPECT_EQ(scalar(ValueKind::Date, 32'767).as<SmallDays>(), sys_days{days{32'767}});
    expect_error<DataError>("out_of_range", "too far away for std::chrono::sys_time",
                            [] { scalar(ValueKind::Date, 32'768).as<SmallDays>(); });
}

TEST(LocalTime, KeepsEveryMicrosecond) {
    for (const std::int64_t count :
         {std::int64_t{0}, std::int64_t{-1}, kDay - 1, -kDay - 1, std::numeric_limits<std::int64_t>::max(),
          std::numeric_limits<std::int64_t>::min()}) {
        const LocalMicroseconds time{microseconds{count}};
        EXPECT_EQ(Value(time).as<LocalMicroseconds>(), time);
    }
}

TEST(LocalTime, IsADateTimeWithoutAZone) {
    EXPECT_EQ(cpp_type<LocalMicroseconds>().sql_type(), DateTime{});
    EXPECT_EQ(Value(LocalMicroseconds{1us}), scalar(ValueKind::Timestamp, 1));
}

TEST(LocalTime, IsReadFromDatesAndIsoText) {
    const LocalMicroseconds noon = local_days{2024y / February / 29} + 12h;

    EXPECT_EQ(Value("2024-02-29 12:00:00").as<LocalMicroseconds>(), noon);
    EXPECT_EQ(Value("2024-02-29T12:00").as<LocalMicroseconds>(), noon);
    EXPECT_EQ(scalar(ValueKind::Date, -1).as<LocalMicroseconds>(), local_days{1969y / December / 31});
    EXPECT_EQ(Value("2024-02-29").as<LocalMicroseconds>(), local_days{2024y / February / 29});
}

TEST(LocalTime, RefusesAnInstant) {
    expect_error<DataError>("wrong_type", "cannot read the timestamp with time zone",
                            [] { scalar(ValueKind::TimestampTz, 0).as<LocalMicroseconds>(); });
    expect_error<DataError>("bad_date",
                            "'2024-02-29 12:00Z' has a time zone, which "
                            "std::chrono::local_time<std::chrono::microseconds> would lose; read it as "
                            "std::chrono::sys_time",
                            [] { Value("2024-02-29 12:00Z").as<LocalMicroseconds>(); });
}

TEST(SysTime, IsADateTimeWithAZone) {
    EXPECT_EQ(cpp_type<SysMicroseconds>().sql_type(), DateTime{true});
    EXPECT_EQ(cpp_type<system_clock::time_point>().sql_type(), DateTime{true});
    EXPECT_EQ(Value(SysMicroseconds{1us}), scalar(ValueKind::TimestampTz, 1));
}

TEST(SysTime, TakesATimestampWithoutAZoneForUtc) {
    EXPECT_EQ(scalar(ValueKind::Timestamp, 7).as<SysMicroseconds>(), SysMicroseconds{7us});
    EXPECT_EQ(Value("1970-01-01 01:00:00").as<SysMicroseconds>(), SysMicroseconds{1h});
    EXPECT_EQ(scalar(ValueKind::Date, 1).as<SysMicroseconds>(), SysMicroseconds{24h});
}

TEST(SysTime, IsReadFromTextWithAZone) {
    EXPECT_EQ(Value("1970-01-01T00:00:00Z").as<SysMicroseconds>(), SysMicroseconds{});
    EXPECT_EQ(Value("1970-01-01 00:00:00.000001+02:00").as<SysMicroseconds>(), SysMicroseconds{1us - 2h});
    EXPECT_EQ(Value("1970-01-01 00:00:00-05:30").as<SysMicroseconds>(), SysMicroseconds{5h + 30min});
}

TEST(SysTime, RefusesTextThatIsNoTime) {
    expect_error<DataError>("bad_date", "'soon' is not a date and time; expected text like '2024-02-29 12:30:00'",
                            [] { Value("soon").as<SysMicroseconds>(); });
    expect_error<DataError>("wrong_type", "cannot read the integer 0 as std::chrono::sys_time",
                            [] { Value(0).as<SysMicroseconds>(); });
}

TEST(TimePoint, RoundsDownToItsUnit) {
    EXPECT_EQ(scalar(ValueKind::TimestampTz, -1).as<sys_seconds>(), sys_seconds{-1s});
    EXPECT_EQ(scalar(ValueKind::TimestampTz, 1'999'999).as<sys_seconds>(), sys_seconds{1s});
    EXPECT_EQ(scalar(ValueKind::TimestampTz, -1).as<sys_time<hours>>(), sys_time<hours>{-1h});
}

TEST(TimePoint, IsBoundRoundedDownToAMicrosecond) {
    EXPECT_EQ(Value(sys_time<nanoseconds>{-1ns}), scalar(ValueKind::TimestampTz, -1));
    EXPECT_EQ(Value(sys_time<nanoseconds>{1999ns}), scalar(ValueKind::TimestampTz, 1));
    EXPECT_EQ(Value(sys_time<minutes>{-1min}), scalar(ValueKind::TimestampTz, -60'000'000));
}

TEST(TimePoint, RefusesWhatNanosecondsCannotHold) {
    expect_error<DataError>("out_of_range", "too far away for std::chrono::nanoseconds",
                            [] { Value("2262-04-12 00:00:00").as<sys_time<nanoseconds>>(); });
    EXPECT_EQ(Value("2262-04-11 00:00:00").as<sys_time<nanoseconds>>(), sys_days{2262y / April / 11});
}

TEST(TimePoint, RefusesSecondsThatMicrosecondsCannotHold) {
    expect_error<DataError>("out_of_range", "too far away for std::chrono::seconds",
                            [] { Value(sys_seconds{seconds{std::numeric_limits<std::int64_t>::max() - 1}}); });
}

TEST(TimePoint, OfAnotherClockHasNoSqlType) {
    EXPECT_FALSE(SqlValue<steady_clock::time_point>);
    EXPECT_FALSE(SqlValue<utc_time<seconds>>);
    EXPECT_FALSE((SqlValue<sys_time<duration<double>>>));
}

TEST(TimeType, KeepsEveryTimeOfDay) {
    for (const microseconds time : {0us, 1us, microseconds(23h + 59min + 59s + 999'999us), microseconds(24h)})
        EXPECT_EQ(Value(Clock24{time}).as<Clock24>().to_duration(), time);
    EXPECT_EQ(cpp_type<Clock24>().sql_type(), Time{});
}

TEST(TimeType, IsReadFromIsoText) {
    EXPECT_EQ(Value("23:59:59.999999").as<Clock24>().to_duration(), 24h - 1us);
    EXPECT_EQ(Value("23:59:59.999999").as<hh_mm_ss<seconds>>().to_duration(), 24h - 1s);
}

TEST(TimeType, RefusesWhatIsNoTimeOfDay) {
    expect_error<DataError>("bad_date", "'25:00' is not a time of day; expected text like '23:59:59.123456'",
                            [] { Value("25:00").as<Clock24>(); });
    expect_error<DataError>("out_of_range", "'24:00:00.000001' does not fit into a time of day from 00:00 to 24:00",
                            [] { Value(Clock24{24h + 1us}); });
    expect_error<DataError>("out_of_range", "'-00:00:01'", [] { Value(Clock24{-1s}); });
    expect_error<DataError>("wrong_type", "cannot read the date '1970-01-01' as",
                            [] { scalar(ValueKind::Date, 0).as<Clock24>(); });
}

TEST(TimeType, ComparesByItsLength) {
    const Clock24 noon{12h};
    const Clock24 also_noon{720min};
    const Clock24 later{12h + 1us};

    EXPECT_TRUE(cpp_type<Clock24>().equal(&noon, &also_noon));
    EXPECT_FALSE(cpp_type<Clock24>().equal(&noon, &later));
    const std::optional<Clock24> nothing;
    EXPECT_TRUE(cpp_type<std::optional<Clock24>>().equal(&nothing, &nothing));
}

}  // namespace
}  // namespace azoth::test
