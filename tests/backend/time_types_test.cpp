// SPDX-License-Identifier: MIT
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "azoth/types/interval.hpp"
#include "azoth/types/zoned_time.hpp"
#include "support/expect_error.hpp"
#include "support/type_round_trip.hpp"

namespace azoth::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::local_days;
using std::chrono::microseconds;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year_month_day;
using LocalTime = std::chrono::local_time<microseconds>;
using Instant = std::chrono::sys_time<microseconds>;
using TimeOfDay = std::chrono::hh_mm_ss<microseconds>;

struct TimeTypes : TypeRoundTrip {};

TEST_F(TimeTypes, KeepDates) {
    expect_same<year_month_day>({1970y / 1 / 1, 1969y / 12 / 31, 2024y / 2 / 29, 1000y / 1 / 1, 9999y / 12 / 31});
}

TEST_F(TimeTypes, KeepDatesBeforeChristAndFarAway) {
    if (!capabilities().dates_before_christ) {
        expect_error<DataError>("value_out_of_range", "outside of the years 1 to 9999",
                                [&] { expect_same<year_month_day>({-43y / 3 / 15}); });
        return;
    }
    expect_same<year_month_day>({0y / 1 / 1, -43y / 3 / 15, -4712y / 1 / 1, 12'024y / 2 / 29, 32'767y / 12 / 31});
    expect_same<sys_days>({sys_days(days(2'000'000'000 / 10)), sys_days(-4712y / 1 / 1)});
    expect_same<LocalTime>({local_days(-4712y / 1 / 1) + 1us, local_days(20'000y / 1 / 1) + 12h});
}

TEST_F(TimeTypes, KeepInfiniteDatesWhereTheDatabaseHasThem) {
    if (!capabilities().infinite_dates) {
        expect_error<DataError>("bad_value", "infinity", [&] { expect_same<sys_days>({sys_days::max()}); });
        expect_error<DataError>("bad_value", "-infinity", [&] { expect_same<Instant>({Instant::min()}); });
        return;
    }
    expect_same<sys_days>({sys_days::max(), sys_days::min(), sys_days(1970y / 1 / 1)});
    expect_same<LocalTime>({LocalTime::max(), LocalTime::min(), LocalTime(0us)});
    expect_same<Instant>({Instant::max(), Instant::min(), Instant(0us)});
    expect_same<std::chrono::sys_seconds>({std::chrono::sys_seconds::max(), std::chrono::sys_seconds(5s)});
}

TEST_F(TimeTypes, KeepTimesOfDayToTheMicrosecond) {
    expect_same<TimeOfDay>(
        {TimeOfDay(0us), TimeOfDay(1us), TimeOfDay(12h + 34min + 56s), TimeOfDay(23h + 59min + 59s + 999'999us)});
}

TEST_F(TimeTypes, KeepTimesBeyondADayWhereTheDatabaseHasThem) {
    const std::vector<microseconds> values = {838h + 59min + 59s, -(838h + 59min + 59s), 36h + 1us, -1us, 0us};
    try {
        expect_same<microseconds>(Time{}, values);
    } catch (const DataError& error) {
        EXPECT_EQ(error.code(), "value_out_of_range");
        expect_same<microseconds>(Time{}, {0us, 1us, 24h});
    }
}

TEST_F(TimeTypes, KeepWallClockTimesToTheMicrosecond) {
    expect_same<LocalTime>({LocalTime(0us), LocalTime(-1us), local_days(2024y / 2 / 29) + 23h + 59min + 59s + 999'999us,
                            local_days(1000y / 1 / 1) + 0us, local_days(9999y / 12 / 31) + 23h + 59min + 59s});
}

TEST_F(TimeTypes, KeepInstantsToTheMicrosecond) {
    expect_same<Instant>({Instant(0us), Instant(-1us), sys_days(2024y / 2 / 29) + 23h + 59min + 59s + 999'999us,
                          sys_days(1900y / 1 / 1) + 1us, sys_days(2500y / 6 / 15) + 12h});
}

TEST_F(TimeTypes, KeepAsManyDigitsOfASecondAsTheColumnHas) {
    expect_same<LocalTime>(DateTime{FractionDigits{3}}, {local_days(2024y / 2 / 29) + 12h + 123ms});
    expect_same<Instant>(DateTime{FractionDigits{0}, true}, {sys_days(2024y / 2 / 29) + 12h + 1s});
    expect_same<TimeOfDay>(Time{FractionDigits{2}}, {TimeOfDay(12h + 120ms)});
}

TEST_F(TimeTypes, KeepTimesWithAZoneWhereTheDatabaseHasThem) {
    if (!has_type(Time{true})) GTEST_SKIP() << "no TIME WITH TIME ZONE";
    expect_same<ZonedTime>({{}, {1, 3600}, {86'399'999'999, -12'600}, {43'200'000'000, 57'599}, {0, -57'599}});
}

TEST_F(TimeTypes, KeepLengthsOfTime) {
    expect_same<microseconds>({0us, 1us, -1us, 1h + 2min + 3s + 4us, 1'000'000h, -1'000'000h});
    expect_same<std::chrono::hours>({0h, 25h, -25h});
    expect_same<days>({days(0), days(400), days(-1)});
}

TEST_F(TimeTypes, KeepIntervalsOrRefuseTheirMonths) {
    constexpr auto kLongest = std::numeric_limits<std::int32_t>::max();
    constexpr auto kShortest = std::numeric_limits<std::int32_t>::min();
    expect_same<Interval>({{}, {0, 0, 1}, {0, 0, -1}, {0, 0, 90'061'000'001}});
    try {
        expect_same<Interval>(
            {{1, 0, 0}, {14, -3, 14'706'789'000}, {-14, 3, -1}, {kLongest, kLongest, 1}, {kShortest, kShortest, -1}});
        expect_same<months>({months(0), months(14), months(-1)});
        expect_same<std::chrono::years>({std::chrono::years(3)});
    } catch (const DataError& error) {
        EXPECT_EQ(error.code(), "bad_value");
        EXPECT_NE(error.detail().message.find("whose months have no fixed length"), std::string::npos);
    }
}

}  // namespace
}  // namespace azoth::test
