// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "azoth/types/interval.hpp"

namespace azoth {

// The text forms of dates and times of ISO 8601, and of UUIDs. Counts are those of ValueKind: days since 1970-01-01,
// microseconds since midnight, microseconds since 1970-01-01 00:00. Years are proleptic Gregorian, and year 0 is 1 BC.

/// `2024-02-29`; a year that has not four digits gets a sign: `-0043-03-15`, `+12024-01-01`. The dates later and
/// earlier than all others are `infinity` and `-infinity`, also in timestamps.
///
/// Throws: DataError(`out_of_range`) when the year does not fit into an int.
std::string iso_date(std::int64_t days);

/// `23:59:59`, or `23:59:59.000001` when the second has a fraction; `-838:59:59` when it is a length of time.
std::string iso_time(std::int64_t microseconds);

/// `2024-02-29 23:59:59`, with a fraction as iso_time(), without a zone.
std::string iso_timestamp(std::int64_t microseconds);

/// `P1Y2M3DT4H5M6.789S`; each part has its own sign: `P-1M1DT-0.5S`. `PT0S` when it is nothing.
std::string iso_interval(const Interval& interval);

/// `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`. Precondition: 16 bytes.
std::string uuid_text(std::string_view bytes);

/// Reads what iso_date() writes, infinities too. Empty when it is not the text of a date that exists.
std::optional<std::int64_t> parse_iso_date(std::string_view text);

/// Reads `HH:MM`, `HH:MM:SS` or `HH:MM:SS.f`, from `00:00` to `24:00`; digits behind the microseconds are dropped.
std::optional<std::int64_t> parse_iso_time(std::string_view text);

/// Reads what iso_time() writes for any length of time.
std::optional<std::int64_t> parse_long_time(std::string_view text);

/// Reads what iso_interval() writes. Weeks are seven days.
std::optional<Interval> parse_iso_interval(std::string_view text);

struct IsoTimestamp {
    std::int64_t microseconds = 0;  ///< of UTC when there was a zone
    bool has_zone = false;
};

/// Reads an infinity, a date alone (midnight), or a date, a space or `T`, a time before `24:00`, and perhaps `Z` or
/// `+hh[[:]mm]`.
std::optional<IsoTimestamp> parse_iso_timestamp(std::string_view text);

}  // namespace azoth
