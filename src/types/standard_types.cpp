// SPDX-License-Identifier: MIT
#include "azoth/types/standard_types.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/types/iso_text.hpp"
#include "types/decimal_text.hpp"

namespace azoth::detail {
namespace {

template <class Integer>
Integer whole_number(const ValueView& value, TypeName cpp_type) {
    const std::string_view text = value.as_text();
    Integer number = 0;
    const char* const end = text.data() + std::min(text.find('.'), text.size());
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stop != end || has_fraction(text)) throw_out_of_range(value, cpp_type());
    return number;
}

double nearest_double(std::string_view decimal) {
    double number = 0;
    const auto [stop, error] = std::from_chars(decimal.data(), decimal.data() + decimal.size(), number);
    if (error != std::errc::result_out_of_range) return number;
    const bool is_large = decimal.find_first_of("123456789") < decimal.find('.');
    return std::copysign(is_large ? HUGE_VAL : 0.0, decimal.starts_with('-') ? -1.0 : 1.0);
}

double read_floating(const ValueView& value, std::string_view cpp_type) {
    switch (value.kind()) {
        case ValueKind::Double: return value.as_double();
        case ValueKind::Int64: return static_cast<double>(value.as_int64());
        case ValueKind::Decimal: return nearest_double(value.as_text());
        default: throw_wrong_kind(value, cpp_type);
    }
}

}  // namespace

bool read_bool(const ValueView& value) {
    if (value.kind() != ValueKind::Bool && value.kind() != ValueKind::Int64) throw_wrong_kind(value, "bool");
    if (value.as_int64() != 0 && value.as_int64() != 1) throw_out_of_range(value, "bool");
    return value.as_int64() == 1;
}

std::int64_t read_integer(const ValueView& value, std::int64_t lowest, std::int64_t highest, TypeName cpp_type) {
    std::int64_t number = 0;
    switch (value.kind()) {
        case ValueKind::Int64:
        case ValueKind::Bool: number = value.as_int64(); break;
        case ValueKind::Decimal: number = whole_number<std::int64_t>(value, cpp_type); break;
        default: throw_wrong_kind(value, cpp_type());
    }
    if (number < lowest || number > highest) throw_out_of_range(value, cpp_type());
    return number;
}

std::uint64_t read_uint64(const ValueView& value, TypeName cpp_type) {
    // As a text it comes from SQLite's decimals: they are how SQLite holds numbers of this size.
    const bool is_text_of_digits = value.kind() == ValueKind::Text && !value.as_text().empty() &&
                                   value.as_text().find_first_not_of("0123456789") == std::string_view::npos;
    if (value.kind() == ValueKind::Decimal || is_text_of_digits) return whole_number<std::uint64_t>(value, cpp_type);
    return static_cast<std::uint64_t>(read_integer(value, 0, std::numeric_limits<std::int64_t>::max(), cpp_type));
}

ValueView view_of_uint64(std::uint64_t value, Scratch& scratch) {
    if (std::in_range<std::int64_t>(value)) return ValueView::int64(static_cast<std::int64_t>(value));
    const std::string_view text = scratch.keep(std::to_string(value));
    return ValueView::data(ValueKind::Decimal, text.data(), text.size());
}

double read_double(const ValueView& value) { return read_floating(value, "double"); }

float read_float(const ValueView& value) {
    const double wide = read_floating(value, "float");
    const auto narrow = static_cast<float>(wide);
    if (std::isinf(narrow) && !std::isinf(wide)) throw_out_of_range(value, "float");
    return narrow;
}

void read_string(const ValueView& value, std::string& target) {
    switch (value.kind()) {
        case ValueKind::Text:
        case ValueKind::Json:
        case ValueKind::Decimal: target = value.as_text(); return;
        case ValueKind::Uuid: target = uuid_text(value.as_text()); return;
        default: throw_wrong_kind(value, "std::string");
    }
}

void read_bytes(const ValueView& value, Bytes& target) {
    if (value.kind() != ValueKind::Bytes && value.kind() != ValueKind::Text) throw_wrong_kind(value, "azoth::Bytes");
    const auto* const first = reinterpret_cast<const std::byte*>(value.as_text().data());
    target.assign(first, first + value.as_text().size());
}

}  // namespace azoth::detail

namespace azoth {

template const CppType& cpp_type<bool>();
template const CppType& cpp_type<std::int16_t>();
template const CppType& cpp_type<std::int32_t>();
template const CppType& cpp_type<std::int64_t>();
template const CppType& cpp_type<double>();
template const CppType& cpp_type<std::string>();
template const CppType& cpp_type<std::optional<bool>>();
template const CppType& cpp_type<std::optional<std::int16_t>>();
template const CppType& cpp_type<std::optional<std::int32_t>>();
template const CppType& cpp_type<std::optional<std::int64_t>>();
template const CppType& cpp_type<std::optional<double>>();
template const CppType& cpp_type<std::optional<std::string>>();

}  // namespace azoth
