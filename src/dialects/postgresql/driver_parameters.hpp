// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "azoth/types/cpp_type.hpp"
#include "azoth/types/sql_type.hpp"
#include "azoth/types/value_view.hpp"

namespace azoth::postgresql {

/// What a parameter is declared as to the server, and with that how its bytes are written.
///
/// The rule:
/// 1. A value that fits the declared SQL type travels as that type: whole numbers and booleans as any integer type,
///    numbers as any of the wider ones, texts as bytes. NULL fits every type.
/// 2. Any other Text, Json, Decimal, Array or Range is a Literal: the server reads it as it reads 'a literal in
/// quotes'.
///    So are the values of Json, Enum, Char, Bit and Other parameters and of arrays of texts, because the server has
///    several types for each. (A Decimal among integers is Numeric.)
/// 3. Everything else travels as its own kind, as if nothing were declared: the server converts it or refuses.
///
/// Numbers for Numeric and Literals are texts on the wire; all others are binary.
enum class WireForm : char {
    Literal = 1,
    Bool,
    Int2,
    Int4,
    Int8,
    Float4,
    Float8,
    Numeric,
    Text,
    Bytes,
    Date,
    Time,
    Timestamp,
    TimestampTz,
    Uuid,
    Interval,
    // Together with the form of their elements, these make forms of their own.
    Array = 0x20,
    Range = 0x40,
    MultiRange = 0x60,
};

WireForm wire_form(ParameterType declared, ValueKind value);

/// The parameters of one execution in the arrays that libpq wants. Reused from one execution to the next.
class Parameters {
public:
    /// Precondition: `types` is empty or as long as `values`.
    /// Lifetime: texts and bytes are not copied, so `values` must live until the statement was sent.
    /// Throws: DataError(`value_out_of_range`, `bad_value`).
    void encode(std::span<const ParameterType> types, std::span<const ValueView> values);

    /// Turns rows of values, one after another, into one array for each column. False, with nothing encoded, when a
    /// column's type has no binary format or its values are not all of that type.
    ///
    /// Throws: as encode().
    bool encode_columns(std::span<const ParameterType> types, std::span<const ValueView> rows);

    /// One WireForm per parameter. Statements of the same SQL and other forms must be prepared apart.
    std::string_view forms() const { return forms_; }
    int count() const { return static_cast<int>(values_.size()); }
    const char* const* values() const { return values_.data(); }
    const int* lengths() const { return lengths_.data(); }
    const int* formats() const { return formats_.data(); }
    /// About what they take on the wire.
    std::size_t byte_count() const { return byte_count_; }

private:
    void resize(std::size_t count);
    void start_array(std::size_t index, std::size_t size);
    void append_to_array(std::size_t index, const ValueView& value);
    void write(std::size_t index, WireForm form, const ValueView& value);
    void put(std::size_t index, const void* bytes, std::size_t size);
    void put_bytes(std::size_t index, std::string_view bytes);
    void put_text(std::size_t index, std::string text);
    void put_integer(std::size_t index, std::int64_t value, WireForm form);
    void put_real(std::size_t index, const ValueView& value, WireForm form);
    void put_number_text(std::size_t index, const ValueView& value);
    void put_time(std::size_t index, const ValueView& value);
    void put_container(std::size_t index, WireForm form, const ValueView& value);
    void put_binary(std::size_t index, std::string bytes);
    void put_days(std::size_t index, std::int64_t days);
    void put_microseconds(std::size_t index, std::int64_t microseconds);
    template <class Unsigned>
    void put_big_endian(std::size_t index, Unsigned bits);

    std::string forms_;
    std::vector<const char*> values_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
    std::vector<std::uint64_t> scalars_;
    std::vector<std::string> arrays_;
    Scratch texts_;
    std::size_t byte_count_ = 0;
};

/// The server's type (libpq's Oid) for each of the forms.
std::vector<std::uint32_t> types_of_forms(std::string_view forms);

}  // namespace azoth::postgresql
