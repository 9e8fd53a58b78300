// SPDX-License-Identifier: MIT
#include "azoth/types/iso_text.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/core.h>

#include "azoth/types/calendar_types.hpp"

namespace azoth {
namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

/// Reads a text from left to right. After the first failure everything fails.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }
    bool has_failed() const { return has_failed_; }
    char next() const { return rest_.empty() ? '\0' : rest_.front(); }
    std::string_view rest() const { return rest_; }

    bool take(char character) {
        if (next() != character || rest_.empty()) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void require(char character) { has_failed_ |= !take(character); }

    std::size_t count_digits() const { return std::min(rest_.find_first_not_of("0123456789"), rest_.size()); }

    /// A number of so many digits; 0 and failure when there are less.
    int number(std::size_t digits) {
        int result = 0;
        has_failed_ |= count_digits() < digits;
        if (has_failed_) return 0;
        has_failed_ |= std::from_chars(rest_.data(), rest_.data() + digits, result).ec != std::errc{};
        rest_.remove_prefix(digits);
        return result;
    }
    int number_up_to(int highest) {
        const int result = number(2);
        has_failed_ |= result > highest;
        return result;
    }

private:
    std::string_view rest_;
    bool has_failed_ = false;
};

int read_year(Reader& reader) {
    const bool is_negative = reader.take('-');
    const bool has_sign = is_negative || reader.take('+');
    const std::size_t digits = has_sign ? std::max<std::size_t>(reader.count_digits(), 4) : 4;
    const int year = reader.number(digits);
    return is_negative ? -year : year;
}

std::optional<std::int64_t> read_date(Reader& reader) {
    CivilDate date;
    date.year = read_year(reader);
    reader.require('-');
    date.month = static_cast<unsigned>(reader.number(2));
    reader.require('-');
    date.day = static_cast<unsigned>(reader.number(2));
    if (reader.has_failed() || !is_valid(date)) return std::nullopt;
    return days_from_civil(date);
}

std::int64_t read_fraction(Reader& reader) {
    std::int64_t result = 0;
    std::int64_t unit = kSecond;
    for (auto digits = std::max<std::size_t>(reader.count_digits(), 1); digits > 0; --digits) {
        unit /= 10;
        result += unit * reader.number(1);
    }
    return result;
}

std::optional<std::int64_t> read_time(Reader& reader) {
    std::int64_t result = kHour * reader.number_up_to(24);
    reader.require(':');
    result += kMinute * reader.number_up_to(59);
    if (reader.take(':')) {
        result += kSecond * reader.number_up_to(59);
        if (reader.take('.')) result += read_fraction(reader);
    }
    if (reader.has_failed() || result > kDay) return std::nullopt;
    return result;
}

/// The distance from UTC in microseconds, of `Z`, `+02`, `+02:00` or `+0200`.
std::optional<std::int64_t> read_zone(Reader& reader) {
    if (reader.take('Z') || reader.take('z')) return 0;
    const bool is_west = reader.take('-');
    if (!is_west) reader.require('+');
    std::int64_t offset = kHour * reader.number_up_to(23);
    if (!reader.at_end()) {
        reader.take(':');
        offset += kMinute * reader.number_up_to(59);
    }
    if (reader.has_failed()) return std::nullopt;
    return is_west ? -offset : offset;
}

bool add(std::int64_t& sum, std::int64_t value) { return !__builtin_add_overflow(sum, value, &sum); }

}  // namespace

std::string iso_date(std::int64_t days) {
    const auto [year, month, day] = civil_from_days(days);
    if (year < 0 || year > 9999) return fmt::format("{:+05}-{:02}-{:02}", year, month, day);
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::string iso_time(std::int64_t microseconds) {
    const auto total = static_cast<std::uint64_t>(microseconds);
    const std::uint64_t size = microseconds < 0 ? -total : total;  // MySQL has negative times
    const std::string text = fmt::format("{}{:02}:{:02}:{:02}", microseconds < 0 ? "-" : "", size / kHour,
                                         size / kMinute % 60, size / kSecond % 60);
    return size % kSecond == 0 ? text : fmt::format("{}.{:06}", text, size % kSecond);
}

std::string iso_timestamp(std::int64_t microseconds) {
    const std::int64_t days = detail::floor_divide(microseconds, kDay);
    const std::int64_t in_day = microseconds % kDay;
    return iso_date(days) + " " + iso_time(in_day < 0 ? in_day + kDay : in_day);
}

std::string uuid_text(std::string_view bytes) {
    constexpr std::string_view kHexDigits = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        const auto byte = static_cast<unsigned char>(bytes[i]);
        text += kHexDigits[byte >> 4];
        text += kHexDigits[byte & 15];
    }
    return text;
}

std::optional<std::int64_t> parse_iso_date(std::string_view text) {
    Reader reader(text);
    const auto days = read_date(reader);
    return reader.at_end() ? days : std::nullopt;
}

std::optional<std::int64_t> parse_iso_time(std::string_view text) {
    Reader reader(text);
    const auto microseconds = read_time(reader);
    return reader.at_end() ? microseconds : std::nullopt;
}

std::optional<IsoTimestamp> parse_iso_timestamp(std::string_view text) {
    Reader reader(text);
    const std::optional<std::int64_t> days = read_date(reader);
    IsoTimestamp result;
    if (!days || __builtin_mul_overflow(*days, kDay, &result.microseconds)) return std::nullopt;
    if (reader.at_end()) return result;

    if (!reader.take(' ') && !reader.take('T') && !reader.take('t')) return std::nullopt;
    const std::optional<std::int64_t> time = read_time(reader);
    if (!time || *time == kDay || !add(result.microseconds, *time)) return std::nullopt;
    if (reader.at_end()) return result;

    const std::optional<std::int64_t> zone = read_zone(reader);
    if (!zone || !reader.at_end() || !add(result.microseconds, -*zone)) return std::nullopt;
    result.has_zone = true;
    return result;
}

}  // namespace azoth
