// SPDX-License-Identifier: MIT
#include "azoth/types/value_view.hpp"

#include <functional>

#include "types/decimal_text.hpp"

namespace azoth {

std::string_view to_string(ValueKind kind) {
    switch (kind) {
        case ValueKind::Null: return "Null";
        case ValueKind::Bool: return "Bool";
        case ValueKind::Int64: return "Int64";
        case ValueKind::Double: return "Double";
        case ValueKind::Text: return "Text";
        case ValueKind::Bytes: return "Bytes";
        case ValueKind::Date: return "Date";
        case ValueKind::Time: return "Time";
        case ValueKind::Timestamp: return "Timestamp";
        case ValueKind::TimestampTz: return "TimestampTz";
        case ValueKind::Decimal: return "Decimal";
        case ValueKind::Uuid: return "Uuid";
        case ValueKind::Json: return "Json";
        case ValueKind::Array: return "Array";
        case ValueKind::Range: return "Range";
        case ValueKind::Interval: return "Interval";
    }
    return "unknown";
}

namespace {

bool equal_doubles(double left, double right) { return left == right || (left != left && right != right); }

std::size_t hash_double(double value) {
    constexpr std::size_t kNotANumber = 0x7ff8;
    return value == value ? std::hash<double>{}(value) : kNotANumber;
}

std::size_t hash_interval(const Interval& value) {
    const std::hash<std::int64_t> hash;
    return (hash(value.microseconds) * 31 + hash(value.days)) * 31 + hash(value.months);
}

std::size_t hash_content(const ValueView& value) {
    if (value.kind() == ValueKind::Double) return hash_double(value.as_double());
    if (value.kind() == ValueKind::Decimal) return hash_decimal_text(value.as_text());
    if (has_bytes(value.kind())) return std::hash<std::string_view>{}(value.as_text());
    if (value.kind() == ValueKind::Interval) return hash_interval(value.as_interval());
    return std::hash<std::int64_t>{}(value.as_int64());
}

}  // namespace

bool operator==(const ValueView& left, const ValueView& right) {
    if (left.kind_ != right.kind_) return false;
    if (left.kind_ == ValueKind::Double) return equal_doubles(left.as_double(), right.as_double());
    if (left.kind_ == ValueKind::Decimal) return compare_decimal_texts(left.as_text(), right.as_text()) == 0;
    if (left.kind_ == ValueKind::Interval) return left.as_interval() == right.as_interval();
    if (has_bytes(left.kind_)) return left.as_text() == right.as_text();
    return left.as_int64() == right.as_int64();
}

std::size_t ValueView::hash() const {
    // Small integers hash to themselves in libstdc++: the factor spreads them, and the kinds, over all bits.
    constexpr std::uint64_t kGoldenRatio = 0x9e3779b97f4a7c15;
    return (hash_content(*this) + static_cast<std::size_t>(kind_)) * kGoldenRatio;
}

}  // namespace azoth
