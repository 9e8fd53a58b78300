// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "azoth/types/cpp_type.hpp"

namespace azoth {

/// A time of day with its distance from UTC, as TIME WITH TIME ZONE of PostgreSQL holds it.
///
/// Equal means that both parts are: `12:00+02` is not `10:00+00`.
struct ZonedTime {
    std::int64_t microseconds = 0;    ///< since midnight, as a wall clock there shows it
    std::int32_t offset_seconds = 0;  ///< east of Greenwich

    friend bool operator==(const ZonedTime&, const ZonedTime&) = default;
};

/// `12:30:00.5+02:00`.
std::string to_string(const ZonedTime& time);

template <>
struct TypeTraits<ZonedTime> {
    static SqlType sql_type() { return Time{true}; }
    /// Throws DataError(`out_of_range`) outside of 00:00 to 24:00, or when it is 16 hours or more from UTC.
    static ValueView view(const ZonedTime& time, Scratch& scratch);
    /// Accepts Text. Throws DataError(`bad_date`).
    static void read(const ValueView& value, ZonedTime& target);
};

}  // namespace azoth
