// SPDX-License-Identifier: MIT
#include "dialects/postgresql/value_text.hpp"

#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "azoth/types/calendar_types.hpp"
#include "azoth/types/iso_text.hpp"
#include "azoth/types/packed_values.hpp"

namespace azoth::postgresql {
namespace {

constexpr std::int64_t kDay = std::int64_t{86'400} * 1'000'000;

/// PostgreSQL knows no signs of years: `0044-03-15`, to which ` BC` belongs when `is_before_christ`.
std::string day_text(std::int64_t days, bool& is_before_christ) {
    const CivilDate date = civil_from_days(days);
    is_before_christ = date.year <= 0;
    return fmt::format("{:04}-{:02}-{:02}", is_before_christ ? 1 - date.year : date.year, date.month, date.day);
}

std::string date_text(std::int64_t days) {
    if (is_infinite(days)) return iso_date(days);
    bool is_before_christ = false;
    const std::string text = day_text(days, is_before_christ);
    return is_before_christ ? text + " BC" : text;
}

std::string timestamp_text(std::int64_t microseconds, std::string_view zone) {
    if (is_infinite(microseconds)) return iso_timestamp(microseconds);
    const std::int64_t days = detail::floor_divide(microseconds, kDay);
    const std::int64_t in_day = microseconds % kDay;
    bool is_before_christ = false;
    const std::string day = day_text(days, is_before_christ);
    return fmt::format("{} {}{}{}", day, iso_time(in_day < 0 ? in_day + kDay : in_day), zone,
                       is_before_christ ? " BC" : "");
}

std::string real_text(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
    return fmt::format("{}", value);
}

std::string bytes_text(std::string_view bytes) {
    std::string text = "\\x";
    for (const char byte : bytes) fmt::format_to(std::back_inserter(text), "{:02x}", static_cast<unsigned char>(byte));
    return text;
}

void append_element(std::string& text, const ValueView& value) {
    if (value.is_null())
        text += "NULL";
    else if (value.kind() == ValueKind::Array)
        text += value_text(value);
    else
        append_quoted(text, value_text(value));
}

std::string array_text(std::string_view packed) {
    std::string text = "{";
    for (ArrayReader elements(packed); !elements.at_end();) {
        if (text.size() > 1) text += ',';
        append_element(text, elements.next());
    }
    return text + "}";
}

std::string range_text(std::string_view packed) {
    const PackedRange range = read_packed_range(packed);
    if (range.is_empty) return "empty";
    std::string text = range.includes_lower ? "[" : "(";
    if (!range.lower.is_null()) append_quoted(text, value_text(range.lower));
    text += ',';
    if (!range.upper.is_null()) append_quoted(text, value_text(range.upper));
    return text + (range.includes_upper ? "]" : ")");
}

}  // namespace

std::string value_text(const ValueView& value) {
    switch (value.kind()) {
        case ValueKind::Null: return "NULL";
        case ValueKind::Bool: return value.as_int64() != 0 ? "t" : "f";
        case ValueKind::Int64: return std::to_string(value.as_int64());
        case ValueKind::Double: return real_text(value.as_double());
        case ValueKind::Bytes: return bytes_text(value.as_text());
        case ValueKind::Date: return date_text(value.as_int64());
        case ValueKind::Time: return iso_time(value.as_int64());
        case ValueKind::Timestamp: return timestamp_text(value.as_int64(), "");
        case ValueKind::TimestampTz: return timestamp_text(value.as_int64(), "+00");
        case ValueKind::Uuid: return uuid_text(value.as_text());
        case ValueKind::Interval: return iso_interval(value.as_interval());
        case ValueKind::Array: return array_text(value.as_text());
        case ValueKind::Range: return range_text(value.as_text());
        case ValueKind::Text:
        case ValueKind::Json:
        case ValueKind::Decimal: break;
    }
    return std::string(value.as_text());
}

void append_quoted(std::string& text, std::string_view element) {
    text += '"';
    for (const char character : element) {
        if (character == '"' || character == '\\') text += '\\';
        text += character;
    }
    text += '"';
}

std::string without_trailing_zeros(std::string time) {
    if (time.find('.') != std::string::npos) time.erase(time.find_last_not_of('0') + 1);
    return time;
}

}  // namespace azoth::postgresql
