// SPDX-License-Identifier: MIT
#include "azoth/types/sql_type.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/types/type_wrapping.hpp"

namespace azoth {

std::string_view to_string(TypeKind kind) {
    switch (kind) {
        case TypeKind::Null: return "Null";
        case TypeKind::Boolean: return "Boolean";
        case TypeKind::TinyInteger: return "TinyInteger";
        case TypeKind::SmallInteger: return "SmallInteger";
        case TypeKind::MediumInteger: return "MediumInteger";
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
        case TypeKind::Char: return "Char";
        case TypeKind::Binary: return "Binary";
        case TypeKind::Year: return "Year";
        case TypeKind::TimeTz: return "TimeTz";
        case TypeKind::Interval: return "Interval";
        case TypeKind::Bit: return "Bit";
        case TypeKind::VarBit: return "VarBit";
        case TypeKind::Set: return "Set";
        case TypeKind::Array: return "Array";
        case TypeKind::Range: return "Range";
        case TypeKind::MultiRange: return "MultiRange";
        case TypeKind::Other: return "Other";
    }
    return "unknown";
}

std::string to_string(const SqlType& type) {
    const std::string_view name = to_string(type.kind);
    if (type.length > 0) return fmt::format("{}({})", name, type.length);
    if (type.precision > 0) return fmt::format("{}({}, {})", name, type.precision, type.scale);
    if (type.enumeration) return fmt::format("{}({})", name, type.enumeration->name);
    if (type.element) return fmt::format("{}({})", name, to_string(*type.element));
    if (type.is_unsigned) return fmt::format("Unsigned({})", name);
    if (type.fraction_digits != 6) return fmt::format("{}({})", name, type.fraction_digits);
    return std::string(name);
}

namespace {

bool is_same_element(const SqlType* left, const SqlType* right) {
    return left == right || (left != nullptr && right != nullptr && *left == *right);
}

TypeKind signed_kind(const SqlType& type) {
    if (!type.is_unsigned) return type.kind;
    switch (type.kind) {
        case TypeKind::TinyInteger: return TypeKind::SmallInteger;
        case TypeKind::SmallInteger:
        case TypeKind::MediumInteger: return TypeKind::Integer;
        default: return TypeKind::BigInteger;
    }
}

const SqlType& innermost(const SqlType& array) {
    const SqlType* type = &array;
    while (type->kind == TypeKind::Array && type->element) type = type->element.get();
    return *type;
}

bool is_same_spelling(const TypeSpelling* left, const TypeSpelling* right) {
    if (left == right) return true;
    if (left == nullptr || right == nullptr) return false;
    return left->name == right->name && left->name_by_dialect == right->name_by_dialect &&
           left->collation == right->collation && left->user_type == right->user_type &&
           std::equal(left->variants.begin(), left->variants.end(), right->variants.begin(), right->variants.end(),
                      [](const auto& one, const auto& other) {
                          return one.dialect == other.dialect && one.type == other.type;
                      });
}

template <class Change>
SqlType respelled(SqlType type, Change change) {
    TypeSpelling spelling = type.spelling ? *type.spelling : TypeSpelling{};
    change(spelling);
    type.spelling = share(std::move(spelling));
    return type;
}

}  // namespace

ParameterType parameter_type(const SqlType& type) {
    if (!type.element) return signed_kind(type);
    const SqlType& element = innermost(*type.element);
    const bool is_widest = element.is_unsigned && element.kind == TypeKind::BigInteger;
    return {type.kind, is_widest ? TypeKind::Numeric : signed_kind(element)};
}

bool operator==(const SqlType& left, const SqlType& right) {
    if (left.kind != right.kind || left.length != right.length) return false;
    if (left.precision != right.precision || left.scale != right.scale) return false;
    const bool same_wrapping =
        left.wrapping == right.wrapping || (left.wrapping && right.wrapping && *left.wrapping == *right.wrapping);
    if (!same_wrapping) return false;
    if (left.fraction_digits != right.fraction_digits || left.is_unsigned != right.is_unsigned) return false;
    if (!is_same_element(left.element.get(), right.element.get())) return false;
    if (!is_same_spelling(left.spelling.get(), right.spelling.get())) return false;
    if (left.enumeration == right.enumeration) return true;
    return left.enumeration && right.enumeration && *left.enumeration == *right.enumeration;
}

SqlType SqlType::with_variant(const SqlType& variant, std::string dialect) const {
    return respelled(*this, [&](TypeSpelling& changed) {
        std::erase_if(changed.variants, [&](const auto& each) { return each.dialect == dialect; });
        changed.variants.push_back({std::move(dialect), variant});
    });
}

SqlType SqlType::collate(std::string name) const {
    return respelled(*this, [&](TypeSpelling& changed) { changed.collation = std::move(name); });
}

SqlType SqlType::named_by(std::string (*name_of)(std::string_view dialect)) const {
    return respelled(*this, [&](TypeSpelling& changed) { changed.name_by_dialect = name_of; });
}

SqlType SqlType::named(std::string name) const {
    return respelled(*this, [&](TypeSpelling& changed) { changed.name = std::move(name); });
}

namespace {

Shared<EnumDefinition> checked_definition(std::string name, std::vector<std::string> labels) {
    if (labels.empty()) throw ArgumentError("bad_enum", fmt::format("the enum type '{}' has no labels", name));
    for (auto label = labels.begin(); label != labels.end(); ++label)
        if (std::find(labels.begin(), label, *label) != label)
            throw ArgumentError("bad_enum", fmt::format("the enum type '{}' has the label '{}' twice", name, *label));
    return share(EnumDefinition{std::move(name), std::move(labels)});
}

}  // namespace

Unsigned::Unsigned(SqlType whole_number) : SqlType(std::move(whole_number)) {
    if (!is_integer(kind))
        throw ArgumentError("bad_type",
                            fmt::format("{} is no whole number, so it cannot be Unsigned", to_string(*this)));
    is_unsigned = true;
}

Set::Set(std::vector<std::string> labels) : SqlType{TypeKind::Set} {
    enumeration = checked_definition("set", std::move(labels));
}

Array::Array(SqlType element_type, int dimensions) : SqlType{TypeKind::Array} {
    if (dimensions > 1) element_type = Array(std::move(element_type), dimensions - 1);
    element = share<SqlType>(std::move(element_type));
}

namespace {

Shared<SqlType> checked_bound(SqlType bound) {
    switch (bound.kind) {
        case TypeKind::Integer:
        case TypeKind::BigInteger:
        case TypeKind::Numeric:
        case TypeKind::Date:
        case TypeKind::DateTime:
        case TypeKind::DateTimeTz: return share<SqlType>(std::move(bound));
        default:
            throw ArgumentError("bad_type",
                                fmt::format("there are no ranges of {}, only of Integer, BigInteger, Numeric, Date and "
                                            "DateTime",
                                            to_string(bound)));
    }
}

}  // namespace

RangeType::RangeType(SqlType bound) : SqlType{TypeKind::Range} { element = checked_bound(std::move(bound)); }

MultiRangeType::MultiRangeType(SqlType bound) : SqlType{TypeKind::MultiRange} {
    element = checked_bound(std::move(bound));
}

Enum::Enum(std::string name, std::vector<std::string> labels) : SqlType{TypeKind::Enum} {
    enumeration = checked_definition(std::move(name), std::move(labels));
}

Enum Enum::native(std::string schema) const {
    Enum copy = *this;
    EnumDefinition definition = *enumeration;
    definition.is_native = true;
    definition.schema = std::move(schema);
    copy.enumeration = share(std::move(definition));
    return copy;
}

}  // namespace azoth
