// SPDX-License-Identifier: MIT
#include "azoth/types/interval.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <limits>

#include "azoth/base/error.hpp"
#include "azoth/types/calendar_types.hpp"
#include "azoth/types/iso_text.hpp"
#include "azoth/types/value.hpp"
#include "support/expect_error.hpp"

namespace azoth::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::microseconds;

constexpr auto kMost = std::numeric_limits<std::int32_t>::max();

const Interval kIntervals[] = {{},
                               {14, -3, 14'706'789'000},
                               {-14, 3, -1},
                               {kMost, -kMost - 1, std::numeric_limits<std::int64_t>::min()},
                               {0, 0, std::numeric_limits<std::int64_t>::max()}};

TEST(Interval, KeepsItsThreeParts) {
    for (const Interval& interval : kIntervals) {
        EXPECT_EQ(Value(interval).as<Interval>(), interval);
        EXPECT_EQ(Value(interval), Value(interval));
        EXPECT_EQ(parse_iso_interval(iso_interval(interval)), interval) << iso_interval(interval);
    }
    EXPECT_FALSE(Value(Interval{.days = 30}) == Value(Interval{.months = 1}));
}

TEST(Interval, IsWrittenAsIso8601) {
    EXPECT_EQ(iso_interval({}), "PT0S");
    EXPECT_EQ(iso_interval({14, -3, 14'706'789'000}), "P1Y2M-3DT4H5M6.789S");
    EXPECT_EQ(iso_interval({0, 0, -500'000}), "PT-0.5S");
    EXPECT_EQ(parse_iso_interval("P1W"), (Interval{.days = 7}));
    EXPECT_EQ(parse_iso_interval("P1.5D"), std::nullopt);
    EXPECT_EQ(parse_iso_interval("P1"), std::nullopt);
    EXPECT_EQ(parse_iso_interval("1D"), std::nullopt);
}

TEST(Duration, IsAnInterval) {
    EXPECT_EQ(Value(90s).as<Interval>(), (Interval{.microseconds = 90'000'000}));
    EXPECT_EQ(Value(std::chrono::days(3)).as<Interval>(), (Interval{.days = 3}));
    EXPECT_EQ(Value(std::chrono::weeks(2)).as<Interval>(), (Interval{.days = 14}));
    EXPECT_EQ(Value(std::chrono::months(3)).as<Interval>(), (Interval{.months = 3}));
    EXPECT_EQ(Value(std::chrono::years(2)).as<Interval>(), (Interval{.months = 24}));
    EXPECT_EQ(cpp_type<microseconds>().sql_type(), IntervalType{});
}

TEST(Duration, CountsDaysOf24Hours) {
    EXPECT_EQ(Value(Interval{0, 1, 3'600'000'000}).as<std::chrono::hours>(), 25h);
    EXPECT_EQ(Value("36:30:00").as<std::chrono::minutes>(), 2190min);
    EXPECT_EQ(Value("-00:00:00.5").as<microseconds>(), -500'000us);
    EXPECT_EQ(Value(std::int64_t{1'000'000}).as<std::chrono::seconds>(), 1s);
}

TEST(Duration, RefusesMonthsWhichHaveNoFixedLength) {
    expect_error<DataError>("out_of_range", "'P1M' has months",
                            [] { Value(Interval{.months = 1}).as<microseconds>(); });
    expect_error<DataError>("out_of_range", "is not a number of whole months",
                            [] { Value(Interval{.days = 1}).as<std::chrono::months>(); });
    EXPECT_THROW(Value(Interval{.months = 13}).as<std::chrono::years>(), DataError);
}

TEST(TimePoint, IsInfiniteAtTheEndsOfItsType) {
    using Seconds = std::chrono::sys_seconds;

    EXPECT_EQ(to_display_string(Value(Seconds::max()).view()), "'infinity'");
    EXPECT_EQ(Value("infinity").as<Seconds>(), Seconds::max());
    EXPECT_EQ(Value("-infinity").as<std::chrono::sys_days>(), std::chrono::sys_days::min());
    EXPECT_THROW(Value("infinity").as<std::chrono::year_month_day>(), DataError);
}

TEST(TimeOfDay, RefusesWhatIsLongerThanADay) {
    const Value time(ValueView::scalar(ValueKind::Time, 90'000'000'000));

    EXPECT_EQ(time.as<std::chrono::hours>(), 25h);
    expect_error<DataError>("out_of_range", "'25:00:00' is no time of day",
                            [&] { time.as<std::chrono::hh_mm_ss<microseconds>>(); });
}

}  // namespace
}  // namespace azoth::test
