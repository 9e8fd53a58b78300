// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <type_traits>

#include "azoth/types/cpp_type.hpp"

// Dates and times are recognised by their shape, so that `<chrono>` is paid for only where it is used. The types meant
// are std::chrono::year_month_day, hh_mm_ss, local_time and sys_time; look-alikes of other libraries work as well.

namespace azoth {

struct CivilDate {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
};

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
std::int64_t days_from_civil(CivilDate date);
/// The inverse; same source, civil_from_days.
CivilDate civil_from_days(std::int64_t days);

namespace detail {

/// They accept the kind itself and its ISO 8601 text, which is what SQLite stores.
std::int64_t read_date(const ValueView& value);
std::int64_t read_time(const ValueView& value);
std::int64_t read_timestamp(const ValueView& value);
std::int64_t read_timestamp_tz(const ValueView& value);
ValueView view_of_date(CivilDate date, bool is_valid);
/// Throws DataError(`out_of_range`) when a count of microseconds does not fit into the C++ type.
[[noreturn]] void throw_time_out_of_range();

/// Microseconds to ticks of another unit, rounded towards minus infinity.
template <class Duration>
Duration from_microseconds(std::int64_t microseconds) {
    using Period = typename Duration::period;
    if constexpr (Period::num >= Period::den) {
        const std::int64_t unit = std::int64_t{1'000'000} * Period::num / Period::den;
        const std::int64_t down = microseconds % unit < 0 ? 1 : 0;
        return Duration(static_cast<typename Duration::rep>(microseconds / unit - down));
    } else if constexpr (Period::den <= 1'000'000) {
        const std::int64_t unit = 1'000'000 / Period::den;
        const std::int64_t down = microseconds % unit < 0 ? 1 : 0;
        return Duration(static_cast<typename Duration::rep>(microseconds / unit - down));
    } else {
        std::int64_t ticks = 0;
        if (__builtin_mul_overflow(microseconds, std::int64_t{Period::den / 1'000'000}, &ticks))
            throw_time_out_of_range();
        return Duration(static_cast<typename Duration::rep>(ticks));
    }
}

template <class Duration>
std::int64_t to_microseconds(const Duration& duration) {
    using Period = typename Duration::period;
    const auto ticks = static_cast<std::int64_t>(duration.count());
    if constexpr (Period::den <= 1'000'000) {
        std::int64_t result = 0;
        if (__builtin_mul_overflow(ticks, std::int64_t{1'000'000} * Period::num / Period::den, &result))
            throw_time_out_of_range();
        return result;
    } else {
        const std::int64_t unit = Period::den / 1'000'000;
        return ticks / unit - (ticks % unit < 0 ? 1 : 0);
    }
}

}  // namespace detail

template <class T>
concept CalendarDate = requires(const T& date) {
    { static_cast<int>(date.year()) };
    { static_cast<unsigned>(date.month()) };
    { static_cast<unsigned>(date.day()) };
    { date.ok() } -> std::same_as<bool>;
    T{date.year(), date.month(), date.day()};
};

template <class T>
concept TimePoint = requires(const T& point) {
    typename T::clock;
    typename T::duration::period;
    point.time_since_epoch().count();
};

/// A time point whose clock tells the time: an instant. One without (std::chrono::local_t) is a wall-clock reading.
template <class T>
concept Instant = TimePoint<T> && requires { T::clock::now(); };

template <class T>
concept TimeOfDay = requires(const T& time) {
    time.hours();
    time.minutes();
    time.seconds();
    time.subseconds();
    time.to_duration().count();
};

template <CalendarDate T>
struct TypeTraits<T> {
    static SqlType sql_type() { return Date{}; }
    static ValueView view(const T& date, Scratch&) {
        return detail::view_of_date(
            {static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())},
            date.ok());
    }
    static void read(const ValueView& value, T& target) {
        const CivilDate date = civil_from_days(detail::read_date(value));
        target = T{decltype(target.year()){date.year}, decltype(target.month()){date.month},
                   decltype(target.day()){date.day}};
    }
};

template <TimePoint T>
struct TypeTraits<T> {
    static constexpr ValueKind kKind = Instant<T> ? ValueKind::TimestampTz : ValueKind::Timestamp;

    static SqlType sql_type() { return DateTime{Instant<T>}; }
    static ValueView view(const T& point, Scratch&) {
        return ValueView::scalar(kKind, detail::to_microseconds(point.time_since_epoch()));
    }
    static void read(const ValueView& value, T& target) {
        const std::int64_t count = Instant<T> ? detail::read_timestamp_tz(value) : detail::read_timestamp(value);
        target = T{detail::from_microseconds<typename T::duration>(count)};
    }
};

template <TimeOfDay T>
struct TypeTraits<T> {
    using Duration = std::remove_cvref_t<decltype(std::declval<const T&>().to_duration())>;

    static SqlType sql_type() { return Time{}; }
    static ValueView view(const T& time, Scratch&) {
        return ValueView::scalar(ValueKind::Time, detail::to_microseconds(time.to_duration()));
    }
    static void read(const ValueView& value, T& target) {
        target = T{detail::from_microseconds<Duration>(detail::read_time(value))};
    }
    static bool equal(const T& left, const T& right) { return left.to_duration() == right.to_duration(); }
};

}  // namespace azoth
