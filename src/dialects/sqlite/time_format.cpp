// SPDX-License-Identifier: MIT
#include "dialects/sqlite/time_format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <fmt/core.h>

#include "azoth/types/iso_text.hpp"

namespace azoth::sqlite {
namespace {

constexpr std::string_view kParts = "YmdHMSf";
constexpr std::array<std::size_t, kParts.size()> kWidths = {4, 2, 2, 2, 2, 2, 6};

/// The numbers of a moment, in the order of kParts.
using Numbers = std::array<int, kParts.size()>;

bool has_date(std::string_view parts) { return parts.find('Y') != std::string_view::npos; }
bool has_time(std::string_view parts) { return parts.find('H') != std::string_view::npos; }

/// Calls `text(char)` and `part(index in kParts)` until one returns false.
template <class Text, class Part>
bool walk(std::string_view format, Text text, Part part) {
    for (std::size_t i = 0; i < format.size(); ++i) {
        const bool is_part = format[i] == '%' && i + 1 < format.size() && format[++i] != '%';
        if (is_part ? !part(kParts.find(format[i])) : !text(format[i])) return false;
    }
    return true;
}

std::string iso_of(const Numbers& n, std::string_view parts) {
    std::string iso;
    if (has_date(parts)) iso = fmt::format("{:04}-{:02}-{:02}", n[0], n[1], n[2]);
    if (!has_time(parts)) return iso;
    if (!iso.empty()) iso += ' ';
    iso += fmt::format("{:02}:{:02}:{:02}", n[3], n[4], n[5]);
    return n[6] == 0 ? iso : iso + fmt::format(".{:06}", n[6]);
}

bool is_moment(const std::string& iso, std::string_view parts) {
    return has_date(parts) ? parse_iso_timestamp(iso).has_value() : parse_iso_time(iso).has_value();
}

/// `2024-02-29 23:59:59.000001`, `2024-02-29` or `23:59:59`, as azoth writes them.
std::optional<Numbers> numbers_of(std::string_view iso, std::string_view parts) {
    std::optional<std::int64_t> microseconds;
    if (!has_date(parts))
        microseconds = parse_iso_time(iso);
    else if (const auto moment = parse_iso_timestamp(iso))
        microseconds = moment->microseconds;
    if (!microseconds) return std::nullopt;
    std::string text = has_date(parts) ? iso_timestamp(*microseconds) : "0000-00-00 " + iso_time(*microseconds);
    constexpr std::string_view kForm = "0000-00-00 00:00:00";
    if (text.size() < kForm.size() || text[4] != '-' || text[10] != ' ') return std::nullopt;  // infinity, other years
    text.resize(kForm.size() + 7, '0');
    Numbers numbers{};
    constexpr std::array<std::size_t, kParts.size()> kBegins = {0, 5, 8, 11, 14, 17, 20};
    for (std::size_t i = 0; i < numbers.size(); ++i)
        std::from_chars(text.data() + kBegins[i], text.data() + kBegins[i] + kWidths[i], numbers[i]);
    return numbers;
}

}  // namespace

bool is_time_format(std::string_view format) {
    for (std::size_t i = 0; i < format.size(); ++i)
        if (format[i] == '%' && (++i == format.size() || (kParts.find(format[i]) == kParts.npos && format[i] != '%')))
            return false;
    return true;
}

std::string parts_of_time_format(std::string_view format) {
    std::string parts;
    walk(
        format, [](char) { return true; }, [&](std::size_t part) { return parts += kParts[part], true; });
    std::ranges::sort(parts, {}, [](char part) { return kParts.find(part); });
    return parts;
}

std::string in_time_format(std::string_view format, std::string_view iso) {
    const auto numbers = numbers_of(iso, parts_of_time_format(format));
    if (!numbers) return std::string(iso);
    std::string text;
    walk(
        format, [&](char c) { return text += c, true; },
        [&](std::size_t part) {
            text += fmt::format("{:0{}}", (*numbers)[part], kWidths[part]);
            return true;
        });
    return text;
}

std::string from_time_format(std::string_view format, std::string_view text) {
    Numbers numbers{};
    std::string_view rest = text;
    const auto take_text = [&](char c) {
        if (!rest.starts_with(c)) return false;
        rest.remove_prefix(1);
        return true;
    };
    const auto take_part = [&](std::size_t part) {
        const std::size_t width = kWidths[part];
        if (rest.size() < width) return false;
        const auto [end, error] = std::from_chars(rest.data(), rest.data() + width, numbers[part]);
        if (error != std::errc{} || end != rest.data() + width || rest.front() == '-') return false;
        rest.remove_prefix(width);
        return true;
    };
    const std::string parts = parts_of_time_format(format);
    if (!walk(format, take_text, take_part) || !rest.empty()) return std::string(text);
    std::string iso = iso_of(numbers, parts);
    return is_moment(iso, parts) ? iso : std::string(text);
}

}  // namespace azoth::sqlite
