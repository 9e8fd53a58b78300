// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "azoth/types/interval.hpp"

namespace azoth {

/// The forms in which values travel between objects and drivers.
enum class ValueKind : std::uint8_t {
    Null,
    Bool,
    Int64,   ///< every integer width
    Double,  ///< float and double
    Text,    ///< UTF-8
    Bytes,
    Date,         ///< days since 1970-01-01, proleptic Gregorian; the lowest and highest number are infinities
    Time,         ///< microseconds since midnight, also negative and beyond a day
    Timestamp,    ///< microseconds since 1970-01-01 00:00, no zone; infinities as for Date
    TimestampTz,  ///< microseconds since 1970-01-01 00:00 UTC; infinities as for Date
    Decimal,      ///< its plain decimal text, such as `-12.50`; `NaN`, `Infinity` or `-Infinity`
    Uuid,         ///< 16 bytes, network order
    Json,         ///< JSON text, UTF-8
    Array,        ///< packed values, see packed_values.hpp
    Range,        ///< two packed bounds, see packed_values.hpp
    Interval,     ///< months, days and microseconds
};

std::string_view to_string(ValueKind kind);

/// Whether values of the kind are bytes in somebody's memory (Text, Bytes, Decimal, Uuid, Json, Array, Range), not
/// numbers.
constexpr bool has_bytes(ValueKind kind) {
    return kind == ValueKind::Text || kind == ValueKind::Bytes ||
           (kind >= ValueKind::Decimal && kind <= ValueKind::Range);
}

/// The dates and timestamps that are later, or earlier, than all others.
inline constexpr std::int64_t kInfiniteFuture = INT64_MAX;
inline constexpr std::int64_t kInfinitePast = INT64_MIN;
constexpr bool is_infinite(std::int64_t count) { return count == kInfiniteFuture || count == kInfinitePast; }

/// One value on its way to or from a database. It owns nothing: whoever makes it says how long it lives.
class ValueView {
public:
    ValueView() = default;
    ValueView(const ValueView&) = default;
    /// Part by part: the default is a wide load of what has just been stored in parts, for which processors wait.
    ValueView& operator=(const ValueView& other) {
        kind_ = other.kind_;
        size_ = other.size_;
        payload_.integer = other.payload_.integer;
        return *this;
    }

    static ValueView boolean(bool value) { return scalar(ValueKind::Bool, value ? 1 : 0); }
    static ValueView int64(std::int64_t value) { return scalar(ValueKind::Int64, value); }
    static ValueView real(double value) {
        ValueView view;
        view.kind_ = ValueKind::Double;
        view.payload_.real = value;
        return view;
    }
    static ValueView text(std::string_view value) { return data(ValueKind::Text, value.data(), value.size()); }
    /// For Date, Time, Timestamp and TimestampTz, in the unit that ValueKind gives.
    static ValueView scalar(ValueKind kind, std::int64_t value) {
        ValueView view;
        view.kind_ = kind;
        view.payload_.integer = value;
        return view;
    }
    static ValueView interval(const Interval& value) {
        ValueView view = scalar(ValueKind::Interval, value.microseconds);
        view.size_ =
            std::size_t{static_cast<std::uint32_t>(value.months)} << 32U | static_cast<std::uint32_t>(value.days);
        return view;
    }
    /// For Text, Bytes, Decimal, Uuid, Json, Array and Range.
    static ValueView data(ValueKind kind, const void* bytes, std::size_t size) {
        ValueView view;
        view.kind_ = kind;
        view.size_ = size;
        view.payload_.bytes = static_cast<const char*>(bytes);
        return view;
    }

    ValueKind kind() const { return kind_; }
    bool is_null() const { return kind_ == ValueKind::Null; }
    /// Precondition: a kind whose payload is a whole number (Bool, Int64, Date, Time, Timestamp, TimestampTz).
    std::int64_t as_int64() const { return payload_.integer; }
    /// Precondition: Double.
    double as_double() const { return payload_.real; }
    /// Precondition: Interval.
    Interval as_interval() const {
        return {static_cast<std::int32_t>(size_ >> 32U), static_cast<std::int32_t>(size_), payload_.integer};
    }
    /// Precondition: a kind whose payload is bytes: has_bytes().
    std::string_view as_text() const { return {payload_.bytes, size_}; }

    /// Equal in kind and content. Decimals are compared by value (`1.50` is `1.5`) and NaN is equal to NaN.
    friend bool operator==(const ValueView& left, const ValueView& right);
    /// Equal values have equal hashes.
    std::size_t hash() const;

private:
    union Payload {
        std::int64_t integer = 0;
        double real;
        const char* bytes;
    };

    ValueKind kind_ = ValueKind::Null;
    std::size_t size_ = 0;  // of an Interval: its months and days
    Payload payload_;
};

}  // namespace azoth
