// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>

#include "azoth/types/cpp_type.hpp"
#include "azoth/types/interval.hpp"

// Dates and times are recognised by their shape, so that `<chrono>` is paid for only where it is used. The types meant
// are std::chrono::year_month_day, hh_mm_ss, local_time, sys_time and durations; look-alikes of other libraries work as
// well. The first and the last time point of a type (`sys_time<...>::max()`) stand for the infinities that SQL has.

namespace azoth {

struct CivilDate {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;

    friend bool operator==(const CivilDate&, const CivilDate&) = default;
};

/// Days since 1970-01-01 in the proleptic Gregorian calendar. Precondition: is_valid(date).
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
std::int64_t days_from_civil(CivilDate date);
/// The inverse; same source, civil_from_days. Throws DataError(`out_of_range`) when the year does not fit into an int.
CivilDate civil_from_days(std::int64_t days);
/// Whether the month has such a day.
bool is_valid(CivilDate date);

namespace detail {

/// They accept the kind itself and its ISO 8601 text, which is what SQLite stores; also a Timestamp at midnight as a
/// date, and a date as a timestamp at midnight. Text that is no date throws DataError(`bad_date`).
std::int64_t read_date(const ValueView& value, TypeName cpp_type);
std::int64_t read_time(const ValueView& value, TypeName cpp_type);
std::int64_t read_timestamp(const ValueView& value, TypeName cpp_type);
/// A timestamp without a zone, text or not, is taken as UTC.
std::int64_t read_timestamp_tz(const ValueView& value, TypeName cpp_type);
/// Throws DataError(`bad_date`) for a day that does not exist.
ValueView view_of_date(CivilDate date);
/// Throws DataError(`out_of_range`) outside of 00:00 to 24:00.
ValueView view_of_time(std::int64_t microseconds);
/// A length of time in microseconds, with days of 24 hours. Accepts Interval without months, Time, Int64 (microseconds,
/// what databases without intervals store) and Text (`838:59:59`, `PT5M`).
std::int64_t read_duration(const ValueView& value, TypeName cpp_type);
/// The same; Interval may have months.
Interval read_interval(const ValueView& value, TypeName cpp_type);
/// The months of an interval that is nothing but months.
std::int64_t read_months(const ValueView& value, TypeName cpp_type);
/// DataError(`out_of_range`).
[[noreturn]] void throw_time_out_of_range(std::string_view cpp_type);

constexpr std::int64_t floor_divide(std::int64_t dividend, std::int64_t divisor) {
    return dividend / divisor - (dividend % divisor < 0 ? 1 : 0);
}

/// Months or days of an interval.
template <class T>
std::int32_t part_of_interval(std::int64_t ticks, std::int64_t units) {
    std::int64_t number = 0;
    if (__builtin_mul_overflow(ticks, units, &number) || !std::in_range<std::int32_t>(number))
        throw_time_out_of_range(type_name<T>());
    return static_cast<std::int32_t>(number);
}

/// Microseconds to ticks of another unit, rounded towards minus infinity.
template <class Duration>
Duration from_microseconds(std::int64_t microseconds) {
    using Period = typename Duration::period;
    using Rep = typename Duration::rep;
    std::int64_t ticks = 0;
    if constexpr (std::int64_t{1'000'000} * Period::num % Period::den == 0) {
        ticks = floor_divide(microseconds, std::int64_t{1'000'000} * Period::num / Period::den);
    } else {
        static_assert(Period::num == 1 && Period::den % 1'000'000 == 0, "azoth: not a decimal part of a second");
        if (__builtin_mul_overflow(microseconds, std::int64_t{Period::den / 1'000'000}, &ticks))
            throw_time_out_of_range(type_name<Duration>());
    }
    if (!std::in_range<Rep>(ticks)) throw_time_out_of_range(type_name<Duration>());
    return Duration(static_cast<Rep>(ticks));
}

/// Ticks to microseconds, rounded towards minus infinity.
template <class Duration>
std::int64_t to_microseconds(const Duration& duration) {
    using Period = typename Duration::period;
    const auto ticks = static_cast<std::int64_t>(duration.count());
    if constexpr (std::int64_t{1'000'000} * Period::num % Period::den == 0) {
        std::int64_t result = 0;
        if (__builtin_mul_overflow(ticks, std::int64_t{1'000'000} * Period::num / Period::den, &result))
            throw_time_out_of_range(type_name<Duration>());
        return result;
    } else {
        return floor_divide(ticks, std::int64_t{Period::den / 1'000'000});
    }
}

}  // namespace detail

template <class T>
concept CalendarDate = requires(const T& date) {
    {static_cast<int>(date.year())};
    {static_cast<unsigned>(date.month())};
    {static_cast<unsigned>(date.day())};
    { date.ok() } -> std::same_as<bool>;
    T{date.year(), date.month(), date.day()};
};

template <class T>
concept CountedTime = requires(const T& point) {
    typename T::clock;
    typename T::duration::period;
    requires std::integral<typename T::duration::rep>;
    point.time_since_epoch().count();
};

/// A time point of the system's clock (std::chrono::sys_time). Other clocks count from elsewhere and have no SQL type.
template <class T>
concept Instant = CountedTime<T> && requires {
    &T::clock::to_time_t;
};

/// A time point of no clock (std::chrono::local_time): what a wall clock shows.
template <class T>
concept WallClockTime = CountedTime<T> && requires {
    sizeof(typename T::clock);
} && !requires {
    T::clock::now();
};

template <class T>
concept TimePoint = Instant<T> || WallClockTime<T>;

/// Whole days (std::chrono::sys_days, local_days) are a date.
template <class T>
concept DayPoint = TimePoint<T> && T::duration::period::num == 86'400 && T::duration::period::den == 1;

template <class T>
concept TimeOfDay = requires(const T& time) {
    time.hours();
    time.minutes();
    time.seconds();
    requires std::integral<typename T::precision::rep>;
    T{time.to_duration()};
};

/// A length of time (std::chrono::duration) in whole ticks.
template <class T>
concept ChronoDuration = requires(const T& duration) {
    typename T::period;
    requires std::integral<typename T::rep>;
    {duration.count()};
    T::zero();
};

/// std::chrono::months and years, which have no fixed length.
template <class T>
concept CalendarDuration = ChronoDuration<T> && T::period::den == 1 && T::period::num % 2'629'746 == 0;

/// std::chrono::days and weeks.
template <class T>
concept DayDuration = ChronoDuration<T> && !CalendarDuration<T> && T::period::den == 1 && T::period::num % 86'400 == 0;

template <CalendarDate T>
struct TypeTraits<T> {
    static SqlType sql_type() { return Date{}; }
    static ValueView view(const T& date, Scratch&) { return detail::view_of_date(parts(date)); }
    static void read(const ValueView& value, T& target) {
        const CivilDate date = civil_from_days(detail::read_date(value, &detail::type_name<T>));
        target = T{decltype(target.year()){date.year}, decltype(target.month()){date.month},
                   decltype(target.day()){date.day}};
        if (!(parts(target) == date)) detail::throw_time_out_of_range(detail::type_name<T>());
    }

private:
    static CivilDate parts(const T& date) {
        return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())};
    }
};

template <TimePoint T>
struct TypeTraits<T> {
    static constexpr ValueKind kKind = Instant<T> ? ValueKind::TimestampTz : ValueKind::Timestamp;

    static SqlType sql_type() { return DateTime{Instant<T>}; }
    static ValueView view(const T& point, Scratch&) {
        if (point == T::max()) return ValueView::scalar(kKind, kInfiniteFuture);
        if (point == T::min()) return ValueView::scalar(kKind, kInfinitePast);
        return ValueView::scalar(kKind, detail::to_microseconds(point.time_since_epoch()));
    }
    static void read(const ValueView& value, T& target) {
        const auto read_kind = Instant<T> ? &detail::read_timestamp_tz : &detail::read_timestamp;
        const std::int64_t microseconds = read_kind(value, &detail::type_name<T>);
        if (is_infinite(microseconds))
            target = microseconds == kInfiniteFuture ? T::max() : T::min();
        else
            target = T{detail::from_microseconds<typename T::duration>(microseconds)};
    }
};

template <DayPoint T>
struct TypeTraits<T> {
    using Days = typename T::duration;

    static SqlType sql_type() { return Date{}; }
    static ValueView view(const T& point, Scratch&) {
        if (point == T::max()) return ValueView::scalar(ValueKind::Date, kInfiniteFuture);
        if (point == T::min()) return ValueView::scalar(ValueKind::Date, kInfinitePast);
        return ValueView::scalar(ValueKind::Date, point.time_since_epoch().count());
    }
    static void read(const ValueView& value, T& target) {
        const std::int64_t days = detail::read_date(value, &detail::type_name<T>);
        if (is_infinite(days)) {
            target = days == kInfiniteFuture ? T::max() : T::min();
            return;
        }
        if (!std::in_range<typename Days::rep>(days)) detail::throw_time_out_of_range(detail::type_name<T>());
        target = T{Days(static_cast<typename Days::rep>(days))};
    }
};

template <TimeOfDay T>
struct TypeTraits<T> {
    static SqlType sql_type() { return Time{}; }
    static ValueView view(const T& time, Scratch&) {
        return detail::view_of_time(detail::to_microseconds(time.to_duration()));
    }
    static void read(const ValueView& value, T& target) {
        const std::int64_t microseconds = detail::read_time(value, &detail::type_name<T>);
        target = T{detail::from_microseconds<typename T::precision>(microseconds)};
    }
    static bool equal(const T& left, const T& right) { return left.to_duration() == right.to_duration(); }
};

/// Hours, minutes, seconds and their parts are an interval of microseconds; a column of the type Time takes them, too,
/// which on MariaDB and MySQL reaches to 838:59:59.
template <ChronoDuration T>
struct TypeTraits<T> {
    static SqlType sql_type() { return IntervalType{}; }
    static ValueView view(const T& duration, Scratch&) {
        return ValueView::interval({.microseconds = detail::to_microseconds(duration)});
    }
    static void read(const ValueView& value, T& target) {
        target = detail::from_microseconds<T>(detail::read_duration(value, &detail::type_name<T>));
    }
};

template <DayDuration T>
struct TypeTraits<T> {
    static SqlType sql_type() { return IntervalType{}; }
    static ValueView view(const T& duration, Scratch&) {
        constexpr std::int64_t kDays = T::period::num / 86'400;
        return ValueView::interval({.days = detail::part_of_interval<T>(duration.count(), kDays)});
    }
    static void read(const ValueView& value, T& target) {
        target = detail::from_microseconds<T>(detail::read_duration(value, &detail::type_name<T>));
    }
};

template <CalendarDuration T>
struct TypeTraits<T> {
    static constexpr std::int64_t kMonths = T::period::num / 2'629'746;

    static SqlType sql_type() { return IntervalType{}; }
    static ValueView view(const T& duration, Scratch&) {
        return ValueView::interval({.months = detail::part_of_interval<T>(duration.count(), kMonths)});
    }
    static void read(const ValueView& value, T& target) {
        const std::int64_t months = detail::read_months(value, &detail::type_name<T>);
        if (months % kMonths != 0) detail::throw_out_of_range(value, detail::type_name<T>());
        target = T(static_cast<typename T::rep>(months / kMonths));
    }
};

template <>
struct TypeTraits<Interval> {
    static SqlType sql_type() { return IntervalType{}; }
    static ValueView view(const Interval& value, Scratch&) { return ValueView::interval(value); }
    static void read(const ValueView& value, Interval& target) {
        target = detail::read_interval(value, &detail::type_name<Interval>);
    }
};

}  // namespace azoth
