// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
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
std::uint64_t read_uint64(const ValueView& value, TypeName cpp_type);
/// Int64, or Decimal above the greatest int64_t.
ValueView view_of_uint64(std::uint64_t value, Scratch& scratch);
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

/// int8_t is TINYINT, int16_t SMALLINT, int32_t INTEGER, int64_t BIGINT; unsigned types are the UNSIGNED ones of these,
/// for which databases that have none take the next wider type. See azoth::Unsigned for uint64_t, which has none.
template <detail::Number T>
struct TypeTraits<T> {
    static constexpr bool kIsWidest = std::is_unsigned_v<T> && sizeof(T) == 8;

    static SqlType sql_type() {
        if constexpr (std::is_signed_v<T>)
            return signed_type();
        else
            return Unsigned{signed_type()};
    }
    static ValueView view(T value, Scratch& scratch) {
        if constexpr (kIsWidest)
            return detail::view_of_uint64(value, scratch);
        else
            return ValueView::int64(static_cast<std::int64_t>(value));
    }
    static void read(const ValueView& value, T& target) {
        if constexpr (kIsWidest)
            target = detail::read_uint64(value, &detail::type_name<T>);
        else
            target = static_cast<T>(detail::read_integer(value, std::int64_t{std::numeric_limits<T>::lowest()},
                                                         std::int64_t{std::numeric_limits<T>::max()},
                                                         &detail::type_name<T>));
    }

private:
    static SqlType signed_type() {
        if constexpr (sizeof(T) == 1)
            return TinyInteger{};
        else if constexpr (sizeof(T) == 2)
            return SmallInteger{};
        else if constexpr (sizeof(T) == 4)
            return Integer{};
        else
            return BigInteger{};
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

/// Bytes that stand elsewhere, as a value only: nothing can be read into them.
template <class T>
concept ByteView = !std::same_as<T, Bytes> && requires(const T& bytes) {
    { bytes.data() } -> std::convertible_to<const std::byte*>;
    { bytes.size() } -> std::convertible_to<std::size_t>;
};

template <>
struct TypeTraits<Bytes> {
    static SqlType sql_type() { return LargeBinary{}; }
    static ValueView view(const Bytes& value, Scratch&) {
        return ValueView::data(ValueKind::Bytes, value.data(), value.size());
    }
    static void read(const ValueView& value, Bytes& target) { detail::read_bytes(value, target); }
};

// Those of most columns are compiled once, in the library.
extern template const CppType& cpp_type<bool>();
extern template const CppType& cpp_type<std::int16_t>();
extern template const CppType& cpp_type<std::int32_t>();
extern template const CppType& cpp_type<std::int64_t>();
extern template const CppType& cpp_type<double>();
extern template const CppType& cpp_type<std::string>();
extern template const CppType& cpp_type<std::optional<bool>>();
extern template const CppType& cpp_type<std::optional<std::int16_t>>();
extern template const CppType& cpp_type<std::optional<std::int32_t>>();
extern template const CppType& cpp_type<std::optional<std::int64_t>>();
extern template const CppType& cpp_type<std::optional<double>>();
extern template const CppType& cpp_type<std::optional<std::string>>();

}  // namespace azoth
