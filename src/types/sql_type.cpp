// SPDX-License-Identifier: MIT
#include "azoth/types/sql_type.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth {

std::string_view to_string(TypeKind kind) {
    switch (kind) {
        case TypeKind::Null: return "Null";
        case TypeKind::Boolean: return "Boolean";
        case TypeKind::SmallInteger: return "SmallInteger";
        case TypeKind::Integer: return "Integer";
        case TypeKind::BigInteger: return "BigInteger";
        case TypeKind::Float: return "Float";
        case TypeKind::Double: return "Double";
        case TypeKind::Numeric: return "Numeric";
        case TypeKind::String: return "String";
        case TypeKind::Text: return "Text";
        case TypeKind::LargeBinary: return "LargeBinary";
        case TypeKind::Date: return "Date";
        case TypeKind::Time: return "Time";
        case TypeKind::DateTime: return "DateTime";
        case TypeKind::DateTimeTz: return "DateTimeTz";
        case TypeKind::Uuid: return "Uuid";
        case TypeKind::Json: return "Json";
        case TypeKind::Enum: return "Enum";
    }
    return "unknown";
}

std::string to_string(const SqlType& type) {
    const std::string_view name = to_string(type.kind);
    if (type.length > 0) return fmt::format("{}({})", name, type.length);
    if (type.precision > 0) return fmt::format("{}({}, {})", name, type.precision, type.scale);
    if (type.enumeration) return fmt::format("{}({})", name, type.enumeration->name);
    return std::string(name);
}

bool operator==(const SqlType& left, const SqlType& right) {
    if (left.kind != right.kind || left.length != right.length) return false;
    if (left.precision != right.precision || left.scale != right.scale) return false;
    if (left.enumeration == right.enumeration) return true;
    return left.enumeration && right.enumeration && *left.enumeration == *right.enumeration;
}

namespace {

std::shared_ptr<const EnumDefinition> checked_definition(std::string name, std::vector<std::string> labels) {
    if (labels.empty()) throw ArgumentError("bad_enum", fmt::format("the enum type '{}' has no labels", name));
    for (auto label = labels.begin(); label != labels.end(); ++label)
        if (std::find(labels.begin(), label, *label) != label)
            throw ArgumentError("bad_enum", fmt::format("the enum type '{}' has the label '{}' twice", name, *label));
    return std::make_shared<const EnumDefinition>(EnumDefinition{std::move(name), std::move(labels)});
}

}  // namespace

Enum::Enum(std::string name, std::vector<std::string> labels) : SqlType{TypeKind::Enum} {
    enumeration = checked_definition(std::move(name), std::move(labels));
}

}  // namespace azoth
