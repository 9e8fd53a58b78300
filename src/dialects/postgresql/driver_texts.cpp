// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_texts.hpp"

#include <charconv>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/core.h>
#include <libpq-fe.h>

#include "azoth/base/error.hpp"
#include "azoth/types/calendar_types.hpp"
#include "azoth/types/iso_text.hpp"
#include "dialects/postgresql/driver_epoch.hpp"

namespace azoth::postgresql {
namespace {

[[noreturn]] void refuse(std::string_view text, std::string_view type) {
    throw DataError("bad_value", fmt::format("cannot read '{}', which PostgreSQL sent as {}; the session's DateStyle "
                                             "must be ISO and its IntervalStyle postgres or iso_8601",
                                             text, type));
}

/// Reads a text from the left.
class Scanner {
public:
    Scanner(std::string_view text, std::string_view type) : whole_(text), rest_(text), type_(type) {}

    bool skip(std::string_view expected) {
        if (!rest_.starts_with(expected)) return false;
        rest_.remove_prefix(expected.size());
        return true;
    }
    void require(char mark) {
        if (!skip({&mark, 1})) fail();
    }
    std::int64_t number(std::int64_t highest = 999'999'999) {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (error != std::errc{} || rest_.front() == '-' || value > highest) fail();
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return value;
    }
    /// The digits after a decimal point, as millionths.
    std::int64_t millionths() {
        std::int64_t value = 0;
        for (std::int64_t unit = 100'000; !rest_.empty() && is_digit(rest_.front()); unit /= 10) {
            value += unit * (rest_.front() - '0');
            rest_.remove_prefix(1);
        }
        return value;
    }
    bool is_at_end() const { return rest_.empty(); }
    void finish() const {
        if (!is_at_end()) fail();
    }
    [[noreturn]] void fail() const { refuse(whole_, type_); }

private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }

    std::string_view whole_;
    std::string_view rest_;
    std::string_view type_;
};

/// Cuts off the ` BC` that may end a date or timestamp.
bool cut_before_christ(std::string_view& text) {
    if (!text.ends_with(" BC")) return false;
    text.remove_suffix(3);
    return true;
}

std::int64_t scan_date(Scanner& scanner, bool is_before_christ) {
    const auto year = static_cast<int>(scanner.number());
    scanner.require('-');
    const auto month = static_cast<unsigned>(scanner.number());
    scanner.require('-');
    const auto day = static_cast<unsigned>(scanner.number());
    if (month < 1 || month > 12 || day < 1 || day > 31) scanner.fail();
    return days_from_civil({is_before_christ ? 1 - year : year, month, day});
}

/// `05:06.789` after the hours and their colon.
std::int64_t scan_clock(Scanner& scanner, std::int64_t hours) {
    std::int64_t seconds = hours * 3600;
    seconds += scanner.number() * 60;
    scanner.require(':');
    seconds += scanner.number();
    const std::int64_t fraction = scanner.skip(".") ? scanner.millionths() : 0;
    std::int64_t microseconds = 0;
    if (__builtin_mul_overflow(seconds, kMicrosecondsPerSecond, &microseconds) ||
        __builtin_add_overflow(microseconds, fraction, &microseconds))
        scanner.fail();
    return microseconds;
}

std::int64_t scan_time(Scanner& scanner) {
    const std::int64_t hours = scanner.number();
    scanner.require(':');
    return scan_clock(scanner, hours);
}

/// `+05`, `-03:30`, `+00:19:32`: seconds east of Greenwich.
std::int64_t scan_offset(Scanner& scanner) {
    const bool is_west = scanner.skip("-");
    if (!is_west) scanner.require('+');
    std::int64_t seconds = scanner.number() * 3600;
    if (scanner.skip(":")) seconds += scanner.number() * 60;
    if (scanner.skip(":")) seconds += scanner.number();
    return is_west ? -seconds : seconds;
}

std::optional<std::int64_t> infinity_of(std::string_view text) {
    if (text == "infinity") return kInfiniteFuture;
    if (text == "-infinity") return kInfinitePast;
    return std::nullopt;
}

/// False when the sum does not fit.
bool add_to(std::int32_t& units, std::int64_t number) {
    const std::int64_t sum = units + number;
    units = static_cast<std::int32_t>(sum);
    return std::in_range<std::int32_t>(sum);
}

/// `-1 year`, `+2 mons`, `3 days` of the style postgres.
bool scan_unit(Scanner& scanner, std::int64_t number, Interval& interval) {
    const bool is_known = scanner.skip("year")  ? add_to(interval.months, number * 12)
                          : scanner.skip("mon") ? add_to(interval.months, number)
                                                : scanner.skip("day") && add_to(interval.days, number);
    scanner.skip("s");
    return is_known;
}

/// `1 year 2 mons -3 days +04:05:06.789`: each part has its own sign.
Interval scan_interval(std::string_view text) {
    Scanner scanner(text, "an interval");
    Interval interval;
    do {
        const bool is_negative = scanner.skip("-");
        if (!is_negative) scanner.skip("+");
        const std::int64_t number = scanner.number(std::numeric_limits<std::uint32_t>::max());
        if (scanner.skip(":")) {
            const std::int64_t clock = scan_clock(scanner, number);
            interval.microseconds = is_negative ? -clock : clock;
        } else {
            scanner.require(' ');
            if (!scan_unit(scanner, is_negative ? -number : number, interval)) scanner.fail();
        }
    } while (scanner.skip(" "));
    scanner.finish();
    return interval;
}

std::optional<int> hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return std::nullopt;
}

/// Reads pairs of digits, skipping `separator`.
void read_hex(std::string_view text, char separator, std::string_view type, std::string& bytes) {
    bytes.clear();
    std::optional<int> high;
    for (const char c : text) {
        if (c == separator) continue;
        const auto digit = hex_digit(c);
        if (!digit) refuse(text, type);
        if (high) bytes.push_back(static_cast<char>(*high * 16 + *digit));
        high = high ? std::nullopt : digit;
    }
    if (high) refuse(text, type);
}

}  // namespace

std::int64_t parse_integer(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) refuse(text, "an integer");
    return value;
}

template <class Real>
Real parse_real(std::string_view text) {
    Real value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) refuse(text, "a floating-point number");
    return value;
}
template float parse_real<float>(std::string_view);
template double parse_real<double>(std::string_view);

void parse_bytes(std::string_view text, std::string& bytes) {
    if (text.starts_with("\\x")) return read_hex(text.substr(2), '\0', "bytea", bytes);
    // The older format, when the setting bytea_output asks for it.
    std::size_t size = 0;
    const std::string terminated(text);
    const std::unique_ptr<unsigned char, decltype(&PQfreemem)> plain(
        PQunescapeBytea(reinterpret_cast<const unsigned char*>(terminated.data()), &size), &PQfreemem);
    if (plain == nullptr) refuse(text, "bytea");
    bytes.assign(reinterpret_cast<const char*>(plain.get()), size);
}

void parse_uuid(std::string_view text, std::string& bytes) {
    constexpr std::size_t kSize = 16;
    read_hex(text, '-', "a UUID", bytes);
    if (bytes.size() != kSize) refuse(text, "a UUID");
}

std::int64_t parse_date(std::string_view text) {
    if (const auto infinity = infinity_of(text)) return *infinity;
    const bool is_before_christ = cut_before_christ(text);
    Scanner scanner(text, "a date");
    const std::int64_t days = scan_date(scanner, is_before_christ);
    scanner.finish();
    return days;
}

std::int64_t parse_time(std::string_view text) {
    Scanner scanner(text, "a time");
    const std::int64_t microseconds = scan_time(scanner);
    scanner.finish();
    return microseconds;
}

std::int64_t parse_timestamp(std::string_view text) {
    if (const auto infinity = infinity_of(text)) return *infinity;
    const bool is_before_christ = cut_before_christ(text);
    Scanner scanner(text, "a timestamp");
    const std::int64_t days = scan_date(scanner, is_before_christ);
    scanner.require(' ');
    const std::int64_t time = scan_time(scanner);
    const std::int64_t offset = scanner.is_at_end() ? 0 : scan_offset(scanner);
    scanner.finish();
    std::int64_t microseconds = 0;
    if (__builtin_mul_overflow(days, kMicrosecondsPerDay, &microseconds) ||
        __builtin_add_overflow(microseconds, time - offset * kMicrosecondsPerSecond, &microseconds))
        throw_out_of_range("timestamp");
    return microseconds;
}

Interval parse_interval(std::string_view text) {
    if (!text.starts_with('P')) return scan_interval(text);
    const std::optional<Interval> interval = parse_iso_interval(text);
    if (!interval) refuse(text, "an interval");
    return *interval;
}

void throw_out_of_range(std::string_view type) {
    throw DataError("out_of_range",
                    fmt::format("PostgreSQL sent a {0} after the year 294246, which azoth's {0}s cannot "
                                "hold: convert it in the query, for example by a cast to text",
                                type));
}

}  // namespace azoth::postgresql
