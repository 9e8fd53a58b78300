// SPDX-License-Identifier: MIT
#include "property/sqlite_semantics.hpp"

#include <algorithm>

namespace azoth::test {
namespace {

std::string join(const std::vector<std::string>& parts, std::size_t first, std::size_t last) {
    std::string result;
    for (std::size_t i = first; i < std::min(last, parts.size()); ++i) result += parts[i];
    return result;
}

bool is_false(const Cell& cell) {
    return !is_null(cell) && std::get<std::int64_t>(cell) == 0;
}
bool is_true(const Cell& cell) {
    return !is_null(cell) && std::get<std::int64_t>(cell) != 0;
}

Cell truth(bool value) {
    return std::int64_t{value ? 1 : 0};
}

}  // namespace

std::vector<std::string> characters(const std::string& text) {
    std::vector<std::string> result;
    for (const char c : text) {
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) result.emplace_back();
        result.back() += c;
    }
    return result;
}

std::int64_t char_length(const std::string& text) {
    return static_cast<std::int64_t>(characters(text).size());
}

std::string substr(const std::string& text, std::int64_t start, std::int64_t count) {
    const auto first = static_cast<std::size_t>(start - 1);
    return join(characters(text), first, first + static_cast<std::size_t>(count));
}

std::string right(const std::string& text, std::int64_t count) {
    const std::vector<std::string> all = characters(text);
    const std::size_t size = std::min(static_cast<std::size_t>(count), all.size());
    return join(all, all.size() - size, all.size());
}

std::string lpad(const std::string& text, std::int64_t size, const std::string& fill) {
    const std::int64_t missing = size - char_length(text);
    if (missing <= 0) return substr(text, 1, size);
    std::string filled;
    while (char_length(filled) < missing) filled += fill;
    return substr(filled, 1, missing) + text;
}

std::int64_t instr(const std::string& text, const std::string& part) {
    const std::size_t found = text.find(part);
    return found == std::string::npos ? 0 : char_length(text.substr(0, found)) + 1;
}

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

std::string trim(const std::string& text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string replace(const std::string& text, const std::string& from, const std::string& to) {
    if (from.empty()) return text;
    std::string result;
    std::size_t done = 0;
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, done)) {
        result += text.substr(done, at - done) + to;
        done = at + from.size();
    }
    return result + text.substr(done);
}

int compare(const Cell& left, const Cell& right) {
    if (left.index() == 1) {
        const auto a = std::get<std::int64_t>(left);
        const auto b = std::get<std::int64_t>(right);
        return a < b ? -1 : a > b ? 1 : 0;
    }
    const int order = std::get<std::string>(left).compare(std::get<std::string>(right));
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

Cell and_of(const Cell& left, const Cell& right) {
    if (is_false(left) || is_false(right)) return truth(false);
    return is_null(left) || is_null(right) ? Cell() : truth(true);
}

Cell or_of(const Cell& left, const Cell& right) {
    if (is_true(left) || is_true(right)) return truth(true);
    return is_null(left) || is_null(right) ? Cell() : truth(false);
}

Cell not_of(const Cell& operand) {
    return is_null(operand) ? Cell() : truth(is_false(operand));
}

}  // namespace azoth::test
