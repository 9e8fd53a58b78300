// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_texts.hpp"

#include <charconv>
#include <memory>
#include <optional>

#include <fmt/core.h>
#include <libpq-fe.h>

#include "azoth/base/error.hpp"
#include "azoth/types/calendar_types.hpp"
#include "dialects/postgresql/driver_epoch.hpp"

namespace azoth::postgresql {
namespace {

[[noreturn]] void refuse(std::string_view text, std::string_view type) {
    throw DataError("bad_value", fmt::format("cannot read '{}', which PostgreSQL sent as {}; the session's DateStyle "
                                             "must be ISO",
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
    std::int64_t number() {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (error != std::errc{} || rest_.front() == '-') fail();
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
    return days_from_civil({is_before_christ ? 1 - year : year, month, day});
}

std::int64_t scan_time(Scanner& scanner) {
    std::int64_t seconds = scanner.number() * 3600;
    scanner.require(':');
    seconds += scanner.number() * 60;
    scanner.require(':');
    seconds += scanner.number();
    return seconds * kMicrosecondsPerSecond + (scanner.skip(".") ? scanner.millionths() : 0);
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

void refuse_infinity(std::string_view text, std::string_view type) {
    if (text.ends_with("infinity")) throw_out_of_range(type);
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
    // The older format, when the setting bytea_output asks for it. The text of a cell ends with a zero byte.
    std::size_t size = 0;
    const std::unique_ptr<unsigned char, decltype(&PQfreemem)> plain(
        PQunescapeBytea(reinterpret_cast<const unsigned char*>(text.data()), &size), &PQfreemem);
    if (plain == nullptr) refuse(text, "bytea");
    bytes.assign(reinterpret_cast<const char*>(plain.get()), size);
}

void parse_uuid(std::string_view text, std::string& bytes) { read_hex(text, '-', "a UUID", bytes); }

std::int64_t parse_date(std::string_view text) {
    refuse_infinity(text, "date");
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
    refuse_infinity(text, "timestamp");
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

void throw_out_of_range(std::string_view type) {
    throw DataError(
        "out_of_range",
        fmt::format("PostgreSQL sent an infinite {0} or one after the year 294246, which azoth's {0}s cannot "
                    "hold: convert it in the query, for example with nullif or a cast to text",
                    type));
}

}  // namespace azoth::postgresql
