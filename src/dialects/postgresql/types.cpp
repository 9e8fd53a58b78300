// SPDX-License-Identifier: MIT
#include "dialects/postgresql/types.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/enum_length.hpp"

namespace azoth::postgresql {

std::string type_name(const SqlType& type) {
    switch (type.kind) {
        case TypeKind::Boolean: return "BOOLEAN";
        case TypeKind::SmallInteger: return "SMALLINT";
        case TypeKind::Integer: return "INTEGER";
        case TypeKind::BigInteger: return "BIGINT";
        case TypeKind::Float: return "REAL";
        case TypeKind::Double: return "DOUBLE PRECISION";
        case TypeKind::Numeric:
            return type.precision == 0 ? "NUMERIC" : fmt::format("NUMERIC({}, {})", type.precision, type.scale);
        case TypeKind::String: return type.length == 0 ? "VARCHAR" : fmt::format("VARCHAR({})", type.length);
        case TypeKind::Text: return "TEXT";
        case TypeKind::LargeBinary: return "BYTEA";
        case TypeKind::Date: return "DATE";
        case TypeKind::Time: return "TIME";
        case TypeKind::DateTime: return "TIMESTAMP";
        case TypeKind::DateTimeTz: return "TIMESTAMP WITH TIME ZONE";
        case TypeKind::Uuid: return "UUID";
        // Unlike JSON it can be compared, grouped and indexed. It forgets the order of keys and repeated ones.
        case TypeKind::Json: return "JSONB";
        case TypeKind::Enum: return fmt::format("VARCHAR({})", compile::longest_label(type));
        case TypeKind::Null: break;
    }
    throw CompileError("unknown_type", "a column or CAST needs a type that is known");
}

}  // namespace azoth::postgresql
