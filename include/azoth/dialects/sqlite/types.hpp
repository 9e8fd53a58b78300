// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "azoth/types/sql_type.hpp"

namespace azoth::sqlite {

/// A type of dates or times whose values are stored in SQLite in a form of the user's, instead of `2024-02-29` and
/// `2024-02-29 23:59:59.5`: for files that other programs write. Other databases do not notice.
///
///     Column("day", sqlite::stored_as(Date{}, "%d.%m.%Y"))
///
/// `format` has `%Y` (four digits), `%m`, `%d`, `%H`, `%M`, `%S` (two), `%f` (six: microseconds), `%%`, and text; for
/// DateTime it may be `%s` alone: a number, the seconds since 1970-01-01. What it leaves out is not stored; a value
/// that it cannot hold, such as a year of five digits, is stored as azoth usually does. Read is what has the format,
/// and what azoth or SQLite's own functions write. SQLite compares what is stored: `<` and ORDER BY want a format that
/// sorts.
///
/// Throws: ArgumentError(`bad_storage_format`) when the format has not all parts of the type, or others.
SqlType stored_as(const SqlType& type, std::string_view format);

}  // namespace azoth::sqlite
