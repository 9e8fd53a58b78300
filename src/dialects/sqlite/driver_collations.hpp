// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

namespace azoth::sqlite {

/// Makes `COLLATE decimal` known to a connection: texts of decimal numbers are compared by value (`9.5` before `10.0`,
/// `1.50` equal to `1.5`), other texts stand behind them. SQLite's own shell has one of the same name and order.
///
/// Returns SQLite's result code.
int add_collations(sqlite3* database);

}  // namespace azoth::sqlite
