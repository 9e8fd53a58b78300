// SPDX-License-Identifier: MIT
#include "azoth/types/bit_types.hpp"

#include <algorithm>
#include <cstdint>

#include "azoth/types/standard_types.hpp"

namespace azoth::detail {
namespace {

std::string digits_of(std::uint64_t number, const ValueView& value, std::size_t size, TypeName cpp_type) {
    std::string digits(size, '0');
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, number >>= 1U)
        if ((number & 1U) != 0) *digit = '1';
    if (number != 0) throw_out_of_range(value, cpp_type());
    return digits;
}

}  // namespace

std::string read_bits(const ValueView& value, std::size_t size, TypeName cpp_type) {
    if (value.kind() != ValueKind::Text) return digits_of(read_uint64(value, cpp_type), value, size, cpp_type);
    const std::string_view text = value.as_text();
    const bool has_digits_only = text.find_first_not_of("01") == std::string_view::npos;
    if (!has_digits_only || text.size() != size) throw_out_of_range(value, cpp_type());
    return std::string(text);
}

}  // namespace azoth::detail
