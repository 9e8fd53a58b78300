// SPDX-License-Identifier: MIT
#include "isbn.hpp"

namespace bookstore {
namespace {

bool are_digits(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

char check_digit_13(std::string_view first_12) {
    int sum = 0;
    for (std::size_t i = 0; i < 12; ++i) sum += (first_12[i] - '0') * (i % 2 == 0 ? 1 : 3);
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

char check_digit_10(std::string_view first_9) {
    int sum = 0;
    for (std::size_t i = 0; i < 9; ++i) sum += (first_9[i] - '0') * static_cast<int>(i + 1);
    return "0123456789X"[sum % 11];
}

}  // namespace

std::optional<std::string> read_isbn(std::string_view text) {
    std::string isbn(text);
    std::erase_if(isbn, [](char letter) { return letter == '-' || letter == ' '; });
    const std::string body = isbn.substr(0, isbn.empty() ? 0 : isbn.size() - 1);
    if (!are_digits(body)) return std::nullopt;

    if (isbn.size() == 13 && isbn.back() == check_digit_13(body)) return isbn;
    if (isbn.size() == 10 && isbn.back() == check_digit_10(body)) return "978" + body + check_digit_13("978" + body);
    return std::nullopt;
}

}  // namespace bookstore
