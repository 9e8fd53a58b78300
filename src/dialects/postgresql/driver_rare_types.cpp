// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_rare_types.hpp"

#include <array>
#include <cstdlib>
#include <iterator>

#include <arpa/inet.h>
#include <fmt/format.h>

#include "azoth/types/iso_text.hpp"
#include "dialects/postgresql/driver_bytes.hpp"
#include "dialects/postgresql/value_text.hpp"

namespace azoth::postgresql {

Interval read_interval(std::string_view bytes) {
    ByteReader reader(bytes, "an interval");
    Interval interval;
    interval.microseconds = reader.number<std::int64_t>();
    interval.days = reader.number<std::int32_t>();
    interval.months = reader.number<std::int32_t>();
    reader.finish();
    return interval;
}

void write_zoned_time(std::string_view bytes, std::string& text) {
    ByteReader reader(bytes, "a time with time zone");
    const auto microseconds = reader.number<std::int64_t>();
    const std::int64_t west = reader.number<std::int32_t>();  // seconds
    reader.finish();
    const std::int64_t offset = std::abs(west);
    text =
        fmt::format("{}{}{:02}", without_trailing_zeros(iso_time(microseconds)), west > 0 ? '-' : '+', offset / 3600);
    if (offset % 3600 != 0) text += fmt::format(":{:02}", offset / 60 % 60);
    if (offset % 60 != 0) text += fmt::format(":{:02}", offset % 60);
}

void write_bits(std::string_view bytes, std::string& text) {
    ByteReader reader(bytes, "a bit string");
    const auto count = reader.number<std::uint32_t>();
    const std::string_view packed = reader.take((std::size_t{count} + 7) / 8);
    reader.finish();
    text.resize(count);
    for (std::size_t i = 0; i < count; ++i)
        text[i] = (static_cast<unsigned char>(packed[i / 8]) >> (7 - i % 8) & 1U) != 0 ? '1' : '0';
}

void write_inet(std::string_view bytes, std::string& text) {
    constexpr unsigned kVersion4 = 2;  // PGSQL_AF_INET; the other is PGSQL_AF_INET6
    ByteReader reader(bytes, "an internet address");
    const bool is_version4 = reader.number<std::uint8_t>() == kVersion4;
    const unsigned bits = reader.number<std::uint8_t>();
    const bool is_network = reader.number<std::uint8_t>() != 0;
    const std::size_t size = is_version4 ? 4 : 16;
    if (reader.number<std::uint8_t>() != size || bits > size * 8) reader.fail();
    const std::string_view address = reader.take(size);
    reader.finish();
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    if (inet_ntop(is_version4 ? AF_INET : AF_INET6, address.data(), buffer.data(), buffer.size()) == nullptr)
        reader.fail();
    text = buffer.data();
    if (is_network || bits != size * 8) text += fmt::format("/{}", bits);
}

void write_mac_address(std::string_view bytes, std::string& text) {
    if (bytes.size() != 6 && bytes.size() != 8) throw_malformed("a MAC address");
    text.clear();
    for (const char byte : bytes)
        fmt::format_to(std::back_inserter(text), "{}{:02x}", text.empty() ? "" : ":", static_cast<unsigned char>(byte));
}

void write_hstore(std::string_view bytes, std::string& text) {
    ByteReader reader(bytes, "an hstore");
    text.clear();
    for (auto count = reader.number<std::uint32_t>(); count > 0; --count) {
        if (!text.empty()) text += ", ";
        append_quoted(text, reader.counted());
        text += "=>";
        const auto size = reader.number<std::int32_t>();
        if (size < 0)
            text += "NULL";
        else
            append_quoted(text, reader.take(static_cast<std::size_t>(size)));
    }
    reader.finish();
}

}  // namespace azoth::postgresql
