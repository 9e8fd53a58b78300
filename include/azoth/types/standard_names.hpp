// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "azoth/types/sql_type.hpp"

namespace azoth {

// The types of the SQL standard and of the databases, by their own names: a column of `NVARCHAR(30)` is declared so on
// every database, whether it knows that type or not. String, Integer and the like are what each database calls them.
// NOLINTBEGIN(readability-identifier-naming)

namespace detail {

SqlType with_digits(const SqlType& type, const char* name, int precision, int scale);
SqlType with_length(const SqlType& type, const char* name, int length);

}  // namespace detail

inline SqlType BOOLEAN() { return Boolean{}.named("BOOLEAN"); }
inline SqlType SMALLINT() { return SmallInteger{}.named("SMALLINT"); }
inline SqlType INTEGER() { return Integer{}.named("INTEGER"); }
inline SqlType INT() { return Integer{}.named("INT"); }
inline SqlType BIGINT() { return BigInteger{}.named("BIGINT"); }
inline SqlType REAL() { return Float{}.named("REAL"); }
inline SqlType FLOAT() { return Double{}.named("FLOAT"); }
inline SqlType DOUBLE() { return Double{}.named("DOUBLE"); }
inline SqlType DOUBLE_PRECISION() { return Double{}.named("DOUBLE PRECISION"); }
inline SqlType NUMERIC(int precision = 0, int scale = 0) {
    return detail::with_digits(Numeric(precision, scale), "NUMERIC", precision, scale);
}
inline SqlType DECIMAL(int precision = 0, int scale = 0) {
    return detail::with_digits(Numeric(precision, scale), "DECIMAL", precision, scale);
}
inline SqlType CHAR(int length = 0) { return detail::with_length(String(length), "CHAR", length); }
inline SqlType VARCHAR(int length = 0) { return detail::with_length(String(length), "VARCHAR", length); }
inline SqlType NCHAR(int length = 0) { return detail::with_length(String(length), "NCHAR", length); }
inline SqlType NVARCHAR(int length = 0) { return detail::with_length(String(length), "NVARCHAR", length); }
inline SqlType TEXT() { return Text{}.named("TEXT"); }
inline SqlType CLOB() { return Text{}.named("CLOB"); }
inline SqlType BINARY(int length = 0) { return detail::with_length(LargeBinary(length), "BINARY", length); }
inline SqlType VARBINARY(int length = 0) { return detail::with_length(LargeBinary(length), "VARBINARY", length); }
inline SqlType BLOB() { return LargeBinary{}.named("BLOB"); }
inline SqlType DATE() { return Date{}.named("DATE"); }
inline SqlType TIME() { return Time{}.named("TIME"); }
inline SqlType DATETIME() { return DateTime{}.named("DATETIME"); }
inline SqlType TIMESTAMP(bool with_timezone = false) {
    return DateTime(with_timezone).named(with_timezone ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP");
}
inline SqlType UUID() { return Uuid{}.named("UUID"); }
inline SqlType JSON() { return Json{}.named("JSON"); }

// NOLINTEND(readability-identifier-naming)

}  // namespace azoth
