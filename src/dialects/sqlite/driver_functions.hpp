// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

namespace azoth::sqlite {

/// Makes the functions known to a connection that SQLite's dialect writes and SQLite does not have:
///
/// - `regexp(pattern, text)`, which is `text REGEXP pattern`; `regexp_like(text, pattern, flags)`;
///   `regexp_replace(text, pattern, replacement, flags)`: regular expressions as in Perl, on characters;
/// - `azoth_microseconds(timestamp)`: since 1970-01-01; `azoth_add_microseconds(timestamp, count)`;
/// - `azoth_in_time_format(iso, format)`, `azoth_from_time_format(text, format)`, `azoth_seconds(timestamp)` and
///   `azoth_from_seconds(count)`: what stored_as() stores and reads.
///
/// All give NULL for NULL. Returns SQLite's result code.
int add_functions(sqlite3* database);

}  // namespace azoth::sqlite
