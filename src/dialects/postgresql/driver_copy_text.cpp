// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_copy_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "dialects/postgresql/value_text.hpp"

namespace azoth::postgresql {
namespace {

constexpr std::size_t kChunk = 64 * 1024;

void add_escaped(std::string& text, std::string_view value) {
    for (const char c : value) {
        switch (c) {
            case '\0':
                throw DataError(
                    "bad_value",
                    "a text contains the character U+0000, which PostgreSQL cannot store in texts: remove it "
                    "or use a binary column");
            case '\\': text += "\\\\"; break;
            case '\t': text += "\\t"; break;
            case '\n': text += "\\n"; break;
            case '\r': text += "\\r"; break;
            default: text += c;
        }
    }
}

void add_bytes(std::string& text, std::string_view bytes) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    text += "\\\\x";
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += {kDigits[byte >> 4], kDigits[byte & 15]};
    }
}

template <class Number>
void add_number(std::string& text, Number value) {
    std::array<char, 40> digits;
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    text.append(digits.data(), end);
}

void add_real(std::string& text, double value) {
    if (std::isinf(value))
        text += value > 0 ? "Infinity" : "-Infinity";
    else if (std::isnan(value))
        text += "NaN";
    else
        add_number(text, value);
}

void add_value(std::string& text, const ValueView& value) {
    switch (value.kind()) {
        case ValueKind::Null: text += "\\N"; break;
        case ValueKind::Bool: text += value.as_int64() != 0 ? 't' : 'f'; break;
        case ValueKind::Int64: add_number(text, value.as_int64()); break;
        case ValueKind::Double: add_real(text, value.as_double()); break;
        case ValueKind::Bytes: add_bytes(text, value.as_text()); break;
        case ValueKind::Text:
        case ValueKind::Json:
        case ValueKind::Decimal: add_escaped(text, value.as_text()); break;
        default: add_escaped(text, value_text(value));
    }
}

}  // namespace

CopyText::CopyText(std::size_t width, std::span<const ValueView> values) : width_(width), values_(values) {
    if (width == 0 || values.size() % width != 0)
        throw ProgrammingError(
            "wrong_parameter_count",
            fmt::format("{} values cannot be divided into rows of {} columns", values.size(), width));
}

bool CopyText::read(std::string& chunk) {
    chunk.clear();
    while (!values_.empty() && chunk.size() < kChunk) {
        for (std::size_t i = 0; i < width_; ++i) {
            if (i != 0) chunk += '\t';
            add_value(chunk, values_[i]);
        }
        chunk += '\n';
        values_ = values_.subspan(width_);
    }
    return !chunk.empty();
}

}  // namespace azoth::postgresql
