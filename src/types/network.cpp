// SPDX-License-Identifier: MIT
#include "azoth/types/network.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>

#include <arpa/inet.h>
#include <fmt/format.h>

#include "azoth/base/error.hpp"
#include "azoth/types/value.hpp"

namespace azoth {
namespace {

/// As PostgreSQL shortens networks: `10.1/16` is `10.1.0.0/16`.
std::string with_all_parts(std::string_view address, bool has_prefix) {
    std::string text(address);
    if (!has_prefix || text.find(':') != std::string::npos) return text;
    for (auto points = std::count(text.begin(), text.end(), '.'); points < 3; ++points) text += ".0";
    return text;
}

std::optional<int> digit_of(char character) {
    if (character >= '0' && character <= '9') return character - '0';
    if (character >= 'a' && character <= 'f') return character - 'a' + 10;
    if (character >= 'A' && character <= 'F') return character - 'A' + 10;
    return std::nullopt;
}

[[noreturn]] void throw_bad_address(std::string_view text, std::string_view what) {
    throw ArgumentError("bad_address", fmt::format("{} is no {}", to_display_string(ValueView::text(text)), what));
}

template <class Address>
void read_address(const ValueView& value, Address& target, std::string_view cpp_type) {
    if (value.kind() != ValueKind::Text) detail::throw_wrong_kind(value, cpp_type);
    try {
        target = Address(value.as_text());
    } catch (const ArgumentError& error) {
        throw DataError("bad_address", error.detail().message);
    }
}

}  // namespace

IpAddress::IpAddress(std::string_view text) {
    const std::size_t slash = text.find('/');
    const std::string address = with_all_parts(text.substr(0, slash), slash != std::string_view::npos);
    is_version6_ = address.find(':') != std::string::npos;
    if (inet_pton(is_version6_ ? AF_INET6 : AF_INET, address.c_str(), bytes_.data()) != 1)
        throw_bad_address(text, "address of the internet; write it as 10.0.0.1, 10.0.0.0/8 or 2001:db8::1");
    const int bits = is_version6_ ? 128 : 32;
    prefix_length_ = bits;
    if (slash == std::string_view::npos) return;
    const std::string_view length = text.substr(slash + 1);
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), prefix_length_);
    if (error != std::errc{} || end != length.data() + length.size() || prefix_length_ < 0 || prefix_length_ > bits)
        throw_bad_address(text, fmt::format("address of the internet: the prefix has 0 to {} bits", bits));
}

std::string to_string(const IpAddress& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(address.is_version6() ? AF_INET6 : AF_INET, address.bytes().data(), text.data(), text.size());
    if (address.prefix_length() == (address.is_version6() ? 128 : 32)) return text.data();
    return fmt::format("{}/{}", text.data(), address.prefix_length());
}

MacAddress::MacAddress(std::string_view text) {
    std::size_t digits = 0;
    for (const char character : text) {
        const auto digit = digit_of(character);
        const bool is_mark = character == ':' || character == '-' || character == '.';
        if ((!digit && !is_mark) || digits == 2 * bytes_.size()) digits = 2 * bytes_.size() + 1;
        if (digits > 2 * bytes_.size()) break;
        if (digit) bytes_[digits / 2] = static_cast<char>(static_cast<unsigned char>(bytes_[digits / 2]) * 16 + *digit);
        digits += digit ? 1 : 0;
    }
    if (digits != 12 && digits != 16)
        throw_bad_address(text, "MAC address; write it as 08:00:2b:01:02:03, of six or eight bytes");
    size_ = digits / 2;
}

std::string to_string(const MacAddress& address) {
    std::string text;
    for (const char byte : address.bytes())
        fmt::format_to(std::back_inserter(text), "{}{:02x}", text.empty() ? "" : ":", static_cast<unsigned char>(byte));
    return text;
}

// The longest texts: those of version 6 with a prefix, and of eight bytes with colons.

SqlType TypeTraits<IpAddress>::sql_type() {
    static const SqlType type = SqlType{TypeKind::Other, 43}.named_by(
        [](std::string_view dialect) { return std::string(dialect == "postgresql" ? "INET" : ""); });
    return type;
}

SqlType TypeTraits<MacAddress>::sql_type() {
    static const SqlType type = SqlType{TypeKind::Other, 23}.named_by(
        [](std::string_view dialect) { return std::string(dialect == "postgresql" ? "MACADDR" : ""); });
    return type;
}

ValueView TypeTraits<IpAddress>::view(const IpAddress& address, Scratch& scratch) {
    return ValueView::text(scratch.keep(to_string(address)));
}

void TypeTraits<IpAddress>::read(const ValueView& value, IpAddress& target) {
    read_address(value, target, "azoth::IpAddress");
}

ValueView TypeTraits<MacAddress>::view(const MacAddress& address, Scratch& scratch) {
    return ValueView::text(scratch.keep(to_string(address)));
}

void TypeTraits<MacAddress>::read(const ValueView& value, MacAddress& target) {
    read_address(value, target, "azoth::MacAddress");
}

}  // namespace azoth
