// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "azoth/types/cpp_type.hpp"

namespace azoth {

/// Binary data.
using Bytes = std::vector<std::byte>;

namespace detail {

/// Accepts Bool, and the integers 0 and 1.
bool read_bool(const ValueView& value);
/// Accepts Int64, Bool, and Decimal without a fraction. Throws DataError(`out_of_range`) below `lowest` or above
/// `highest`.
std::int64_t read_integer(const ValueView& value, std::int64_t lowest, std::int64_t highest, TypeName cpp_type);
/// Throws DataError(`out_of_range`) above the greatest int64_t.
ValueView view_of_uint64(std::uint64_t value);
/// These accept Double, Int64 and Decimal.
double read_double(const ValueView& value);
float read_float(const ValueView& value);
/// Accepts Text, Json, Decimal, and Uuid in its canonical form.
void read_string(const ValueView& value, std::string& target);
/// Accepts Bytes and Text.
void read_bytes(const ValueView& value, Bytes& target);

template <class T>
concept Character = std::same_as<T, char> || std::same_as<T, wchar_t> || std::same_as<T, char8_t> ||
    std::same_as<T, char16_t> || std::same_as<T, char32_t>;

template <class T>
concept Number = std::integral<T> && !std::same_as<T, bool> && !Character<T> && sizeof(T) <= 8;

}  // namespace detail

template <>
struct TypeTraits<bool> {
    static SqlType sql_type() { return Boolean{}; }
    static ValueView view(bool value, Scratch&) { return ValueView::boolean(value); }
    static void read(const ValueView& value, bool& target) { target = detail::read_bool(value); }
};

/// int16_t is SMALLINT, int32_t INTEGER, int64_t BIGINT; int8_t and unsigned types go into the next wider one.
/// There is none for uint64_t: it is BIGINT too, and DataError(`out_of_range`) above the greatest int64_t.
template <detail::Number T>
struct TypeTraits<T> {
    static constexpr std::size_t kBytes = sizeof(T) * (std::is_signed_v<T> ? 1 : 2);
    static constexpr std::int64_t kLowest = std::is_signed_v<T> ? std::int64_t{std::numeric_limits<T>::lowest()} : 0;
    static constexpr std::int64_t kHighest = kBytes > 8 ? std::numeric_limits<std::int64_t>::max()
                                                        : static_cast<std::int64_t>(std::numeric_limits<T>::max());

    static SqlType sql_type() {
        if constexpr (kBytes <= 2) return SmallInteger{};
        if constexpr (kBytes == 4) return Integer{};
        return BigInteger{};
    }
    static ValueView view(T value, Scratch&) {
        if constexpr (kBytes > 8) return detail::view_of_uint64(value);
        return ValueView::int64(static_cast<std::int64_t>(value));
    }
    static void read(const ValueView& value, T& target) {
        target = static_cast<T>(detail::read_integer(value, kLowest, kHighest, &detail::type_name<T>));
    }
};

template <std::floating_point T>
requires(sizeof(T) <= 8) struct TypeTraits<T> {
    static SqlType sql_type() {
        if constexpr (sizeof(T) == 4) return Float{};
        return Double{};
    }
    static ValueView view(T value, Scratch&) { return ValueView::real(static_cast<double>(value)); }
    static void read(const ValueView& value, T& target) {
        if constexpr (sizeof(T) == 4)
            target = detail::read_float(value);
        else
            target = detail::read_double(value);
    }
    static bool equal(T left, T right) {
        if (left != left) return right != right;
        return left == right && __builtin_signbit(left) == __builtin_signbit(right);
    }
};

template <>
struct TypeTraits<std::string> {
    static SqlType sql_type() { return String{}; }
    static ValueView view(const std::string& value, Scratch&) { return ValueView::text(value); }
    static void read(const ValueView& value, std::string& target) { detail::read_string(value, target); }
};

template <>
struct TypeTraits<Bytes> {
    static SqlType sql_type() { return LargeBinary{}; }
    static ValueView view(const Bytes& value, Scratch&) {
        return ValueView::data(ValueKind::Bytes, value.data(), value.size());
    }
    static void read(const ValueView& value, Bytes& target) { detail::read_bytes(value, target); }
};

}  // namespace azoth
