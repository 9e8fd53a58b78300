// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace azoth {

enum class TypeKind : std::uint8_t {
    Null,  ///< not known
    Boolean,
    SmallInteger,
    Integer,
    BigInteger,
    Float,
    Double,
    Numeric,
    String,
    Text,
    LargeBinary,
    Date,
    Time,
    DateTime,
    DateTimeTz,
    Uuid,
    Json,
    Enum,
};

std::string_view to_string(TypeKind kind);

/// The name and the values of an enumeration type.
struct EnumDefinition {
    std::string name;
    std::vector<std::string> labels;

    friend bool operator==(const EnumDefinition&, const EnumDefinition&) = default;
};

/// A SQL type as data: what it is, not how a database spells it. Make one with the types below: `String{100}`.
struct SqlType {
    TypeKind kind = TypeKind::Null;
    int length = 0;     ///< characters (String) or bytes (LargeBinary); 0: unbounded
    int precision = 0;  ///< digits in all (Numeric); 0: the database's default
    int scale = 0;      ///< digits after the point (Numeric)
    std::shared_ptr<const EnumDefinition> enumeration = nullptr;  ///< for Enum

    friend bool operator==(const SqlType& left, const SqlType& right);
};

struct Boolean : SqlType {
    Boolean() : SqlType{TypeKind::Boolean} {}
};
struct SmallInteger : SqlType {
    SmallInteger() : SqlType{TypeKind::SmallInteger} {}
};
struct Integer : SqlType {
    Integer() : SqlType{TypeKind::Integer} {}
};
struct BigInteger : SqlType {
    BigInteger() : SqlType{TypeKind::BigInteger} {}
};
struct Float : SqlType {
    Float() : SqlType{TypeKind::Float} {}
};
struct Double : SqlType {
    Double() : SqlType{TypeKind::Double} {}
};
/// An exact decimal number of so many digits in all, and so many of them after the point.
struct Numeric : SqlType {
    Numeric() : SqlType{TypeKind::Numeric} {}
    Numeric(int digits, int decimals) : SqlType{TypeKind::Numeric, 0, digits, decimals} {}
};
/// Text with a limit in characters; without one, as Text where the database allows.
struct String : SqlType {
    String() : SqlType{TypeKind::String} {}
    explicit String(int characters) : SqlType{TypeKind::String, characters} {}
};
struct Text : SqlType {
    Text() : SqlType{TypeKind::Text} {}
};
struct LargeBinary : SqlType {
    LargeBinary() : SqlType{TypeKind::LargeBinary} {}
    explicit LargeBinary(int bytes) : SqlType{TypeKind::LargeBinary, bytes} {}
};
struct Date : SqlType {
    Date() : SqlType{TypeKind::Date} {}
};
/// A time of day, to the microsecond.
struct Time : SqlType {
    Time() : SqlType{TypeKind::Time} {}
};
/// A point in time to the microsecond; with a time zone, an instant, else what a wall clock shows.
struct DateTime : SqlType {
    explicit DateTime(bool with_timezone = false)
        : SqlType{with_timezone ? TypeKind::DateTimeTz : TypeKind::DateTime} {}
};
struct Uuid : SqlType {
    Uuid() : SqlType{TypeKind::Uuid} {}
};
struct Json : SqlType {
    Json() : SqlType{TypeKind::Json} {}
};
/// One of a fixed list of texts.
///
/// Throws: ArgumentError(`bad_enum`) when there is no label, or one twice.
struct Enum : SqlType {
    Enum(std::string name, std::vector<std::string> labels);
};

/// For messages: `String(100)`, `Numeric(10, 2)`, `Enum(format)`.
std::string to_string(const SqlType& type);

}  // namespace azoth
