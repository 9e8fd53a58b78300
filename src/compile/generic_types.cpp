// SPDX-License-Identifier: MIT
#include "compile/generic_types.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/enum_length.hpp"

namespace azoth::compile {
namespace {

std::string with_length(std::string_view name, int length) {
    return length == 0 ? std::string(name) : fmt::format("{}({})", name, length);
}

std::string with_fraction(std::string_view name, const SqlType& type) {
    return type.fraction_digits == 6 ? std::string(name) : fmt::format("{}({})", name, type.fraction_digits);
}

/// The next wider type, which holds all of its numbers.
std::string unsigned_integer(TypeKind kind) {
    switch (kind) {
        case TypeKind::TinyInteger: return "SMALLINT";
        case TypeKind::SmallInteger:
        case TypeKind::MediumInteger: return "INTEGER";
        case TypeKind::Integer: return "BIGINT";
        default: return "NUMERIC(20)";
    }
}

const SqlType& innermost(const SqlType& array) {
    return array.kind == TypeKind::Array ? innermost(*array.element) : array;
}

std::string dimensions(const SqlType& array) {
    return array.kind == TypeKind::Array ? "[]" + dimensions(*array.element) : "";
}

}  // namespace

std::string generic_type_name(const SqlType& type) {
    if (type.is_unsigned) return unsigned_integer(type.kind);
    switch (type.kind) {
        case TypeKind::Boolean: return "BOOLEAN";
        case TypeKind::TinyInteger:
        case TypeKind::SmallInteger: return "SMALLINT";
        case TypeKind::MediumInteger:
        case TypeKind::Integer: return "INTEGER";
        case TypeKind::BigInteger: return "BIGINT";
        case TypeKind::Float: return "FLOAT";
        case TypeKind::Double: return "DOUBLE PRECISION";
        case TypeKind::Numeric:
            return type.precision == 0 ? "NUMERIC" : fmt::format("NUMERIC({}, {})", type.precision, type.scale);
        case TypeKind::String: return with_length("VARCHAR", type.length);
        case TypeKind::Text: return "TEXT";
        case TypeKind::LargeBinary: return with_length("BLOB", type.length);
        case TypeKind::Date: return "DATE";
        case TypeKind::Time: return with_fraction("TIME", type);
        case TypeKind::TimeTz: return with_fraction("TIME", type) + " WITH TIME ZONE";
        case TypeKind::DateTime: return with_fraction("TIMESTAMP", type);
        case TypeKind::DateTimeTz: return with_fraction("TIMESTAMP", type) + " WITH TIME ZONE";
        case TypeKind::Interval: return with_fraction("INTERVAL", type);
        case TypeKind::Year: return "SMALLINT";
        case TypeKind::Char: return with_length("CHAR", type.length);
        case TypeKind::Binary: return with_length("BINARY", type.length);
        case TypeKind::Bit: return with_length("BIT", type.length);
        case TypeKind::VarBit: return with_length("BIT VARYING", type.length);
        case TypeKind::Set: return with_length("VARCHAR", length_of_all_labels(type));
        case TypeKind::Array: return generic_type_name(innermost(type)) + dimensions(type);
        case TypeKind::Range: return generic_type_name(*type.element) + " RANGE";
        case TypeKind::MultiRange: return generic_type_name(*type.element) + " MULTIRANGE";
        case TypeKind::Other: return type.length == 0 ? "TEXT" : with_length("VARCHAR", type.length);
        case TypeKind::Uuid: return "UUID";
        case TypeKind::Json: return "JSON";
        case TypeKind::Enum: return with_length("VARCHAR", longest_label(type));
        case TypeKind::Null: break;
    }
    throw CompileError("unknown_type",
                       "a value whose SQL type is not known cannot be given one by name; state the type");
}

}  // namespace azoth::compile
