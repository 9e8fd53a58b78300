// SPDX-License-Identifier: MIT
#include "azoth/types/conversion.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/types/value.hpp"

namespace azoth::detail {
namespace {

std::string_view noun(ValueKind kind) {
    switch (kind) {
        case ValueKind::Null: return "the value";
        case ValueKind::Bool: return "the boolean";
        case ValueKind::Int64: return "the integer";
        case ValueKind::Double: return "the double";
        case ValueKind::Text: return "the text";
        case ValueKind::Bytes: return "the bytes";
        case ValueKind::Date: return "the date";
        case ValueKind::Time: return "the time";
        case ValueKind::Timestamp: return "the timestamp";
        case ValueKind::TimestampTz: return "the timestamp with time zone";
        case ValueKind::Decimal: return "the decimal";
        case ValueKind::Uuid: return "the UUID";
        case ValueKind::Json: return "the JSON";
        case ValueKind::Array: return "the array";
        case ValueKind::Range: return "the range";
        case ValueKind::Interval: return "the interval";
    }
    return "the value";
}

}  // namespace

void throw_null_value(std::string_view cpp_type) {
    throw DataError("null_value",
                    fmt::format("NULL cannot be read as {0}; make the member std::optional<{0}>", cpp_type));
}

void throw_wrong_kind(const ValueView& value, std::string_view cpp_type) {
    throw DataError("wrong_type",
                    fmt::format("cannot read {} {} as {}", noun(value.kind()), to_display_string(value), cpp_type));
}

void throw_out_of_range(const ValueView& value, std::string_view cpp_type) {
    throw DataError("out_of_range", fmt::format("{} does not fit into {}", to_display_string(value), cpp_type));
}

}  // namespace azoth::detail
