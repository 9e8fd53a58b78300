// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_numeric.hpp"

#include <cstdint>

#include "dialects/postgresql/driver_cells.hpp"

namespace azoth::postgresql {
namespace {

// The format: count, weight, sign and scale, then `count` groups of four decimal digits, 16 bits each. The first
// group counts 10000 to the power of `weight`. Source: numeric_send() in src/backend/utils/adt/numeric.c.
constexpr int kDigitsPerGroup = 4;
constexpr std::size_t kHeaderSize = 8;
constexpr std::uint16_t kNegative = 0x4000;
constexpr std::uint16_t kNotANumber = 0xC000;
constexpr std::uint16_t kInfinity = 0xD000;
constexpr std::uint16_t kMinusInfinity = 0xF000;

class Groups {
public:
    explicit Groups(std::string_view binary) : bytes_(binary.data() + kHeaderSize), count_(at(binary.data())) {}

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

}  // namespace azoth::postgresql
