// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_parameters.hpp"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "dialects/postgresql/driver_bytes.hpp"
#include "dialects/postgresql/driver_epoch.hpp"
#include "dialects/postgresql/driver_format.hpp"
#include "dialects/postgresql/driver_oids.hpp"
#include "dialects/postgresql/driver_parameter_bytes.hpp"
#include "dialects/postgresql/value_text.hpp"

namespace azoth::postgresql {
namespace {

constexpr std::size_t kTypeKinds = static_cast<std::size_t>(TypeKind::Other) + 1;
constexpr std::size_t kValueKinds = static_cast<std::size_t>(ValueKind::Interval) + 1;

constexpr WireForm form_of_declared(TypeKind type) {
    switch (type) {
        case TypeKind::Boolean: return WireForm::Bool;
        case TypeKind::TinyInteger:
        case TypeKind::SmallInteger:
        case TypeKind::Year: return WireForm::Int2;
        case TypeKind::MediumInteger:
        case TypeKind::Integer: return WireForm::Int4;
        case TypeKind::BigInteger: return WireForm::Int8;
        case TypeKind::Float: return WireForm::Float4;
        case TypeKind::Double: return WireForm::Float8;
        case TypeKind::Numeric: return WireForm::Numeric;
        case TypeKind::String:
        case TypeKind::Set:
        case TypeKind::Text: return WireForm::Text;
        case TypeKind::LargeBinary:
        case TypeKind::Binary: return WireForm::Bytes;
        case TypeKind::Date: return WireForm::Date;
        case TypeKind::Time: return WireForm::Time;
        case TypeKind::DateTime: return WireForm::Timestamp;
        case TypeKind::DateTimeTz: return WireForm::TimestampTz;
        case TypeKind::Uuid: return WireForm::Uuid;
        case TypeKind::Interval: return WireForm::Interval;
        case TypeKind::Json:
        case TypeKind::Char:
        case TypeKind::TimeTz:
        case TypeKind::Bit:
        case TypeKind::VarBit:
        case TypeKind::Array:
        case TypeKind::Range:
        case TypeKind::MultiRange:
        case TypeKind::Other:
        case TypeKind::Enum:
        case TypeKind::Null: break;
    }
    return WireForm::Literal;
}

constexpr WireForm form_of_value(ValueKind kind) {
    switch (kind) {
        case ValueKind::Bool: return WireForm::Bool;
        case ValueKind::Int64: return WireForm::Int8;
        case ValueKind::Double: return WireForm::Float8;
        case ValueKind::Bytes: return WireForm::Bytes;
        case ValueKind::Date: return WireForm::Date;
        case ValueKind::Time: return WireForm::Time;
        case ValueKind::Timestamp: return WireForm::Timestamp;
        case ValueKind::TimestampTz: return WireForm::TimestampTz;
        case ValueKind::Decimal: return WireForm::Numeric;
        case ValueKind::Uuid: return WireForm::Uuid;
        case ValueKind::Interval: return WireForm::Interval;
        case ValueKind::Text:
        case ValueKind::Json:
        case ValueKind::Array:
        case ValueKind::Range:
        case ValueKind::Null: break;
    }
    return WireForm::Literal;
}

constexpr bool is_text(ValueKind kind) {
    return kind == ValueKind::Text ||
           (kind >= ValueKind::Decimal && kind <= ValueKind::Range && kind != ValueKind::Uuid);
}

constexpr bool takes(WireForm form, ValueKind kind) {
    if (kind == ValueKind::Null) return true;
    switch (form) {
        case WireForm::Literal: return is_text(kind);
        case WireForm::Bool:
        case WireForm::Int2:
        case WireForm::Int4:
        case WireForm::Int8: return kind == ValueKind::Int64 || kind == ValueKind::Bool;
        case WireForm::Float4:
        case WireForm::Float8: return kind == ValueKind::Double || kind == ValueKind::Int64;
        case WireForm::Numeric:
            return kind == ValueKind::Decimal || kind == ValueKind::Int64 || kind == ValueKind::Double;
        case WireForm::Text: return kind == ValueKind::Text;
        case WireForm::Bytes: return kind == ValueKind::Bytes || kind == ValueKind::Text || kind == ValueKind::Uuid;
        case WireForm::Time: return kind == ValueKind::Time || kind == ValueKind::Interval;
        default: return form == form_of_value(kind);
    }
}

constexpr WireForm choose_form(TypeKind declared, ValueKind kind) {
    if (declared == TypeKind::Null) return form_of_value(kind);
    if (takes(form_of_declared(declared), kind)) return form_of_declared(declared);
    if (is_integer(declared) && kind == ValueKind::Decimal) return WireForm::Numeric;
    return is_text(kind) ? WireForm::Literal : form_of_value(kind);
}

constexpr auto kForms = [] {
    std::array<std::array<WireForm, kValueKinds>, kTypeKinds> forms{};
    for (std::size_t type = 0; type < kTypeKinds; ++type)
        for (std::size_t kind = 0; kind < kValueKinds; ++kind)
            forms[type][kind] = choose_form(static_cast<TypeKind>(type), static_cast<ValueKind>(kind));
    return forms;
}();

constexpr WireForm container_of(WireForm form) { return static_cast<WireForm>(static_cast<char>(form) & 0x60); }
constexpr WireForm element_of(WireForm form) { return static_cast<WireForm>(static_cast<char>(form) & 0x1f); }
constexpr WireForm make_form(WireForm container, WireForm element) {
    return static_cast<WireForm>(static_cast<char>(container) | static_cast<char>(element));
}

constexpr Oid type_of(WireForm form);

/// `undeclared` when the server has no such type.
constexpr Oid type_of_container(std::span<const oid::Derived> types, WireForm element) {
    for (const oid::Derived& each : types)
        if (each.element == type_of(element)) return each.type;
    return oid::kUndeclared;
}

constexpr Oid type_of(WireForm form) {
    switch (container_of(form)) {
        case WireForm::Array: return type_of_container(oid::kArrays, element_of(form));
        case WireForm::Range: return type_of_container(oid::kRanges, element_of(form));
        case WireForm::MultiRange: return type_of_container(oid::kMultiRanges, element_of(form));
        default: break;
    }
    switch (form) {
        case WireForm::Literal: return oid::kUndeclared;
        case WireForm::Bool: return oid::kBool;
        case WireForm::Int2: return oid::kInt2;
        case WireForm::Int4: return oid::kInt4;
        case WireForm::Int8: return oid::kInt8;
        case WireForm::Float4: return oid::kFloat4;
        case WireForm::Float8: return oid::kFloat8;
        case WireForm::Numeric: return oid::kNumeric;
        case WireForm::Text: return oid::kText;
        case WireForm::Bytes: return oid::kBytea;
        case WireForm::Date: return oid::kDate;
        case WireForm::Time: return oid::kTime;
        case WireForm::Timestamp: return oid::kTimestamp;
        case WireForm::TimestampTz: return oid::kTimestampTz;
        case WireForm::Uuid: return oid::kUuid;
        case WireForm::Interval: return oid::kInterval;
        default: return oid::kUndeclared;
    }
}

constexpr WireForm container_form(ParameterType declared, ValueKind kind) {
    const WireForm element = form_of_declared(declared.element);
    // TEXT[] and VARCHAR[] cannot be compared, and a text may be meant for either.
    if (element == WireForm::Literal || element == WireForm::Text) return WireForm::Literal;
    const bool is_array = declared.kind == TypeKind::Array;
    const bool is_range = declared.kind == TypeKind::Range;
    if (kind != (is_range ? ValueKind::Range : ValueKind::Array) && kind != ValueKind::Null) return WireForm::Literal;
    const WireForm form = make_form(is_array   ? WireForm::Array
                                    : is_range ? WireForm::Range
                                               : WireForm::MultiRange,
                                    element);
    return type_of(form) == oid::kUndeclared ? WireForm::Literal : form;
}

constexpr int format_of(WireForm form) {
    return form == WireForm::Literal || form == WireForm::Numeric ? kTextFormat : kBinaryFormat;
}

[[noreturn]] void refuse(std::size_t index, std::string_view value, std::string_view type) {
    throw DataError(
        "value_out_of_range",
        fmt::format("parameter {} is {}, which does not fit into PostgreSQL's type {}", index + 1, value, type));
}

template <class Integer>
Integer narrow(std::size_t index, std::int64_t value, std::string_view type) {
    if (!std::in_range<Integer>(value)) refuse(index, std::to_string(value), type);
    return static_cast<Integer>(value);
}

float narrow_real(std::size_t index, double value) {
    const auto narrowed = static_cast<float>(value);
    if (std::isfinite(value) && !std::isfinite(narrowed)) refuse(index, fmt::format("{}", value), "real");
    return narrowed;
}

ParameterType type_at(std::span<const ParameterType> types, std::size_t index) {
    return index < types.size() ? types[index] : ParameterType();
}

}  // namespace

WireForm wire_form(ParameterType declared, ValueKind value) {
    if (declared.element != TypeKind::Null) return container_form(declared, value);
    return kForms[static_cast<std::size_t>(declared.kind)][static_cast<std::size_t>(value)];
}

std::vector<std::uint32_t> types_of_forms(std::string_view forms) {
    std::vector<std::uint32_t> types;
    types.reserve(forms.size());
    for (const char form : forms) types.push_back(type_of(static_cast<WireForm>(form)));
    return types;
}

void Parameters::encode(std::span<const ParameterType> types, std::span<const ValueView> values) {
    resize(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const WireForm form = wire_form(type_at(types, i), values[i].kind());
        forms_[i] = static_cast<char>(form);
        formats_[i] = format_of(form);
        write(i, form, values[i]);
    }
}

bool Parameters::encode_columns(std::span<const ParameterType> types, std::span<const ValueView> rows) {
    const std::size_t width = types.size();
    const auto form_of_column = [&](std::size_t i) { return wire_form(types[i % width], ValueKind::Null); };
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (wire_form(types[i % width], rows[i].kind()) != form_of_column(i) ||
            format_of(form_of_column(i)) != kBinaryFormat || container_of(form_of_column(i)) != WireForm{})
            return false;
    resize(width);
    arrays_.resize(width);
    for (std::size_t i = 0; i < width; ++i) {
        forms_[i] = static_cast<char>(form_of_column(i));
        start_array(i, rows.size() / width);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) append_to_array(i % width, rows[i]);
    byte_count_ = 0;
    for (std::size_t i = 0; i < width; ++i) {
        forms_[i] = static_cast<char>(make_form(WireForm::Array, static_cast<WireForm>(forms_[i])));
        formats_[i] = kBinaryFormat;
        put(i, arrays_[i].data(), arrays_[i].size());
    }
    return true;
}

// The binary format of arrays: src/backend/utils/adt/arrayfuncs.c, array_recv().
void Parameters::start_array(std::size_t index, std::size_t size) {
    std::string& array = arrays_[index];
    array.clear();
    append_big_endian(array, 1U);  // dimensions
    append_big_endian(array, 1U);  // it may hold NULLs
    append_big_endian(array, type_of(static_cast<WireForm>(forms_[index])));
    append_big_endian(array, static_cast<std::uint32_t>(size));
    append_big_endian(array, 1U);  // number of the first
}

void Parameters::append_to_array(std::size_t index, const ValueView& value) {
    std::string& array = arrays_[index];
    write(index, static_cast<WireForm>(forms_[index]), value);
    if (value.is_null()) return append_big_endian(array, ~std::uint32_t{0});
    append_big_endian(array, static_cast<std::uint32_t>(lengths_[index]));
    array.append(values_[index], static_cast<std::size_t>(lengths_[index]));
}

void Parameters::resize(std::size_t count) {
    constexpr std::size_t kMostParameters = 65'535;  // PostgreSQL's protocol counts them in 16 bits.
    if (count > kMostParameters)
        throw ProgrammingError("too_many_parameters",
                               fmt::format("a statement has {} parameters, PostgreSQL takes at most {}: split it up",
                                           count, kMostParameters));
    forms_.resize(count);
    values_.resize(count);
    lengths_.resize(count);
    formats_.resize(count);
    scalars_.resize(count);
    texts_.clear();
    byte_count_ = 0;
}

void Parameters::write(std::size_t index, WireForm form, const ValueView& value) {
    if (value.is_null()) return put(index, nullptr, 0);
    switch (form) {
        case WireForm::Literal: return put_text(index, value_text(value));
        case WireForm::Bool:
        case WireForm::Int2:
        case WireForm::Int4:
        case WireForm::Int8: return put_integer(index, value.as_int64(), form);
        case WireForm::Float4:
        case WireForm::Float8: return put_real(index, value, form);
        case WireForm::Numeric: return put_number_text(index, value);
        case WireForm::Text:
        case WireForm::Bytes:
        case WireForm::Uuid: return put_bytes(index, value.as_text());
        case WireForm::Date: return put_days(index, value.as_int64());
        case WireForm::Time: return put_time(index, value);
        case WireForm::Timestamp:
        case WireForm::TimestampTz: return put_microseconds(index, value.as_int64());
        default: return put_container(index, form, value);
    }
}

void Parameters::put(std::size_t index, const void* bytes, std::size_t size) {
    constexpr std::size_t kMostBytes = 1U << 30U;  // The server's own limit for one value.
    if (size >= kMostBytes) refuse(index, fmt::format("{} bytes long", size), "text or bytea (1 GB)");
    values_[index] = static_cast<const char*>(bytes);
    lengths_[index] = static_cast<int>(size);
    byte_count_ += size + sizeof(int);
}

/// A null pointer would be NULL, and no bytes at all may have one.
void Parameters::put_bytes(std::size_t index, std::string_view bytes) {
    put(index, bytes.empty() ? "" : bytes.data(), bytes.size());
}

void Parameters::put_text(std::size_t index, std::string text) {
    if (text.find('\0') != std::string::npos)
        throw DataError("bad_value", fmt::format("parameter {} contains the character U+0000, which PostgreSQL cannot "
                                                 "store in texts: remove it or use a binary column",
                                                 index + 1));
    const std::string_view kept = texts_.keep(std::move(text));
    put(index, kept.data(), kept.size());
}

void Parameters::put_integer(std::size_t index, std::int64_t value, WireForm form) {
    switch (form) {
        case WireForm::Bool: return put_big_endian(index, static_cast<std::uint8_t>(value != 0));
        case WireForm::Int2:
            return put_big_endian(index, static_cast<std::uint16_t>(narrow<std::int16_t>(index, value, "smallint")));
        case WireForm::Int4:
            return put_big_endian(index, static_cast<std::uint32_t>(narrow<std::int32_t>(index, value, "integer")));
        default: return put_big_endian(index, static_cast<std::uint64_t>(value));
    }
}

void Parameters::put_real(std::size_t index, const ValueView& value, WireForm form) {
    const double real = value.kind() == ValueKind::Double ? value.as_double() : static_cast<double>(value.as_int64());
    if (form == WireForm::Float4) return put_big_endian(index, std::bit_cast<std::uint32_t>(narrow_real(index, real)));
    put_big_endian(index, std::bit_cast<std::uint64_t>(real));
}

void Parameters::put_number_text(std::size_t index, const ValueView& value) {
    if (value.kind() == ValueKind::Decimal) return put_text(index, std::string(value.as_text()));
    std::array<char, 40> text;
    const auto [end, _] = value.kind() == ValueKind::Double
                              ? std::to_chars(text.data(), text.data() + text.size(), value.as_double())
                              : std::to_chars(text.data(), text.data() + text.size(), value.as_int64());
    put_text(index, std::string(text.data(), end));
}

// The lowest and the highest number of days and of microseconds mean minus and plus infinity to the server.

/// A length of time that is to be a time of day: the server would cut off its days.
void Parameters::put_time(std::size_t index, const ValueView& value) {
    if (value.kind() == ValueKind::Interval) {
        const Interval interval = value.as_interval();
        if (interval.months != 0 || interval.days != 0 || interval.microseconds < 0 ||
            interval.microseconds > kMicrosecondsPerDay)
            refuse(index, "a length of time of less than nothing or more than a day", "time");
        return put_big_endian(index, static_cast<std::uint64_t>(interval.microseconds));
    }
    put_big_endian(index, static_cast<std::uint64_t>(value.as_int64()));
}

void Parameters::put_container(std::size_t index, WireForm form, const ValueView& value) {
    std::string bytes;
    try {
        switch (container_of(form)) {
            case WireForm::Array:
                append_array(bytes, element_of(form), type_of(element_of(form)), value.as_text());
                break;
            case WireForm::Range: append_range(bytes, element_of(form), value.as_text()); break;
            case WireForm::MultiRange: append_multirange(bytes, element_of(form), value.as_text()); break;
            default: append_binary(bytes, form, value); break;
        }
    } catch (DataError& error) {
        error.annotate(
            [&](ErrorDetail& detail) { detail.message = fmt::format("parameter {}: {}", index + 1, detail.message); });
        throw;
    }
    put_binary(index, std::move(bytes));
}

void Parameters::put_binary(std::size_t index, std::string bytes) {
    const std::string_view kept = texts_.keep(std::move(bytes));
    put(index, kept.data(), kept.size());
}

void Parameters::put_days(std::size_t index, std::int64_t days) {
    using Limits = std::numeric_limits<std::int32_t>;
    if (is_infinite(days))
        return put_big_endian(index, static_cast<std::uint32_t>(days > 0 ? Limits::max() : Limits::min()));
    if (days <= Limits::min() + kEpochDays || days >= Limits::max() + kEpochDays)
        refuse(index, fmt::format("the date {} days from 1970-01-01", days), "date");
    put_big_endian(index, static_cast<std::uint32_t>(days - kEpochDays));
}

void Parameters::put_microseconds(std::size_t index, std::int64_t microseconds) {
    if (is_infinite(microseconds)) return put_big_endian(index, static_cast<std::uint64_t>(microseconds));
    if (microseconds <= std::numeric_limits<std::int64_t>::min() + kEpochMicroseconds)
        refuse(index, fmt::format("the time {} microseconds from 1970-01-01", microseconds), "timestamp");
    put_big_endian(index, static_cast<std::uint64_t>(microseconds - kEpochMicroseconds));
}

template <class Unsigned>
void Parameters::put_big_endian(std::size_t index, Unsigned bits) {
    std::uint64_t& scalar = scalars_[index];
    if constexpr (std::endian::native == std::endian::little)
        scalar = __builtin_bswap64(static_cast<std::uint64_t>(bits)) >> (64 - 8 * sizeof(Unsigned));
    else
        scalar = static_cast<std::uint64_t>(bits) << (64 - 8 * sizeof(Unsigned));
    put(index, &scalar, sizeof(Unsigned));
}

}  // namespace azoth::postgresql
