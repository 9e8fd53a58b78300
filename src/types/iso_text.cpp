// SPDX-License-Identifier: MIT
#include "azoth/types/iso_text.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/core.h>

#include "azoth/types/calendar_types.hpp"
#include "azoth/types/value_view.hpp"

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

std::optional<std::int64_t> infinity_of(std::string_view text) {
    if (text == "infinity") return kInfiniteFuture;
    if (text == "-infinity") return kInfinitePast;
    return std::nullopt;
}

std::string_view infinite_text(std::int64_t count) { return count > 0 ? "infinity" : "-infinity"; }

/// The absolute value, which the lowest number has as well.
std::uint64_t magnitude(std::int64_t number) {
    const auto bits = static_cast<std::uint64_t>(number);
    return number < 0 ? -bits : bits;
}

std::string seconds_text(std::uint64_t microseconds) {
    std::string text = fmt::format("{}", microseconds / kSecond);
    if (microseconds % kSecond == 0) return text;
    text += fmt::format(".{:06}", microseconds % kSecond);
    return text.substr(0, text.find_last_not_of('0') + 1);
}

/// Adds `number` units to a part of an interval; false when it does not fit.
template <class Part>
bool add_units(Part& part, std::int64_t number, std::int64_t unit) {
    std::int64_t sum = 0;
    if (__builtin_mul_overflow(number, unit, &sum) || __builtin_add_overflow(sum, std::int64_t{part}, &sum))
        return false;
    part = static_cast<Part>(sum);
    return part == sum;
}

/// `-12.345S` of an interval, without the letter: whole units, and millionths of one.
struct Quantity {
    std::int64_t whole = 0;
    std::int64_t millionths = 0;
};

std::optional<Quantity> take_quantity(std::string_view& text) {
    const bool is_negative = text.starts_with('-');
    if (is_negative || text.starts_with('+')) text.remove_prefix(1);
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    Quantity quantity;
    // With its sign, so that the lowest number can be read.
    const std::string digits =
        (is_negative ? "-" : "") + std::string(text.substr(0, text.find_first_not_of("0123456789")));
    if (std::from_chars(digits.data(), digits.data() + digits.size(), quantity.whole).ec != std::errc{})
        return std::nullopt;
    text.remove_prefix(digits.size() - (is_negative ? 1 : 0));
    if (!text.starts_with('.')) return quantity;
    text.remove_prefix(1);
    std::int64_t unit = is_negative ? -100'000 : 100'000;
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), unit /= 10)
        quantity.millionths += unit * (text.front() - '0');
    return quantity;
}

/// Adds what stands before `letter` to the interval.
bool add_part(Interval& interval, const Quantity& quantity, char letter, bool is_time) {
    if (quantity.millionths != 0 && !(is_time && letter == 'S')) return false;
    switch (letter) {
        case 'Y': return !is_time && add_units(interval.months, quantity.whole, 12);
        case 'W': return !is_time && add_units(interval.days, quantity.whole, 7);
        case 'D': return !is_time && add_units(interval.days, quantity.whole, 1);
        case 'H': return is_time && add_units(interval.microseconds, quantity.whole, kHour);
        case 'M':
            return is_time ? add_units(interval.microseconds, quantity.whole, kMinute)
                           : add_units(interval.months, quantity.whole, 1);
        case 'S':
            return is_time && add_units(interval.microseconds, quantity.whole, kSecond) &&
                   add_units(interval.microseconds, quantity.millionths, 1);
        default: return false;
    }
}

bool add(std::int64_t& sum, std::int64_t value) { return !__builtin_add_overflow(sum, value, &sum); }

}  // namespace

std::string iso_date(std::int64_t days) {
    if (is_infinite(days)) return std::string(infinite_text(days));
    const auto [year, month, day] = civil_from_days(days);
    if (year < 0 || year > 9999) return fmt::format("{:+05}-{:02}-{:02}", year, month, day);
    return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::string iso_time(std::int64_t microseconds) {
    const std::uint64_t size = magnitude(microseconds);  // MySQL has negative times
    const std::string text = fmt::format("{}{:02}:{:02}:{:02}", microseconds < 0 ? "-" : "", size / kHour,
                                         size / kMinute % 60, size / kSecond % 60);
    return size % kSecond == 0 ? text : fmt::format("{}.{:06}", text, size % kSecond);
}

std::string iso_timestamp(std::int64_t microseconds) {
    if (is_infinite(microseconds)) return std::string(infinite_text(microseconds));
    const std::int64_t days = detail::floor_divide(microseconds, kDay);
    const std::int64_t in_day = microseconds % kDay;
    return iso_date(days) + " " + iso_time(in_day < 0 ? in_day + kDay : in_day);
}

std::string iso_interval(const Interval& interval) {
    std::string text = "P";
    const auto add = [&text](std::int64_t number, char letter) {
        if (number != 0) text += fmt::format("{}{}", number, letter);
    };
    add(interval.months / 12, 'Y');
    add(interval.months % 12, 'M');
    add(interval.days, 'D');
    if (interval.microseconds != 0) text += 'T';
    add(interval.microseconds / kHour, 'H');
    add(interval.microseconds / kMinute % 60, 'M');
    const std::int64_t seconds = interval.microseconds % kMinute;
    if (seconds != 0) text += fmt::format("{}{}S", seconds < 0 ? "-" : "", seconds_text(magnitude(seconds)));
    return text.size() == 1 ? "PT0S" : text;
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
    if (const auto infinity = infinity_of(text)) return infinity;
    Reader reader(text);
    const auto days = read_date(reader);
    return reader.at_end() ? days : std::nullopt;
}

std::optional<std::int64_t> parse_iso_time(std::string_view text) {
    Reader reader(text);
    const auto microseconds = read_time(reader);
    return reader.at_end() ? microseconds : std::nullopt;
}

std::optional<std::int64_t> parse_long_time(std::string_view text) {
    const bool is_negative = text.starts_with('-');
    if (is_negative) text.remove_prefix(1);
    std::int64_t hours = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), hours);
    constexpr std::int64_t kMostHours = std::numeric_limits<std::int64_t>::max() / kHour - 1;
    if (error != std::errc{} || text.starts_with('-') || hours > kMostHours) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const auto rest = parse_iso_time("00" + std::string(text));
    if (!rest) return std::nullopt;
    return is_negative ? -(hours * kHour + *rest) : hours * kHour + *rest;
}

std::optional<Interval> parse_iso_interval(std::string_view text) {
    if (!text.starts_with('P') || text.size() < 3) return std::nullopt;
    text.remove_prefix(1);
    Interval interval;
    bool is_time = false;
    while (!text.empty()) {
        if (!is_time && text.starts_with('T')) {
            is_time = true;
            text.remove_prefix(1);
        }
        const auto quantity = take_quantity(text);
        if (!quantity || text.empty() || !add_part(interval, *quantity, text.front(), is_time)) return std::nullopt;
        text.remove_prefix(1);
    }
    return interval;
}

std::optional<IsoTimestamp> parse_iso_timestamp(std::string_view text) {
    if (const auto infinity = infinity_of(text)) return IsoTimestamp{*infinity, false};
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
