// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "azoth/types/cpp_type.hpp"

namespace azoth {

/// Binary data.
using Bytes = std::vector<std::byte>;

namespace detail {

bool read_bool(const ValueView& value);
/// Throws DataError(`out_of_range`) when the value is below `lowest` or above `highest`.
std::int64_t read_integer(const ValueView& value, std::int64_t lowest, std::int64_t highest, std::string_view cpp_type);
double read_double(const ValueView& value);
void read_string(const ValueView& value, std::string& target);
void read_bytes(const ValueView& value, Bytes& target);

}  // namespace detail

template <>
struct TypeTraits<bool> {
    static SqlType sql_type() { return Boolean{}; }
    static ValueView view(bool value, Scratch&) { return ValueView::boolean(value); }
    static void read(const ValueView& value, bool& target) { target = detail::read_bool(value); }
};

/// int16_t is SMALLINT, int32_t INTEGER, int64_t BIGINT; 8 bits and unsigned go into the next wider one.
template <std::integral T>
    requires(!std::same_as<T, bool> && !std::same_as<T, char> && (sizeof(T) < 8 || std::is_signed_v<T>))
struct TypeTraits<T> {
    static constexpr std::size_t kBytes = sizeof(T) * (std::is_signed_v<T> ? 1 : 2);

    static SqlType sql_type() {
        if constexpr (kBytes <= 2) return SmallInteger{};
        if constexpr (kBytes == 4) return Integer{};
        return BigInteger{};
    }
    static ValueView view(T value, Scratch&) { return ValueView::int64(value); }
    static void read(const ValueView& value, T& target) {
        using Limits = std::numeric_limits<T>;
        target = static_cast<T>(detail::read_integer(value, Limits::min(), Limits::max(), detail::type_name<T>()));
    }
};

template <std::floating_point T>
    requires(sizeof(T) <= 8)
struct TypeTraits<T> {
    static SqlType sql_type() {
        if constexpr (sizeof(T) == 4)
            return Float{};
        else
            return Double{};
    }
    static ValueView view(T value, Scratch&) { return ValueView::real(static_cast<double>(value)); }
    static void read(const ValueView& value, T& target) { target = static_cast<T>(detail::read_double(value)); }
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
