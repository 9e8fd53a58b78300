// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_numeric.hpp"

#include <algorithm>
#include <cstdint>

#include "azoth/base/error.hpp"
#include "dialects/postgresql/driver_bytes.hpp"

namespace azoth::postgresql {
namespace {

// The format: count, weight, sign and scale, then `count` groups of four decimal digits, 16 bits each. The first
// group counts 10000 to the power of `weight`. Source: numeric_send() in src/backend/utils/adt/numeric.c.
constexpr int kDigitsPerGroup = 4;
constexpr int kGroupBase = 10'000;
constexpr std::size_t kHeaderSize = 8;
constexpr std::uint16_t kNegative = 0x4000;
constexpr std::uint16_t kNotANumber = 0xC000;
constexpr std::uint16_t kInfinity = 0xD000;
constexpr std::uint16_t kMinusInfinity = 0xF000;

class Groups {
public:
    explicit Groups(std::string_view binary) : bytes_(binary.data() + kHeaderSize), count_(at(binary.data())) {
        if (binary.size() != kHeaderSize + 2 * static_cast<std::size_t>(count_)) throw_malformed("a numeric");
        for (int i = 0; i < count_; ++i)
            if (at(bytes_ + 2 * i) >= kGroupBase) throw_malformed("a numeric");
    }

    /// Groups before the first and after the last are zero.
    int operator[](int index) const { return index < 0 || index >= count_ ? 0 : at(bytes_ + 2 * index); }

private:
    static int at(const char* bytes) { return load_big_endian<std::uint16_t>(bytes); }

    const char* bytes_;
    int count_;
};

void append_group(int group, std::string& text) {
    const char digits[] = {static_cast<char>('0' + group / 1000), static_cast<char>('0' + group / 100 % 10),
                           static_cast<char>('0' + group / 10 % 10), static_cast<char>('0' + group % 10)};
    text.append(digits, kDigitsPerGroup);
}

void append_whole_part(const Groups& groups, int weight, std::string& text) {
    if (weight < 0) {
        text += '0';
        return;
    }
    const std::size_t start = text.size();
    for (int i = 0; i <= weight; ++i) append_group(groups[i], text);
    const std::size_t first_digit = std::min(text.find_first_not_of('0', start), text.size() - 1);
    text.erase(start, first_digit - start);
}

void append_fraction(const Groups& groups, int weight, std::size_t scale, std::string& text) {
    if (scale == 0) return;
    text += '.';
    const std::size_t end = text.size() + scale;
    for (int i = weight + 1; text.size() < end; ++i) append_group(groups[i], text);
    text.resize(end);
}

}  // namespace

void write_numeric(std::string_view binary, std::string& text) {
    if (binary.size() < kHeaderSize) throw_malformed("a numeric");
    const auto weight = static_cast<std::int16_t>(load_big_endian<std::uint16_t>(binary.data() + 2));
    const auto sign = load_big_endian<std::uint16_t>(binary.data() + 4);
    const auto scale = load_big_endian<std::uint16_t>(binary.data() + 6);
    text.clear();
    switch (sign) {
        case kNotANumber: text += "NaN"; return;
        case kInfinity: text += "Infinity"; return;
        case kMinusInfinity: text += "-Infinity"; return;
        case kNegative: text += '-'; break;
        default: break;
    }
    const Groups groups(binary);
    append_whole_part(groups, weight, text);
    append_fraction(groups, weight, scale, text);
}

namespace {

void append_header(std::string& bytes, std::size_t count, std::int64_t weight, std::uint16_t sign, std::size_t scale) {
    append_big_endian(bytes, static_cast<std::uint16_t>(count));
    append_big_endian(bytes, static_cast<std::int16_t>(weight));
    append_big_endian(bytes, sign);
    append_big_endian(bytes, static_cast<std::uint16_t>(scale));
}

std::uint16_t sign_of_special(std::string_view text) {
    if (text == "NaN") return kNotANumber;
    if (text == "Infinity") return kInfinity;
    return text == "-Infinity" ? kMinusInfinity : std::uint16_t{0};
}

/// The digits of both parts in groups of four; the point stands between two groups.
std::string padded_digits(std::string_view whole, std::string_view fraction) {
    std::string digits((kDigitsPerGroup - whole.size() % kDigitsPerGroup) % kDigitsPerGroup, '0');
    digits.append(whole).append(fraction);
    digits.append((kDigitsPerGroup - digits.size() % kDigitsPerGroup) % kDigitsPerGroup, '0');
    return digits;
}

}  // namespace

void append_numeric(std::string& bytes, std::string_view decimal) {
    if (const std::uint16_t special = sign_of_special(decimal); special != 0)
        return append_header(bytes, 0, 0, special, 0);
    const bool is_negative = decimal.starts_with('-');
    if (is_negative) decimal.remove_prefix(1);
    const std::size_t point = std::min(decimal.find('.'), decimal.size());
    const std::string_view whole = decimal.substr(0, point);
    const std::string_view fraction = point == decimal.size() ? std::string_view{} : decimal.substr(point + 1);
    // Beyond it the server's own header has no room.
    constexpr std::size_t kMostWhole = 131'072;
    constexpr std::size_t kMostScale = 16'383;
    if (whole.size() > kMostWhole || fraction.size() > kMostScale)
        throw DataError("value_out_of_range", "a decimal has more digits than PostgreSQL's numeric can hold");
    const std::string digits = padded_digits(whole, fraction);
    const std::size_t groups_before_point = (whole.size() + kDigitsPerGroup - 1) / kDigitsPerGroup;
    append_header(bytes, digits.size() / kDigitsPerGroup, static_cast<std::int64_t>(groups_before_point) - 1,
                  is_negative ? kNegative : std::uint16_t{0}, fraction.size());
    for (std::size_t i = 0; i < digits.size(); i += kDigitsPerGroup) {
        std::uint16_t group = 0;
        for (std::size_t j = i; j < i + kDigitsPerGroup; ++j)
            group = static_cast<std::uint16_t>(group * 10 + (digits[j] - '0'));
        append_big_endian(bytes, group);
    }
}

}  // namespace azoth::postgresql
