// SPDX-License-Identifier: MIT
#include "dialects/mysql/types.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/enum_length.hpp"

namespace azoth::mysql {
namespace {

template <class Constraints>
bool any_names(const Constraints& constraints, const std::string& column) {
    return std::any_of(constraints.begin(), constraints.end(), [&](const auto& constraint) {
        return std::find(constraint.columns.begin(), constraint.columns.end(), column) != constraint.columns.end();
    });
}

bool is_in_key(const TableDefinition& table, const Column& column) {
    return column.is_primary_key() || any_names(table.unique_constraints(), column.name()) ||
           any_names(table.indexes(), column.name()) || any_names(table.foreign_keys(), column.name());
}

/// A type with a length, or `unlimited` when none is given, which no key can hold.
std::string limited(std::string_view type, std::string_view unlimited, std::string_view example, const SqlType& wanted,
                    const TableDefinition& table, const Column& column) {
    if (wanted.length > 0) return fmt::format("{}({})", type, wanted.length);
    if (is_in_key(table, column))
        throw CompileError(
            "type_needs_length",
            fmt::format("column {}.{} is part of a key or index, which MySQL and MariaDB cannot build on "
                        "{}; give it a length: {}",
                        table.name(), column.name(), unlimited, example));
    return std::string(unlimited);
}

// DECIMAL alone would be DECIMAL(10, 0) and cut off every fraction.
std::string decimal(const SqlType& type, std::string_view what) {
    if (type.precision == 0)
        throw CompileError("type_needs_precision",
                           fmt::format("{} is a decimal without a precision, which MySQL and MariaDB take for whole "
                                       "numbers of ten digits; write how many digits it has: Numeric{{18, 4}}",
                                       what));
    return fmt::format("DECIMAL({}, {})", type.precision, type.scale);
}

}  // namespace

std::string type_name(const SqlType& type, const TableDefinition& table, const Column& column, const Product& product) {
    const std::string name = fmt::format("column {}.{}", table.name(), column.name());
    switch (type.kind) {
        case TypeKind::Boolean: return "BOOL";
        case TypeKind::SmallInteger: return "SMALLINT";
        case TypeKind::Integer: return "INTEGER";
        case TypeKind::BigInteger: return "BIGINT";
        case TypeKind::Float: return "FLOAT";
        case TypeKind::Double: return "DOUBLE";
        case TypeKind::Numeric: return decimal(type, name);
        case TypeKind::String: return limited("VARCHAR", "LONGTEXT", "String{100}", type, table, column);
        case TypeKind::Text: return limited("VARCHAR", "LONGTEXT", "String{100}", type, table, column);
        case TypeKind::LargeBinary: return limited("VARBINARY", "LONGBLOB", "LargeBinary{100}", type, table, column);
        case TypeKind::Date: return "DATE";
        case TypeKind::Time: return "TIME(6)";
        // An instant is stored as the DATETIME that it is in UTC, the zone of azoth's sessions: TIMESTAMP ends in 2038.
        case TypeKind::DateTime:
        case TypeKind::DateTimeTz: return "DATETIME(6)";
        case TypeKind::Uuid: return product.is_mariadb(100700) ? "UUID" : "CHAR(36)";
        case TypeKind::Json: return "JSON";
        case TypeKind::Enum: return fmt::format("VARCHAR({})", compile::longest_label(type));
        case TypeKind::Null: break;
    }
    throw CompileError("unknown_type", name + " has no type");
}

std::string cast_type_name(const SqlType& type, const Product& product) {
    switch (type.kind) {
        case TypeKind::Boolean:
        case TypeKind::SmallInteger:
        case TypeKind::Integer:
        case TypeKind::BigInteger: return "SIGNED";
        case TypeKind::Float:
        case TypeKind::Double: return "DOUBLE";
        case TypeKind::Numeric: return decimal(type, "the type of a CAST");
        case TypeKind::LargeBinary: return type.length == 0 ? "BINARY" : fmt::format("BINARY({})", type.length);
        case TypeKind::Date: return "DATE";
        case TypeKind::Time: return "TIME(6)";
        case TypeKind::DateTime:
        case TypeKind::DateTimeTz: return "DATETIME(6)";
        case TypeKind::Json: return product.is_mysql(0) ? "JSON" : "CHAR";
        case TypeKind::Null: throw CompileError("unknown_type", "CAST needs a type that is known");
        default: return type.length == 0 ? "CHAR" : fmt::format("CHAR({})", type.length);
    }
}

}  // namespace azoth::mysql
