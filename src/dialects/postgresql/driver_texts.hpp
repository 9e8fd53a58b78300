// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "azoth/types/interval.hpp"

/// Readers of the text format, as the server writes it with DateStyle ISO.
/// All throw DataError(`bad_value`) for what they cannot read.
namespace azoth::postgresql {

std::int64_t parse_integer(std::string_view text);
template <class Real>
Real parse_real(std::string_view text);
void parse_bytes(std::string_view text, std::string& bytes);
void parse_uuid(std::string_view text, std::string& bytes);

/// `2024-02-29`, `0044-03-15 BC`, `infinity`: days since 1970-01-01.
std::int64_t parse_date(std::string_view text);
/// `23:59:59.999999`: microseconds.
std::int64_t parse_time(std::string_view text);
/// `2024-02-29 12:00:00.5`, with an offset such as `+05:30` when it is an instant: microseconds since 1970 (UTC).
std::int64_t parse_timestamp(std::string_view text);

/// `1 year 2 mons -3 days +04:05:06.789` or `P1Y2M-3DT4H5M6.789S`.
Interval parse_interval(std::string_view text);

/// Throws DataError(`out_of_range`): azoth's timestamps end with the year 294246.
[[noreturn]] void throw_out_of_range(std::string_view type);

}  // namespace azoth::postgresql
