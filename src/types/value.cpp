// SPDX-License-Identifier: MIT
#include "azoth/types/value.hpp"

#include <cstddef>
#include <cstring>

#include <fmt/core.h>

#include "azoth/types/iso_text.hpp"
#include "azoth/types/packed_values.hpp"

namespace azoth {

static_assert(offsetof(Interval, months) == 0 && offsetof(Interval, days) == sizeof(std::int32_t));

void Value::assign(const ValueView& view) {
    kind_ = view.kind();
    if (has_bytes(kind_)) {
        data_ = view.as_text();
    } else if (kind_ == ValueKind::Double) {
        real_ = view.as_double();
    } else if (kind_ == ValueKind::Interval) {
        const Interval interval = view.as_interval();
        integer_ = interval.microseconds;
        data_.resize(2 * sizeof(std::int32_t));
        std::memcpy(data_.data(), &interval, data_.size());
    } else {
        integer_ = view.as_int64();
    }
}

ValueView Value::view() const {
    if (has_bytes(kind_)) return ValueView::data(kind_, data_.data(), data_.size());
    if (kind_ == ValueKind::Interval) {
        Interval interval{.microseconds = integer_};
        std::memcpy(&interval, data_.data(), data_.size());
        return ValueView::interval(interval);
    }
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

std::string show_array(const ValueView& array) {
    std::string result = "{";
    ArrayReader elements(array.as_text());
    while (!elements.at_end() && result.size() <= kLongestText)
        result += (result.size() > 1 ? ", " : "") + to_display_string(elements.next());
    return result + (elements.at_end() ? "}" : fmt::format(", ...}} ({} elements)", elements.size()));
}

std::string show_range(const ValueView& value) {
    const PackedRange range = read_packed_range(value.as_text());
    if (range.is_empty) return "empty";
    const auto bound = [](const ValueView& each) { return each.is_null() ? std::string() : to_display_string(each); };
    return fmt::format("{}{}, {}{}", range.includes_lower ? '[' : '(', bound(range.lower), bound(range.upper),
                       range.includes_upper ? ']' : ')');
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
        case ValueKind::TimestampTz:
            return "'" + iso_timestamp(value.as_int64()) + (is_infinite(value.as_int64()) ? "'" : "Z'");
        case ValueKind::Decimal: return std::string(value.as_text());
        case ValueKind::Uuid: return "'" + uuid_text(value.as_text()) + "'";
        case ValueKind::Array: return show_array(value);
        case ValueKind::Range: return show_range(value);
        case ValueKind::Interval: return "'" + iso_interval(value.as_interval()) + "'";
    }
    return "?";
}

}  // namespace azoth
