// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_parameter_bytes.hpp"

#include <bit>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/types/packed_values.hpp"
#include "azoth/types/value.hpp"
#include "dialects/postgresql/driver_bytes.hpp"
#include "dialects/postgresql/driver_epoch.hpp"
#include "dialects/postgresql/driver_numeric.hpp"
#include "dialects/postgresql/value_text.hpp"

namespace azoth::postgresql {
namespace {

[[noreturn]] void refuse(const ValueView& value) {
    throw DataError("value_out_of_range", fmt::format("{} does not fit into the type", to_display_string(value)));
}

[[noreturn]] void refuse_kind(const ValueView& value) {
    throw DataError("bad_value", fmt::format("{}, a {}, cannot be an element of an array or range of this type",
                                             to_display_string(value), to_string(value.kind())));
}

void require_kind(const ValueView& value, ValueKind kind) {
    if (value.kind() != kind) refuse_kind(value);
}

std::int64_t whole_number(const ValueView& value) {
    if (value.kind() != ValueKind::Int64 && value.kind() != ValueKind::Bool) refuse_kind(value);
    return value.as_int64();
}

template <class Integer>
void append_integer(std::string& bytes, const ValueView& value) {
    const std::int64_t number = whole_number(value);
    if (!std::in_range<Integer>(number)) refuse(value);
    append_big_endian(bytes, static_cast<Integer>(number));
}

template <class Real, class Bits>
void append_real(std::string& bytes, const ValueView& value) {
    if (value.kind() != ValueKind::Double && value.kind() != ValueKind::Int64) refuse_kind(value);
    const double wide = value.kind() == ValueKind::Double ? value.as_double() : static_cast<double>(value.as_int64());
    const auto real = static_cast<Real>(wide);
    if (std::isfinite(wide) && !std::isfinite(real)) refuse(value);
    append_big_endian(bytes, std::bit_cast<Bits>(real));
}

void append_decimal(std::string& bytes, const ValueView& value) {
    if (value.kind() != ValueKind::Decimal && value.kind() != ValueKind::Int64) refuse_kind(value);
    append_numeric(bytes, value_text(value));
}

void append_days(std::string& bytes, const ValueView& value) {
    using Limits = std::numeric_limits<std::int32_t>;
    require_kind(value, ValueKind::Date);
    const std::int64_t days = value.as_int64();
    if (is_infinite(days)) return append_big_endian(bytes, days > 0 ? Limits::max() : Limits::min());
    if (days <= Limits::min() + kEpochDays || days >= Limits::max() + kEpochDays) refuse(value);
    append_big_endian(bytes, static_cast<std::int32_t>(days - kEpochDays));
}

void append_microseconds(std::string& bytes, const ValueView& value, ValueKind kind) {
    require_kind(value, kind);
    const std::int64_t microseconds = value.as_int64();
    if (is_infinite(microseconds)) return append_big_endian(bytes, microseconds);
    if (microseconds <= std::numeric_limits<std::int64_t>::min() + kEpochMicroseconds) refuse(value);
    append_big_endian(bytes, microseconds - kEpochMicroseconds);
}

void append_interval(std::string& bytes, const ValueView& value) {
    require_kind(value, ValueKind::Interval);
    const Interval interval = value.as_interval();
    append_big_endian(bytes, interval.microseconds);
    append_big_endian(bytes, interval.days);
    append_big_endian(bytes, interval.months);
}

/// Writes something with its length before it.
template <class Append>
void append_counted(std::string& bytes, Append append) {
    const std::size_t start = bytes.size();
    append_big_endian(bytes, std::int32_t{0});
    append();
    std::string size;
    append_big_endian(size, static_cast<std::int32_t>(bytes.size() - start - sizeof(std::int32_t)));
    bytes.replace(start, size.size(), size);
}

/// The elements of nested arrays, which the server wants as one block.
class ArrayBody {
public:
    explicit ArrayBody(WireForm element) : element_(element) {}

    void add(std::string_view packed, std::size_t depth) {
        ArrayReader elements(packed);
        if (sizes.size() == depth) sizes.push_back(elements.size());
        if (sizes[depth] != elements.size()) refuse_ragged();
        while (!elements.at_end()) {
            const ValueView element = elements.next();
            if (element.kind() == ValueKind::Array) {
                if (is_deepest(depth)) refuse_ragged();
                add(element.as_text(), depth + 1);
            } else {
                add_element(element, depth);
            }
        }
    }

    std::vector<std::size_t> sizes;  ///< of the dimensions
    std::string bytes;
    bool has_nulls = false;

private:
    bool is_deepest(std::size_t depth) const { return has_elements_ && sizes.size() == depth + 1; }

    void add_element(const ValueView& element, std::size_t depth) {
        if (sizes.size() != depth + 1) refuse_ragged();
        has_elements_ = true;
        has_nulls |= element.is_null();
        if (element.is_null())
            append_big_endian(bytes, std::int32_t{-1});
        else
            append_counted(bytes, [&] { append_binary(bytes, element_, element); });
    }

    [[noreturn]] static void refuse_ragged() {
        throw DataError("bad_value",
                        "the arrays within an array differ in length or depth, which PostgreSQL cannot store");
    }

    WireForm element_;
    bool has_elements_ = false;
};

}  // namespace

void append_binary(std::string& bytes, WireForm form, const ValueView& value) {
    switch (form) {
        case WireForm::Bool: bytes += static_cast<char>(whole_number(value) != 0); return;
        case WireForm::Int2: return append_integer<std::int16_t>(bytes, value);
        case WireForm::Int4: return append_integer<std::int32_t>(bytes, value);
        case WireForm::Int8: return append_integer<std::int64_t>(bytes, value);
        case WireForm::Float4: return append_real<float, std::uint32_t>(bytes, value);
        case WireForm::Float8: return append_real<double, std::uint64_t>(bytes, value);
        case WireForm::Numeric: return append_decimal(bytes, value);
        case WireForm::Bytes:
            if (value.kind() != ValueKind::Text) require_kind(value, ValueKind::Bytes);
            bytes += value.as_text();
            return;
        case WireForm::Text:
            if (value.kind() != ValueKind::Json) require_kind(value, ValueKind::Text);
            bytes += value.as_text();
            return;
        case WireForm::Date: return append_days(bytes, value);
        case WireForm::Time: require_kind(value, ValueKind::Time); return append_big_endian(bytes, value.as_int64());
        case WireForm::Timestamp: return append_microseconds(bytes, value, ValueKind::Timestamp);
        case WireForm::TimestampTz: return append_microseconds(bytes, value, ValueKind::TimestampTz);
        case WireForm::Uuid:
            require_kind(value, ValueKind::Uuid);
            bytes += value.as_text();
            return;
        case WireForm::Interval: return append_interval(bytes, value);
        default: refuse_kind(value);
    }
}

void append_array(std::string& bytes, WireForm element, std::uint32_t element_type, std::string_view packed) {
    ArrayBody body(element);
    body.add(packed, 0);
    // An array without elements has no dimensions.
    const bool is_empty = body.bytes.empty();
    append_big_endian(bytes, static_cast<std::int32_t>(is_empty ? 0 : body.sizes.size()));
    append_big_endian(bytes, static_cast<std::int32_t>(body.has_nulls ? 1 : 0));
    append_big_endian(bytes, element_type);
    if (is_empty) return;
    for (const std::size_t size : body.sizes) {
        append_big_endian(bytes, static_cast<std::int32_t>(size));
        append_big_endian(bytes, std::int32_t{1});  // the index of the first element
    }
    bytes += body.bytes;
}

void append_range(std::string& bytes, WireForm bound, std::string_view packed) {
    const PackedRange range = read_packed_range(packed);
    if (range.is_empty) {
        bytes += static_cast<char>(RangeFlags::kEmpty);
        return;
    }
    const bool has_lower = !range.lower.is_null();
    const bool has_upper = !range.upper.is_null();
    const unsigned lower = !has_lower ? RangeFlags::kNoLower : range.includes_lower ? RangeFlags::kLowerIncluded : 0U;
    const unsigned upper = !has_upper ? RangeFlags::kNoUpper : range.includes_upper ? RangeFlags::kUpperIncluded : 0U;
    bytes += static_cast<char>(lower | upper);
    if (has_lower) append_counted(bytes, [&] { append_binary(bytes, bound, range.lower); });
    if (has_upper) append_counted(bytes, [&] { append_binary(bytes, bound, range.upper); });
}

void append_multirange(std::string& bytes, WireForm bound, std::string_view packed) {
    ArrayReader ranges(packed);
    append_big_endian(bytes, static_cast<std::int32_t>(ranges.size()));
    while (!ranges.at_end()) {
        const ValueView range = ranges.next();
        require_kind(range, ValueKind::Range);
        append_counted(bytes, [&] { append_range(bytes, bound, range.as_text()); });
    }
}

}  // namespace azoth::postgresql
