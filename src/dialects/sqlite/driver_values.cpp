// SPDX-License-Identifier: MIT
#include "dialects/sqlite/driver_values.hpp"

#include <cmath>
#include <cstddef>
#include <new>
#include <string>
#include <string_view>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/types/iso_text.hpp"
#include "azoth/types/packed_values.hpp"
#include "azoth/types/value.hpp"
#include "dialects/sqlite/driver_errors.hpp"

namespace azoth::sqlite {
namespace {

int bind_real(sqlite3_stmt* statement, int index, double value) {
    // SQLite would store NULL.
    if (std::isnan(value))
        throw DataError("bad_value", fmt::format("parameter {} is NaN, which SQLite cannot store", index));
    return sqlite3_bind_double(statement, index, value);
}

/// A null pointer would bind NULL, and an empty view may have one.
const char* data_of(std::string_view bytes) { return bytes.empty() ? "" : bytes.data(); }

int bind_text(sqlite3_stmt* statement, int index, std::string_view text, sqlite3_destructor_type destructor) {
    return sqlite3_bind_text64(statement, index, data_of(text), text.size(), destructor, SQLITE_UTF8);
}

int bind_made_text(sqlite3_stmt* statement, int index, const std::string& text) {
    return bind_text(statement, index, text, SQLITE_TRANSIENT);
}

int bind_blob(sqlite3_stmt* statement, int index, std::string_view bytes, sqlite3_destructor_type destructor) {
    return sqlite3_bind_blob64(statement, index, data_of(bytes), bytes.size(), destructor);
}

[[noreturn]] void refuse(int index, const ValueView& value, std::string_view why) {
    throw DataError("bad_value", fmt::format("parameter {} is {}, {}", index, to_display_string(value), why));
}

int bind_decimal(sqlite3_stmt* statement, int index, const ValueView& value, TypeKind type,
                 sqlite3_destructor_type destructor) {
    if (is_integer(type))
        throw DataError(
            "value_out_of_range",
            fmt::format("parameter {} is {}, but SQLite's integers end at 9223372036854775807: use a column "
                        "of the type Numeric",
                        index, value.as_text()));
    return bind_text(statement, index, value.as_text(), destructor);
}

int bind_uuid(sqlite3_stmt* statement, int index, const ValueView& value, TypeKind type,
              sqlite3_destructor_type destructor) {
    if (type == TypeKind::Binary || type == TypeKind::LargeBinary)
        return bind_blob(statement, index, value.as_text(), destructor);
    return bind_made_text(statement, index, uuid_text(value.as_text()));
}

int bind_interval(sqlite3_stmt* statement, int index, const ValueView& value, TypeKind type) {
    constexpr std::int64_t kDay = std::int64_t{86'400} * 1'000'000;
    const Interval interval = value.as_interval();
    if (interval.months != 0)
        refuse(index, value, "whose months have no fixed length: SQLite stores intervals as microseconds");
    std::int64_t microseconds = 0;
    if (__builtin_mul_overflow(std::int64_t{interval.days}, kDay, &microseconds) ||
        __builtin_add_overflow(microseconds, interval.microseconds, &microseconds))
        refuse(index, value, "which is too long for a number of microseconds");
    if (type == TypeKind::Time) return bind_made_text(statement, index, iso_time(microseconds));
    return sqlite3_bind_int64(statement, index, microseconds);
}

/// An infinity has no zone.
std::string instant_text(std::int64_t microseconds) {
    const std::string text = iso_timestamp(microseconds);
    return is_infinite(microseconds) ? text : text + "+00:00";
}

int bind_value(sqlite3_stmt* statement, int index, const ValueView& value, TypeKind type,
               sqlite3_destructor_type destructor) {
    switch (value.kind()) {
        case ValueKind::Null: break;
        case ValueKind::Bool:
        case ValueKind::Int64: return sqlite3_bind_int64(statement, index, value.as_int64());
        case ValueKind::Double: return bind_real(statement, index, value.as_double());
        case ValueKind::Text:
        case ValueKind::Json: return bind_text(statement, index, value.as_text(), destructor);
        case ValueKind::Decimal: return bind_decimal(statement, index, value, type, destructor);
        case ValueKind::Bytes: return bind_blob(statement, index, value.as_text(), destructor);
        case ValueKind::Date: return bind_made_text(statement, index, iso_date(value.as_int64()));
        case ValueKind::Time: return bind_made_text(statement, index, iso_time(value.as_int64()));
        case ValueKind::Timestamp: return bind_made_text(statement, index, iso_timestamp(value.as_int64()));
        case ValueKind::TimestampTz: return bind_made_text(statement, index, instant_text(value.as_int64()));
        case ValueKind::Uuid: return bind_uuid(statement, index, value, type, destructor);
        case ValueKind::Interval: return bind_interval(statement, index, value, type);
        case ValueKind::Array: return bind_made_text(statement, index, json_of_array(value.as_text()));
        case ValueKind::Range: refuse(index, value, "but SQLite has no ranges: use two columns");
    }
    return sqlite3_bind_null(statement, index);
}

ValueView read_text(sqlite3_value* value) {
    const void* text = sqlite3_value_text(value);
    if (text == nullptr) throw std::bad_alloc();
    return ValueView::data(ValueKind::Text, text, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

ValueView read_bytes(sqlite3_value* value) {
    const void* bytes = sqlite3_value_blob(value);
    return ValueView::data(ValueKind::Bytes, bytes, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

ValueView read_value(sqlite3_value* value) {
    switch (sqlite3_value_type(value)) {
        case SQLITE_INTEGER: return ValueView::int64(sqlite3_value_int64(value));
        case SQLITE_FLOAT: return ValueView::real(sqlite3_value_double(value));
        case SQLITE_TEXT: return read_text(value);
        case SQLITE_BLOB: return read_bytes(value);
        default: return {};
    }
}

[[noreturn]] void refuse_count(std::size_t wanted, std::size_t given) {
    throw ProgrammingError("wrong_parameter_count",
                           fmt::format("the statement has {} parameters, but {} were given", wanted, given));
}

}  // namespace

void bind_values(const PreparedStatement& statement, std::span<const ParameterType> types,
                 std::span<const ValueView> values, ParameterLifetime lifetime) {
    if (values.size() != statement.parameter_count()) refuse_count(statement.parameter_count(), values.size());
    const auto destructor = lifetime == ParameterLifetime::UntilFinished ? SQLITE_STATIC : SQLITE_TRANSIENT;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const TypeKind type = i < types.size() ? types[i].kind : TypeKind::Null;
        if (bind_value(statement.handle(), static_cast<int>(i + 1), values[i], type, destructor) != SQLITE_OK)
            throw_last_error(statement.database());
    }
}

void read_row(sqlite3_stmt* statement, std::span<ValueView> cells) {
    // The connection has no mutex, so a value may be asked directly, which is faster than sqlite3_column_*().
    int index = 0;
    for (ValueView& cell : cells) cell = read_value(sqlite3_column_value(statement, index++));
}

}  // namespace azoth::sqlite
