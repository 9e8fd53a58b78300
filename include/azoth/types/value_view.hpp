// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace azoth {

/// The forms in which values travel between objects and drivers.
enum class ValueKind : std::uint8_t {
    Null,
    Bool,
    Int64,   ///< every integer width
    Double,  ///< float and double
    Text,    ///< UTF-8
    Bytes,
    Date,         ///< days since 1970-01-01, proleptic Gregorian
    Time,         ///< microseconds since midnight
    Timestamp,    ///< microseconds since 1970-01-01 00:00, no zone
    TimestampTz,  ///< microseconds since 1970-01-01 00:00 UTC
    Decimal,      ///< its plain decimal text, such as `-12.50`
    Uuid,         ///< 16 bytes, network order
    Json,         ///< JSON text, UTF-8
};

std::string_view to_string(ValueKind kind);

/// Whether values of the kind are bytes in somebody's memory (Text, Bytes, Decimal, Uuid, Json), not a number.
constexpr bool has_bytes(ValueKind kind) {
    return kind == ValueKind::Text || kind == ValueKind::Bytes || kind >= ValueKind::Decimal;
}

/// One value on its way to or from a database. It owns nothing: whoever makes it says how long it lives.
class ValueView {
public:
    ValueView() = default;

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
    /// For Text, Bytes, Decimal, Uuid and Json.
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
    /// Precondition: a kind whose payload is bytes (Text, Bytes, Decimal, Uuid, Json).
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
    std::size_t size_ = 0;
    Payload payload_;
};

}  // namespace azoth
