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

}  // namespace

std::string generic_type_name(const SqlType& type) {
    switch (type.kind) {
        case TypeKind::Boolean: return "BOOLEAN";
        case TypeKind::SmallInteger: return "SMALLINT";
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
        case TypeKind::Time: return "TIME";
        case TypeKind::DateTime: return "TIMESTAMP";
        case TypeKind::DateTimeTz: return "TIMESTAMP WITH TIME ZONE";
        case TypeKind::Uuid: return "UUID";
        case TypeKind::Json: return "JSON";
        case TypeKind::Enum: return with_length("VARCHAR", longest_label(type));
        case TypeKind::Null: break;
    }
    throw CompileError("unknown_type",
                       "a value whose SQL type is not known cannot be given one by name; state the type");
}

}  // namespace azoth::compile
