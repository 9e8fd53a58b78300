// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>

#include "azoth/types/calendar_types.hpp"
#include "azoth/types/standard_types.hpp"

namespace azoth {

/// std::chrono::duration and its like. Not months and years, which have no fixed length.
template <class D>
concept DurationLike = requires(const D& duration) {
    typename D::period;
    requires std::integral<typename D::rep>;
    duration.count();
    requires(D::period::num <= 604'800);
};

/// A length of time to the microsecond: what the difference of two timestamps is. It converts from and to
/// std::chrono's durations, without this header including theirs.
struct Duration {
    std::int64_t microseconds = 0;

    Duration() = default;
    explicit constexpr Duration(std::int64_t count) : microseconds(count) {}
    /// Throws DataError(`out_of_range`) when it has more microseconds than 64 bits.
    template <DurationLike D>
    Duration(const D& duration) : microseconds(detail::to_microseconds(duration)) {}

    /// Rounded towards minus infinity.
    template <DurationLike D>
    operator D() const {
        return detail::from_microseconds<D>(microseconds);
    }
    friend constexpr auto operator<=>(const Duration&, const Duration&) = default;
};

template <>
struct TypeTraits<Duration> {
    static SqlType sql_type() { return BigInteger{}; }
    static ValueView view(const Duration& value, Scratch&) { return ValueView::int64(value.microseconds); }
    static void read(const ValueView& value, Duration& target) {
        TypeTraits<std::int64_t>::read(value, target.microseconds);
    }
};

}  // namespace azoth
