// SPDX-License-Identifier: MIT
#include "dialects/sqlite/types.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/enum_length.hpp"

namespace azoth::sqlite {
namespace {

/// Only a column declared as exactly INTEGER becomes another name of the rowid, which SQLite counts up.
bool is_rowid_alias(const SqlType& type, const TableDefinition& table, const Column& column) {
    return is_integer(type.kind) && column.is_primary_key() && table.primary_key().size() == 1;
}

// NUMERIC and DECIMAL would have numeric affinity: SQLite would turn the text of a decimal into a double and lose
// digits. A name that contains TEXT keeps the text;
// the collation of the column (see compiler.cpp) compares it by value.
std::string exact_decimal(const SqlType& type) {
    if (type.precision == 0) return "DECIMAL_TEXT";
    return fmt::format("DECIMAL_TEXT({}, {})", type.precision, type.scale);
}

std::string with_length(std::string_view name, int length) {
    return length == 0 ? std::string(name) : fmt::format("{}({})", name, length);
}

[[noreturn]] void throw_unsupported(const SqlType& type, const TableDefinition& table, const Column& column) {
    throw CompileError("unsupported",
                       fmt::format("column {}.{} has the type {}, which SQLite does not have; use columns "
                                   "of simpler types for its parts, or a text",
                                   table.name(), column.name(), to_string(type)));
}

}  // namespace

std::string type_name(const SqlType& type, const TableDefinition& table, const Column& column) {
    if (is_rowid_alias(type, table, column)) return "INTEGER";
    switch (type.kind) {
        case TypeKind::Boolean: return "BOOLEAN";
        case TypeKind::TinyInteger:
        case TypeKind::SmallInteger: return "SMALLINT";
        case TypeKind::MediumInteger:
        case TypeKind::Integer: return "INTEGER";
        case TypeKind::BigInteger: return "BIGINT";
        case TypeKind::Float: return "FLOAT";
        case TypeKind::Double: return "DOUBLE";
        case TypeKind::Numeric: return exact_decimal(type);
        case TypeKind::String: return with_length("VARCHAR", type.length);
        case TypeKind::Text: return "TEXT";
        case TypeKind::LargeBinary:
        case TypeKind::Binary: return "BLOB";
        case TypeKind::Char: return with_length("CHAR", type.length);
        case TypeKind::Year: return "SMALLINT";
        case TypeKind::Interval: return "BIGINT";
        // Without TEXT or CHAR in the name, digits would become a number.
        case TypeKind::Bit:
        case TypeKind::VarBit: return with_length("BIT_TEXT", type.length);
        case TypeKind::Set: return with_length("VARCHAR", compile::length_of_all_labels(type));
        case TypeKind::Other: return with_length("VARCHAR", type.length);
        // Numeric affinity, but the ISO texts that are stored do not look like numbers and stay texts.
        case TypeKind::Date: return "DATE";
        case TypeKind::Time: return "TIME";
        case TypeKind::DateTime:
        case TypeKind::DateTimeTz: return "DATETIME";
        case TypeKind::Uuid: return "CHAR(36)";
        // Text affinity here too: else the document 1 would be stored as a number and come back as one.
        case TypeKind::Json:
        case TypeKind::Array: return "JSON_TEXT";
        case TypeKind::Enum: return with_length("VARCHAR", compile::longest_label(type));
        case TypeKind::TimeTz:
        case TypeKind::Range:
        case TypeKind::MultiRange: throw_unsupported(type, table, column);
        case TypeKind::Null: break;
    }
    throw CompileError("unknown_type", fmt::format("column {}.{} has no type", table.name(), column.name()));
}

std::string strict_type_name(const SqlType& type, const TableDefinition& table, const Column& column) {
    if (is_rowid_alias(type, table, column)) return "INTEGER";
    switch (type.kind) {
        case TypeKind::Boolean:
        case TypeKind::TinyInteger:
        case TypeKind::SmallInteger:
        case TypeKind::MediumInteger:
        case TypeKind::Integer:
        case TypeKind::BigInteger:
        case TypeKind::Year:
        case TypeKind::Interval: return "INTEGER";
        case TypeKind::Float:
        case TypeKind::Double: return "REAL";
        case TypeKind::LargeBinary:
        case TypeKind::Binary: return "BLOB";
        case TypeKind::TimeTz:
        case TypeKind::Range:
        case TypeKind::MultiRange: throw_unsupported(type, table, column);
        case TypeKind::Null:
            throw CompileError("unknown_type", fmt::format("column {}.{} has no type", table.name(), column.name()));
        default: return "TEXT";
    }
}

std::string cast_type_name(const SqlType& type) {
    switch (type.kind) {
        case TypeKind::Boolean:
        case TypeKind::TinyInteger:
        case TypeKind::SmallInteger:
        case TypeKind::MediumInteger:
        case TypeKind::Integer:
        case TypeKind::BigInteger:
        case TypeKind::Year:
        case TypeKind::Interval: return "INTEGER";
        case TypeKind::Float:
        case TypeKind::Double: return "REAL";
        case TypeKind::Numeric: return "NUMERIC";
        case TypeKind::LargeBinary:
        case TypeKind::Binary: return "BLOB";
        case TypeKind::Null: throw CompileError("unknown_type", "CAST needs a known type");
        default: return "TEXT";
    }
}

}  // namespace azoth::sqlite
