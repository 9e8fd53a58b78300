// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

#include "azoth/types/cpp_type.hpp"

// std::bitset is recognised by its shape, so that `<bitset>` is paid for only where it is used.

namespace azoth {

template <class T>
concept FixedBits = requires(T& bits, const T& value) {
    { value.to_string() } -> std::same_as<std::string>;
    { value.to_ullong() } -> std::same_as<unsigned long long>;
    { bits.set(std::size_t{0}, true) } -> std::same_as<T&>;
    T(std::string());
};

namespace detail {

/// `size` digits 0 and 1, the highest bit first. Accepts Text of so many digits, and Int64 and Decimal, as which
/// MariaDB and MySQL have bits.
std::string read_bits(const ValueView& value, std::size_t size, TypeName cpp_type);

}  // namespace detail

template <FixedBits T>
struct TypeTraits<T> {
    static constexpr std::size_t kSize = T().size();

    static SqlType sql_type() { return Bit{static_cast<int>(kSize)}; }
    static ValueView view(const T& bits, Scratch& scratch) { return ValueView::text(scratch.keep(bits.to_string())); }
    static void read(const ValueView& value, T& target) {
        target = T(detail::read_bits(value, kSize, &detail::type_name<T>));
    }
};

}  // namespace azoth
