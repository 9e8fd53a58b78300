// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "azoth/types/cpp_type.hpp"

namespace azoth {

/// An address of the internet, version 4 or 6, with the length of its network's prefix: `10.0.0.1`, `10.0.0.1/8`,
/// `2001:db8::1`. A network is the address whose bits behind the prefix are zero.
class IpAddress {
public:
    IpAddress() = default;  ///< `0.0.0.0`
    /// Throws ArgumentError(`bad_address`).
    explicit IpAddress(std::string_view text);

    bool is_version6() const { return is_version6_; }
    /// 4 or 16 of them, in network order.
    std::string_view bytes() const { return {bytes_.data(), is_version6_ ? std::size_t{16} : std::size_t{4}}; }
    /// 32 or 128 when the address stands for itself alone.
    int prefix_length() const { return prefix_length_; }

    /// Version 4 before version 6, then as the bytes are ordered.
    friend auto operator<=>(const IpAddress&, const IpAddress&) = default;

private:
    bool is_version6_ = false;
    std::array<char, 16> bytes_ = {};
    int prefix_length_ = 32;
};

/// The prefix is left out when the address stands for itself alone.
std::string to_string(const IpAddress& address);

/// An address of a network card: `08:00:2b:01:02:03`, of six bytes or (EUI-64) eight.
class MacAddress {
public:
    MacAddress() = default;
    /// Reads digits with colons, dashes, points or nothing between. Throws ArgumentError(`bad_address`).
    explicit MacAddress(std::string_view text);

    std::string_view bytes() const { return {bytes_.data(), size_}; }

    friend auto operator<=>(const MacAddress&, const MacAddress&) = default;

private:
    std::size_t size_ = 6;
    std::array<char, 8> bytes_ = {};
};

std::string to_string(const MacAddress& address);

/// INET on PostgreSQL, text elsewhere. (A column may also have the type CIDR.)
template <>
struct TypeTraits<IpAddress> {
    static SqlType sql_type();
    static ValueView view(const IpAddress& address, Scratch& scratch);
    /// Accepts Text. Throws DataError(`bad_address`).
    static void read(const ValueView& value, IpAddress& target);
};

/// MACADDR on PostgreSQL, for six bytes; text elsewhere. (Columns for eight bytes have the type MACADDR8.)
template <>
struct TypeTraits<MacAddress> {
    static SqlType sql_type();
    static ValueView view(const MacAddress& address, Scratch& scratch);
    /// Accepts Text. Throws DataError(`bad_address`).
    static void read(const ValueView& value, MacAddress& target);
};

}  // namespace azoth
