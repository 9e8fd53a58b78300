// SPDX-License-Identifier: MIT
#include "types/decimal_text.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <utility>

namespace azoth {
namespace {

// PostgreSQL's limit is the widest: 131072 digits before the point, 16383 behind it.
constexpr int kMaxExponent = 131'072;
constexpr std::size_t kMaxDigits = 2 * std::size_t{kMaxExponent};

constexpr std::string_view kDigits = "0123456789";

/// The digits that make the value: no zeros before the whole number, none after the fraction.
struct Significant {
    bool is_negative = false;
    std::string_view whole;
    std::string_view fraction;
};

std::string_view without_leading_zeros(std::string_view digits) {
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

Significant significant(std::string_view text) {
    const bool is_negative = text.starts_with('-');
    if (is_negative) text.remove_prefix(1);
    const auto point = std::min(text.find('.'), text.size());
    Significant result{.whole = without_leading_zeros(text.substr(0, point))};
    if (point < text.size()) {
        const std::string_view fraction = text.substr(point + 1);
        result.fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
    }
    result.is_negative = is_negative && !(result.whole.empty() && result.fraction.empty());
    return result;
}

std::strong_ordering compare_magnitudes(const Significant& left, const Significant& right) {
    if (left.whole.size() != right.whole.size()) return left.whole.size() <=> right.whole.size();
    if (left.whole != right.whole) return left.whole <=> right.whole;
    return left.fraction <=> right.fraction;
}

std::string_view take_digits(std::string_view& text) {
    const std::string_view digits = text.substr(0, std::min(text.find_first_not_of(kDigits), text.size()));
    text.remove_prefix(digits.size());
    return digits;
}

/// Reads `e-12` to the end of the text; empty when it is something else, or beyond kMaxExponent.
std::optional<int> read_exponent(std::string_view text) {
    if (text.empty()) return 0;
    if (text.front() != 'e' && text.front() != 'E') return std::nullopt;
    text.remove_prefix(1);
    if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
    int exponent = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (exponent < -kMaxExponent || exponent > kMaxExponent) return std::nullopt;
    return exponent;
}

/// Writes the digits with a point before the last `scale` of them.
std::string place_point(bool is_negative, std::string digits, int scale) {
    if (scale < 0) digits.append(static_cast<std::size_t>(-scale), '0');
    const auto behind = static_cast<std::size_t>(std::max(scale, 0));
    if (digits.size() <= behind) digits.insert(0, behind + 1 - digits.size(), '0');
    const std::string_view whole = without_leading_zeros(std::string_view(digits).substr(0, digits.size() - behind));
    const bool is_zero = digits.find_first_not_of('0') == std::string::npos;
    std::string text = is_negative && !is_zero ? "-" : "";
    text.append(whole.empty() ? "0" : whole);
    if (behind > 0) text.append(".").append(digits, digits.size() - behind);
    return text;
}

/// The order of what is no number among the numbers, which are 0; empty for those.
std::optional<int> rank_of_special(std::string_view text) {
    if (text.empty() || text.back() <= '9') return std::nullopt;
    return text == "NaN" ? 2 : text == "Infinity" ? 1 : -1;
}

bool is_special(std::string_view text) { return text == "NaN" || text == "Infinity" || text == "-Infinity"; }

}  // namespace

std::optional<std::string> plain_decimal(std::string_view text) {
    if (is_special(text)) return std::string(text);
    const bool is_negative = text.starts_with('-');
    if (is_negative || text.starts_with('+')) text.remove_prefix(1);
    std::string digits(take_digits(text));
    int scale = 0;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        const std::string_view fraction = take_digits(text);
        digits.append(fraction);
        scale = static_cast<int>(fraction.size());
    }
    const std::optional<int> exponent = read_exponent(text);
    if (digits.empty() || digits.size() > kMaxDigits || !exponent) return std::nullopt;
    return place_point(is_negative, std::move(digits), scale - *exponent);
}

std::strong_ordering compare_decimal_texts(std::string_view left, std::string_view right) {
    const std::optional<int> left_rank = rank_of_special(left);
    const std::optional<int> right_rank = rank_of_special(right);
    if (left_rank || right_rank) return left_rank.value_or(0) <=> right_rank.value_or(0);
    const Significant l = significant(left);
    const Significant r = significant(right);
    if (l.is_negative != r.is_negative)
        return l.is_negative ? std::strong_ordering::less : std::strong_ordering::greater;
    return l.is_negative ? compare_magnitudes(r, l) : compare_magnitudes(l, r);
}

std::size_t hash_decimal_text(std::string_view text) {
    if (const auto rank = rank_of_special(text)) return static_cast<std::size_t>(*rank + 1);
    const Significant parts = significant(text);
    const std::hash<std::string_view> hash;
    return (hash(parts.whole) * 31 + hash(parts.fraction)) * 2 + (parts.is_negative ? 1 : 0);
}

bool has_fraction(std::string_view text) { return !significant(text).fraction.empty(); }

}  // namespace azoth
