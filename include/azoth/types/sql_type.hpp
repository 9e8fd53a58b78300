// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "azoth/base/shared.hpp"

namespace azoth {

enum class TypeKind : std::uint8_t {
    Null,  ///< not known
    Boolean,
    TinyInteger,
    SmallInteger,
    MediumInteger,
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
    Char,
    Binary,
    Year,
    TimeTz,
    Interval,
    Bit,
    VarBit,
    Set,
    Array,
    Range,
    MultiRange,
    Other,  ///< known by its name alone; values are texts that the database reads as it reads a literal in quotes
};

std::string_view to_string(TypeKind kind);

/// SmallInteger, Integer and BigInteger.

/// The name and the values of an enumeration type.
struct EnumDefinition {
    std::string name;
    std::vector<std::string> labels;
    bool is_native = false;  ///< Enum::native()
    std::string schema = {};

    friend bool operator==(const EnumDefinition&, const EnumDefinition&) = default;
};

struct TypeWrapping;
struct TypeSpelling;

/// A SQL type as data: what it is, not how a database spells it. Make one with the types below: `String{100}`.
struct SqlType {
    TypeKind kind = TypeKind::Null;
    int length = 0;            ///< characters (String, Char), bytes (LargeBinary, Binary, Text) or bits; 0: unbounded
    int precision = 0;         ///< digits in all (Numeric); 0: the database's default
    int scale = 0;             ///< digits after the point (Numeric)
    int fraction_digits = 6;   ///< of the second (Time, DateTime, Interval)
    bool is_unsigned = false;  ///< of whole numbers
    Shared<SqlType> element = nullptr;             ///< of Array, Range and MultiRange
    Shared<EnumDefinition> enumeration = nullptr;  ///< for Enum
    Shared<TypeWrapping> wrapping = nullptr;

    /// SQL around each value that is sent, and around each column that is read, on one database: `{0}` is the value or
    /// the column. An empty `dialect` means all that are not named, an empty form nothing around it.
    ///
    ///     Text{}.wrapped("postgresql", "CAST({0} AS point)", "CAST({0} AS text)")
    ///
    /// Throws ArgumentError(`bad_form`) for a form without `{0}`.
    SqlType wrapped(std::string dialect, std::string bind, std::string column) const;
    Shared<TypeSpelling> spelling = nullptr;  ///< null: each database's usual name

    /// Another type for the columns of one database: `String{100}.with_variant(Text{}, "sqlite")`.
    SqlType with_variant(const SqlType& variant, std::string dialect) const;
    /// `COLLATE name` behind the type of a column.
    SqlType collate(std::string name) const;
    /// A name that databases get as it is; `name_of(dialect)` is asked for it, and where it gives none the usual one is
    /// used. Values stay those of this type.
    SqlType named_by(std::string (*name_of)(std::string_view dialect)) const;
    /// The same, equal for all databases.
    SqlType named(std::string name) const;

    friend bool operator==(const SqlType& left, const SqlType& right);
};

/// A type that is an object of the database's schema, such as a domain.
class UserType : public Counted {
public:
    virtual const std::string& name() const = 0;
    virtual const std::string& schema() const = 0;
};

/// What columns of a type are called in DDL, where that is not the database's usual name.
struct TypeSpelling {
    struct Variant {
        std::string dialect;
        SqlType type;
    };

    std::string name;                                                    ///< as it is, on every database
    std::string (*name_by_dialect)(std::string_view dialect) = nullptr;  ///< comes before `name`
    std::string collation;
    std::vector<Variant> variants;
    NodePtr<const UserType> user_type = nullptr;
};

/// What a driver is told about the type of a parameter.
struct ParameterType {
    constexpr ParameterType(TypeKind type = TypeKind::Null, TypeKind type_of_elements = TypeKind::Null)
        : kind(type), element(type_of_elements) {}  // NOLINT(google-explicit-constructor)

    TypeKind kind;
    TypeKind element;  ///< of the innermost arrays, and of ranges

    friend bool operator==(const ParameterType&, const ParameterType&) = default;
};

/// Unsigned types become the next wider signed one, which holds all of their numbers. (There is none wider than
/// BigInteger: numbers beyond it travel as decimals, and among elements all do.)
ParameterType parameter_type(const SqlType& type);

/// Whole numbers of any width.
constexpr bool is_integer(TypeKind kind) { return kind >= TypeKind::TinyInteger && kind <= TypeKind::BigInteger; }

/// The digits of the seconds' fraction that a column keeps, unless they are all six.
struct FractionDigits {
    int count;
};

struct Boolean : SqlType {
    Boolean() : SqlType{TypeKind::Boolean} {}
};
/// TINYINT, -128 to 127, or SMALLINT where there is none.
struct TinyInteger : SqlType {
    TinyInteger() : SqlType{TypeKind::TinyInteger} {}
};
struct SmallInteger : SqlType {
    SmallInteger() : SqlType{TypeKind::SmallInteger} {}
};
/// MEDIUMINT of three bytes, or INTEGER where there is none.
struct MediumInteger : SqlType {
    MediumInteger() : SqlType{TypeKind::MediumInteger} {}
};
struct Integer : SqlType {
    Integer() : SqlType{TypeKind::Integer} {}
};
struct BigInteger : SqlType {
    BigInteger() : SqlType{TypeKind::BigInteger} {}
};
/// `Unsigned{Integer{}}`: INTEGER UNSIGNED on MariaDB and MySQL, elsewhere the next wider type. There is none wider
/// than BigInteger: PostgreSQL has NUMERIC(20) for it (BIGINT for generated keys and references), SQLite BIGINT, in
/// which numbers above 9223372036854775807 are refused.
///
/// Throws: ArgumentError(`bad_type`) for other types.
struct Unsigned : SqlType {
    explicit Unsigned(SqlType whole_number);
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
/// Text of any length. MariaDB and MySQL have TINYTEXT to LONGTEXT: it is the smallest that holds `bytes`.
struct Text : SqlType {
    Text() : SqlType{TypeKind::Text} {}
    explicit Text(int bytes) : SqlType{TypeKind::Text, bytes} {}
};
/// All text is Unicode.
using Unicode = String;
using UnicodeText = Text;
/// Text of exactly so many characters: databases fill it up with spaces, and some drop them again when it is read.
struct Char : SqlType {
    explicit Char(int characters) : SqlType{TypeKind::Char, characters} {}
};
/// Bytes. With a limit it is VARBINARY on MariaDB and MySQL, or the smallest BLOB that holds so many.
struct LargeBinary : SqlType {
    LargeBinary() : SqlType{TypeKind::LargeBinary} {}
    explicit LargeBinary(int bytes) : SqlType{TypeKind::LargeBinary, bytes} {}
};
/// Exactly so many bytes: BINARY on MariaDB and MySQL, which fill up with zeros.
struct Binary : SqlType {
    explicit Binary(int bytes) : SqlType{TypeKind::Binary, bytes} {}
};
struct Date : SqlType {
    Date() : SqlType{TypeKind::Date} {}
};
/// A year of four digits: YEAR (1901 to 2155) on MariaDB and MySQL, elsewhere SMALLINT.
struct Year : SqlType {
    Year() : SqlType{TypeKind::Year} {}
};
/// A time of day, to the microsecond. With a time zone it is TIME WITH TIME ZONE, which only PostgreSQL has.
struct Time : SqlType {
    explicit Time(bool with_timezone = false) : SqlType{with_timezone ? TypeKind::TimeTz : TypeKind::Time} {}
    explicit Time(FractionDigits digits, bool with_timezone = false) : Time(with_timezone) {
        fraction_digits = digits.count;
    }
};
/// A point in time to the microsecond; with a time zone, an instant, else what a wall clock shows.
struct DateTime : SqlType {
    explicit DateTime(bool with_timezone = false)
        : SqlType{with_timezone ? TypeKind::DateTimeTz : TypeKind::DateTime} {}
    explicit DateTime(FractionDigits digits, bool with_timezone = false) : DateTime(with_timezone) {
        fraction_digits = digits.count;
    }
};
/// A length of time: INTERVAL on PostgreSQL; elsewhere BIGINT, a number of microseconds, in which a day has 24 hours
/// and months are refused.
struct IntervalType : SqlType {
    IntervalType() : SqlType{TypeKind::Interval} {}
};
/// So many bits: BIT(n); text of the digits 0 and 1 on SQLite.
struct Bit : SqlType {
    explicit Bit(int bits) : SqlType{TypeKind::Bit, bits} {}
};
/// Up to so many bits, or any number of them: BIT VARYING on PostgreSQL, text of the digits 0 and 1 elsewhere.
struct VarBit : SqlType {
    VarBit() : SqlType{TypeKind::VarBit} {}
    explicit VarBit(int bits) : SqlType{TypeKind::VarBit, bits} {}
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

    /// The database's own enumeration type, where it has one: ENUM of MariaDB and MySQL, CREATE TYPE of PostgreSQL
    /// (create_all() makes it before the tables). Elsewhere, and without this, it is VARCHAR with a CHECK.
    Enum native(std::string schema = {}) const;
};

/// Any of a fixed list of texts: SET on MariaDB and MySQL. Elsewhere it is a text in which they stand in a row with
/// commas between them, as it is for the program everywhere.
///
/// Throws: ArgumentError(`bad_enum`) when there is no label, or one twice.
struct Set : SqlType {
    explicit Set(std::vector<std::string> labels);
};
/// An array of one dimension or more. It is JSON on databases without arrays.
struct Array : SqlType {
    explicit Array(SqlType element_type, int dimensions = 1);
};
/// A range of numbers, dates or times; only PostgreSQL has them.
///
/// Throws: ArgumentError(`bad_type`) for other elements.
struct RangeType : SqlType {
    explicit RangeType(SqlType bound);
};
/// A set of ranges; only PostgreSQL has it. Throws as RangeType does.
struct MultiRangeType : SqlType {
    explicit MultiRangeType(SqlType bound);
};

/// For messages: `String(100)`, `Numeric(10, 2)`, `Enum(format)`.
std::string to_string(const SqlType& type);

}  // namespace azoth
