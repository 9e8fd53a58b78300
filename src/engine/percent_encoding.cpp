// SPDX-License-Identifier: MIT
#include "engine/percent_encoding.hpp"

#include <charconv>
#include <optional>

namespace azoth {
namespace {

bool is_unreserved(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           std::string_view("-._~").find(letter) != std::string_view::npos;
}

std::optional<char> read_escape(std::string_view text) {
    unsigned char value = 0;
    if (text.size() < 3 || text[0] != '%') return std::nullopt;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + 3, value, 16);
    if (error != std::errc{} || end != text.data() + 3) return std::nullopt;
    return static_cast<char>(value);
}

}  // namespace

std::string percent_encode(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string encoded;
    for (const char letter : text) {
        if (is_unreserved(letter)) {
            encoded += letter;
            continue;
        }
        const auto byte = static_cast<unsigned char>(letter);
        encoded += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
    return encoded;
}

std::string percent_decode(std::string_view text) {
    std::string decoded;
    while (!text.empty()) {
        const std::optional<char> escaped = read_escape(text);
        decoded += escaped.value_or(text.front());
        text.remove_prefix(escaped ? 3 : 1);
    }
    return decoded;
}

}  // namespace azoth
