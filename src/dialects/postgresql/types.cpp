// SPDX-License-Identifier: MIT
#include "dialects/postgresql/types.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/enum_length.hpp"

namespace azoth::postgresql {
namespace {

std::string with_length(std::string_view name, int length) {
    return length == 0 ? std::string(name) : fmt::format("{}({})", name, length);
}

/// `TIMESTAMP(3) WITH TIME ZONE`.
std::string with_fraction(std::string_view name, const SqlType& type, std::string_view zone = {}) {
    return type.fraction_digits == 6 ? fmt::format("{}{}", name, zone)
                                     : fmt::format("{}({}){}", name, type.fraction_digits, zone);
}

/// There are no unsigned types: the next wider one has their numbers.
std::string unsigned_integer(TypeKind kind) {
    switch (kind) {
        case TypeKind::TinyInteger: return "SMALLINT";
        case TypeKind::SmallInteger:
        case TypeKind::MediumInteger: return "INTEGER";
        case TypeKind::Integer: return "BIGINT";
        default: return "NUMERIC(20)";
    }
}

std::string_view range_prefix(const SqlType& bound) {
    switch (bound.kind) {
        case TypeKind::Integer: return "INT4";
        case TypeKind::BigInteger: return "INT8";
        case TypeKind::Numeric: return "NUM";
        case TypeKind::Date: return "DATE";
        case TypeKind::DateTime: return "TS";
        default: return "TSTZ";
    }
}

bool is_reference(const TableDefinition& table, const Column& column) {
    const auto holds_column = [&](const auto& key) {
        return std::find(key.columns().begin(), key.columns().end(), column.name()) != key.columns().end();
    };
    return std::any_of(table.foreign_keys().begin(), table.foreign_keys().end(), holds_column);
}

bool is_generated(const TableDefinition& table, const Column& column) {
    const auto generated = table.autoincrement_column();
    return generated && table.definitions()[*generated].name() == column.name();
}

/// The name that a type was given, or that of an enumeration of the database's own.
std::string given_name(const SqlType& type) {
    if (type.spelling && type.spelling->name_by_dialect != nullptr) {
        std::string name = type.spelling->name_by_dialect("postgresql");
        if (!name.empty()) return name;
    }
    if (type.spelling) return type.spelling->name;
    return {};
}

}  // namespace

std::string type_name(const SqlType& type) {
    if (std::string name = given_name(type); !name.empty()) return name;
    if (type.is_unsigned) return unsigned_integer(type.kind);
    switch (type.kind) {
        case TypeKind::Boolean: return "BOOLEAN";
        case TypeKind::TinyInteger:
        case TypeKind::SmallInteger:
        case TypeKind::Year: return "SMALLINT";
        case TypeKind::MediumInteger:
        case TypeKind::Integer: return "INTEGER";
        case TypeKind::BigInteger: return "BIGINT";
        case TypeKind::Float: return "REAL";
        case TypeKind::Double: return "DOUBLE PRECISION";
        case TypeKind::Numeric:
            return type.precision == 0 ? "NUMERIC" : fmt::format("NUMERIC({}, {})", type.precision, type.scale);
        case TypeKind::String: return with_length("VARCHAR", type.length);
        case TypeKind::Char: return with_length("CHAR", type.length);
        case TypeKind::Text: return "TEXT";
        case TypeKind::LargeBinary:
        case TypeKind::Binary: return "BYTEA";
        case TypeKind::Date: return "DATE";
        case TypeKind::Time: return with_fraction("TIME", type);
        case TypeKind::TimeTz: return with_fraction("TIME", type, " WITH TIME ZONE");
        case TypeKind::DateTime: return with_fraction("TIMESTAMP", type);
        case TypeKind::DateTimeTz: return with_fraction("TIMESTAMP", type, " WITH TIME ZONE");
        case TypeKind::Interval: return with_fraction("INTERVAL", type);
        case TypeKind::Uuid: return "UUID";
        // Unlike JSON it can be compared, grouped and indexed. It forgets the order of keys and repeated ones.
        case TypeKind::Json: return "JSONB";
        case TypeKind::Enum: return fmt::format("VARCHAR({})", compile::longest_label(type));
        case TypeKind::Set: return fmt::format("VARCHAR({})", compile::length_of_all_labels(type));
        case TypeKind::Bit: return with_length("BIT", type.length);
        case TypeKind::VarBit: return with_length("BIT VARYING", type.length);
        case TypeKind::Array: return type_name(*type.element) + "[]";
        case TypeKind::Range: return fmt::format("{}RANGE", range_prefix(*type.element));
        case TypeKind::MultiRange: return fmt::format("{}MULTIRANGE", range_prefix(*type.element));
        case TypeKind::Other: return type.length == 0 ? "TEXT" : with_length("VARCHAR", type.length);
        case TypeKind::Null: break;
    }
    throw CompileError("unknown_type", "a column or CAST needs a type that is known");
}

std::string type_name(const SqlType& type, const TableDefinition& table, const Column& column) {
    // Identity columns have to be integers, and so have the columns that refer to them.
    const bool is_widest = type.kind == TypeKind::BigInteger && type.is_unsigned;
    if (is_widest && (is_generated(table, column) || is_reference(table, column))) return "BIGINT";
    return type_name(type);
}

}  // namespace azoth::postgresql
