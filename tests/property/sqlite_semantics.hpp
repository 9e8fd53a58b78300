// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "property/sample.hpp"

namespace azoth::test {

// What SQLite does, said once more in plain C++. Arguments are not NULL unless a function says so.

/// The characters of a UTF-8 text.
std::vector<std::string> characters(const std::string& text);
std::int64_t char_length(const std::string& text);
/// From character `start` (from 1), `count` of them.
std::string substr(const std::string& text, std::int64_t start, std::int64_t count);
std::string right(const std::string& text, std::int64_t count);
std::string lpad(const std::string& text, std::int64_t size, const std::string& fill);
/// 0 when it is not there.
std::int64_t instr(const std::string& text, const std::string& part);
/// Of ASCII letters alone.
std::string lower(std::string text);
std::string upper(std::string text);
std::string trim(const std::string& text);
std::string replace(const std::string& text, const std::string& from, const std::string& to);

/// -1, 0 or 1.
int compare(const Cell& left, const Cell& right);

// Of three values: true, false and NULL.
Cell and_of(const Cell& left, const Cell& right);
Cell or_of(const Cell& left, const Cell& right);
Cell not_of(const Cell& operand);

}  // namespace azoth::test
