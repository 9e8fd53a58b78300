// SPDX-License-Identifier: MIT
#include "azoth/types/zoned_time.hpp"

#include <cstdlib>
#include <optional>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/types/iso_text.hpp"
#include "azoth/types/value.hpp"

namespace azoth {
namespace {

constexpr std::int64_t kDay = std::int64_t{86'400} * 1'000'000;
constexpr std::int32_t kFarthest = 16 * 3600;  // The server's limit; no place on earth is beyond it.

/// `+02`, `-03:30`, `+00:19:32`.
std::optional<std::int32_t> parse_offset(std::string_view text) {
    const bool is_west = text.starts_with('-');
    if (!is_west && !text.starts_with('+')) return std::nullopt;
    std::string time(text.substr(1));
    if (time.size() == 2) time += ":00";
    const auto offset = parse_iso_time(time);
    if (!offset) return std::nullopt;
    const auto seconds = static_cast<std::int32_t>(*offset / 1'000'000);
    return is_west ? -seconds : seconds;
}

}  // namespace

std::string to_string(const ZonedTime& time) {
    const std::int32_t offset = std::abs(time.offset_seconds);
    std::string text = fmt::format("{}{}{:02}:{:02}", iso_time(time.microseconds), time.offset_seconds < 0 ? '-' : '+',
                                   offset / 3600, offset / 60 % 60);
    return offset % 60 == 0 ? text : fmt::format("{}:{:02}", text, offset % 60);
}

ValueView TypeTraits<ZonedTime>::view(const ZonedTime& time, Scratch& scratch) {
    const bool is_far = time.offset_seconds <= -kFarthest || time.offset_seconds >= kFarthest;
    if (is_far || time.microseconds < 0 || time.microseconds > kDay)
        throw DataError("out_of_range", fmt::format("{} is no time of day with a time zone", to_string(time)));
    return ValueView::text(scratch.keep(to_string(time)));
}

void TypeTraits<ZonedTime>::read(const ValueView& value, ZonedTime& target) {
    if (value.kind() != ValueKind::Text) detail::throw_wrong_kind(value, "azoth::ZonedTime");
    const std::string_view text = value.as_text();
    const std::size_t sign = text.find_first_of("+-");
    const auto time = parse_iso_time(text.substr(0, sign));
    const auto offset = sign == std::string_view::npos ? std::nullopt : parse_offset(text.substr(sign));
    if (!time || !offset)
        throw DataError("bad_date", fmt::format("{} is not a time with a time zone; expected text like '12:30:00+02'",
                                                to_display_string(value)));
    target = {*time, *offset};
}

}  // namespace azoth
