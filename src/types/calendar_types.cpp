// SPDX-License-Identifier: MIT
#include "azoth/types/calendar_types.hpp"

#include <optional>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/types/iso_text.hpp"
#include "azoth/types/value.hpp"

namespace azoth {
namespace {

constexpr std::int64_t kDay = std::int64_t{86'400} * 1'000'000;  // in microseconds
// From March 1 of the year 0, where the algorithms begin, to 1970-01-01.
constexpr std::int64_t kDaysBeforeEpoch = 719'468;
constexpr std::int64_t kDaysOfEra = 146'097;  // 400 years

unsigned days_of_month(int year, unsigned month) {
    constexpr unsigned kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool is_leap_year = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && is_leap_year ? 29 : kDays[month - 1];
}

}  // namespace

std::int64_t days_from_civil(CivilDate date) {
    const std::int64_t year = std::int64_t{date.year} - (date.month <= 2 ? 1 : 0);
    const std::int64_t era = detail::floor_divide(year, 400);
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t month_from_march = (date.month + 9) % 12;
    const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * kDaysOfEra + day_of_era - kDaysBeforeEpoch;
}

CivilDate civil_from_days(std::int64_t days) {
    std::int64_t shifted = 0;
    if (__builtin_add_overflow(days, kDaysBeforeEpoch, &shifted)) detail::throw_time_out_of_range("a date");
    const std::int64_t era = detail::floor_divide(shifted, kDaysOfEra);
    const std::int64_t day_of_era = shifted - era * kDaysOfEra;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / (kDaysOfEra - 1)) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
    const std::int64_t day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    const std::int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
    if (!std::in_range<int>(year)) detail::throw_time_out_of_range("a date");
    return {static_cast<int>(year), static_cast<unsigned>(month), static_cast<unsigned>(day)};
}

bool is_valid(CivilDate date) {
    return date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= days_of_month(date.year, date.month);
}

namespace detail {
namespace {

[[noreturn]] void throw_bad_date(const ValueView& value, std::string_view what, std::string_view example) {
    throw DataError("bad_date",
                    fmt::format("{} is not {}; expected text like {}", to_display_string(value), what, example));
}

std::int64_t date_at_midnight(const ValueView& value, std::int64_t microseconds, TypeName cpp_type) {
    if (is_infinite(microseconds)) return microseconds;
    if (microseconds % kDay != 0)
        throw DataError("bad_date", fmt::format("{} has a time of day, which {} would lose; read it as "
                                                "std::chrono::local_time or sys_time",
                                                to_display_string(value), cpp_type()));
    return floor_divide(microseconds, kDay);
}

std::int64_t midnight(const ValueView& date, TypeName cpp_type) {
    if (is_infinite(date.as_int64())) return date.as_int64();
    std::int64_t microseconds = 0;
    if (__builtin_mul_overflow(date.as_int64(), kDay, &microseconds)) throw_out_of_range(date, cpp_type());
    return microseconds;
}

IsoTimestamp timestamp_text(const ValueView& value) {
    const std::optional<IsoTimestamp> timestamp = parse_iso_timestamp(value.as_text());
    if (!timestamp) throw_bad_date(value, "a date and time", "'2024-02-29 12:30:00'");
    return *timestamp;
}

IsoTimestamp wall_clock_text(const ValueView& value, TypeName cpp_type) {
    const IsoTimestamp timestamp = timestamp_text(value);
    if (timestamp.has_zone)
        throw DataError("bad_date", fmt::format("{} has a time zone, which {} would lose; read it as "
                                                "std::chrono::sys_time",
                                                to_display_string(value), cpp_type()));
    return timestamp;
}

}  // namespace

std::int64_t read_date(const ValueView& value, TypeName cpp_type) {
    switch (value.kind()) {
        case ValueKind::Date: return value.as_int64();
        case ValueKind::Timestamp: return date_at_midnight(value, value.as_int64(), cpp_type);
        case ValueKind::Text:
            if (const auto days = parse_iso_date(value.as_text())) return *days;
            return date_at_midnight(value, wall_clock_text(value, cpp_type).microseconds, cpp_type);
        default: throw_wrong_kind(value, cpp_type());
    }
}

std::int64_t read_time(const ValueView& value, TypeName cpp_type) {
    if (value.kind() == ValueKind::Time) {
        if (value.as_int64() < 0 || value.as_int64() > kDay)
            throw DataError("out_of_range", fmt::format("{} is no time of day, as which it was to be read into {}; "
                                                        "read it as a duration, such as std::chrono::microseconds",
                                                        to_display_string(value), cpp_type()));
        return value.as_int64();
    }
    if (value.kind() != ValueKind::Text) throw_wrong_kind(value, cpp_type());
    const std::optional<std::int64_t> time = parse_iso_time(value.as_text());
    if (!time) throw_bad_date(value, "a time of day", "'23:59:59.123456'");
    return *time;
}

std::int64_t read_timestamp(const ValueView& value, TypeName cpp_type) {
    switch (value.kind()) {
        case ValueKind::Timestamp: return value.as_int64();
        case ValueKind::Date: return midnight(value, cpp_type);
        case ValueKind::Text: return wall_clock_text(value, cpp_type).microseconds;
        default: throw_wrong_kind(value, cpp_type());
    }
}

std::int64_t read_timestamp_tz(const ValueView& value, TypeName cpp_type) {
    switch (value.kind()) {
        case ValueKind::TimestampTz:
        case ValueKind::Timestamp: return value.as_int64();
        case ValueKind::Date: return midnight(value, cpp_type);
        case ValueKind::Text: return timestamp_text(value).microseconds;
        default: throw_wrong_kind(value, cpp_type());
    }
}

namespace {

Interval interval_text(const ValueView& value) {
    if (const auto time = parse_long_time(value.as_text())) return {.microseconds = *time};
    const std::optional<Interval> interval = parse_iso_interval(value.as_text());
    if (!interval) throw_bad_date(value, "a length of time", "'P1DT12H30M' or '36:30:00'");
    return *interval;
}

}  // namespace

Interval read_interval(const ValueView& value, TypeName cpp_type) {
    switch (value.kind()) {
        case ValueKind::Interval: return value.as_interval();
        case ValueKind::Time:
        case ValueKind::Int64: return {.microseconds = value.as_int64()};
        case ValueKind::Text: return interval_text(value);
        default: throw_wrong_kind(value, cpp_type());
    }
}

std::int64_t read_duration(const ValueView& value, TypeName cpp_type) {
    const Interval interval = read_interval(value, cpp_type);
    if (interval.months != 0)
        throw DataError("out_of_range", fmt::format("{} has months, whose length in {} is not known; read it as "
                                                    "azoth::Interval",
                                                    to_display_string(value), cpp_type()));
    std::int64_t microseconds = 0;
    if (__builtin_mul_overflow(std::int64_t{interval.days}, kDay, &microseconds) ||
        __builtin_add_overflow(microseconds, interval.microseconds, &microseconds))
        throw_out_of_range(value, cpp_type());
    return microseconds;
}

std::int64_t read_months(const ValueView& value, TypeName cpp_type) {
    const Interval interval = read_interval(value, cpp_type);
    if (interval.days != 0 || interval.microseconds != 0)
        throw DataError("out_of_range",
                        fmt::format("{} is not a number of whole months, as which {} would hold it; read "
                                    "it as azoth::Interval",
                                    to_display_string(value), cpp_type()));
    return interval.months;
}

ValueView view_of_date(CivilDate date) {
    if (!is_valid(date))
        throw DataError("bad_date", fmt::format("there is no day {}-{:02}-{:02}", date.year, date.month, date.day));
    return ValueView::scalar(ValueKind::Date, days_from_civil(date));
}

ValueView view_of_time(std::int64_t microseconds) {
    const ValueView time = ValueView::scalar(ValueKind::Time, microseconds);
    if (microseconds < 0 || microseconds > kDay) throw_out_of_range(time, "a time of day from 00:00 to 24:00");
    return time;
}

void throw_time_out_of_range(std::string_view cpp_type) {
    throw DataError("out_of_range", fmt::format("a date or time is too far away for {}", cpp_type));
}

}  // namespace detail
}  // namespace azoth
