// SPDX-License-Identifier: MIT
#include "azoth/types/value.hpp"

#include <fmt/core.h>

#include "azoth/types/iso_text.hpp"

namespace azoth {

void Value::assign(const ValueView& view) {
    kind_ = view.kind();
    if (has_bytes(kind_))
        data_ = view.as_text();
    else if (kind_ == ValueKind::Double)
        real_ = view.as_double();
    else
        integer_ = view.as_int64();
}

ValueView Value::view() const {
    if (has_bytes(kind_)) return ValueView::data(kind_, data_.data(), data_.size());
    return kind_ == ValueKind::Double ? ValueView::real(real_) : ValueView::scalar(kind_, integer_);
}

namespace {

constexpr std::size_t kLongestText = 120;
constexpr std::size_t kShownOfEachEnd = 40;

bool is_utf8_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// One line that looks like a SQL literal: quotes are doubled, control characters escaped.
void append_escaped(std::string& result, std::string_view text) {
    for (const char character : text) {
        if (character == '\'')
            result += "''";
        else if (character == '\n')
            result += "\\n";
        else if (static_cast<unsigned char>(character) < 0x20 || character == 0x7F)
            result += fmt::format("\\x{:02x}", static_cast<unsigned char>(character));
        else
            result += character;
    }
}

std::string quoted(std::string_view text) {
    std::string result = "'";
    if (text.size() <= kLongestText) {
        append_escaped(result, text);
    } else {
        std::size_t head = kShownOfEachEnd;
        std::size_t tail = text.size() - kShownOfEachEnd;
        while (head > 0 && is_utf8_continuation(text[head])) --head;
        while (tail < text.size() && is_utf8_continuation(text[tail])) ++tail;
        append_escaped(result, text.substr(0, head));
        result += fmt::format("...({} bytes)...", tail - head);
        append_escaped(result, text.substr(tail));
    }
    return result + "'";
}

std::string hexadecimal(std::string_view bytes) {
    std::string result = "x'";
    for (const char byte : bytes.substr(0, kShownOfEachEnd))
        result += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    if (bytes.size() > kShownOfEachEnd) result += fmt::format("...({} bytes)", bytes.size() - kShownOfEachEnd);
    return result + "'";
}

}  // namespace

std::string to_display_string(const ValueView& value) {
    switch (value.kind()) {
        case ValueKind::Null: return "NULL";
        case ValueKind::Bool: return value.as_int64() != 0 ? "true" : "false";
        case ValueKind::Int64: return fmt::format("{}", value.as_int64());
        case ValueKind::Double: return fmt::format("{}", value.as_double());
        case ValueKind::Text:
        case ValueKind::Json: return quoted(value.as_text());
        case ValueKind::Bytes: return hexadecimal(value.as_text());
        case ValueKind::Date: return "'" + iso_date(value.as_int64()) + "'";
        case ValueKind::Time: return "'" + iso_time(value.as_int64()) + "'";
        case ValueKind::Timestamp: return "'" + iso_timestamp(value.as_int64()) + "'";
        case ValueKind::TimestampTz: return "'" + iso_timestamp(value.as_int64()) + "Z'";
        case ValueKind::Decimal: return std::string(value.as_text());
        case ValueKind::Uuid: return "'" + uuid_text(value.as_text()) + "'";
    }
    return "?";
}

}  // namespace azoth
