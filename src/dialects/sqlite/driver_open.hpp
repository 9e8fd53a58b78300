// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include <sqlite3.h>

#include "dialects/sqlite/driver_options.hpp"

namespace azoth::sqlite {

struct DatabaseCloser {
    void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
};
using DatabaseHandle = std::unique_ptr<sqlite3, DatabaseCloser>;

/// Opens a database and applies all options.
///
/// Throws: ConnectionError; ArgumentError(`bad_url`) for a journal mode that this database cannot have.
DatabaseHandle open_database(const OpenOptions& options);

/// Brings back the settings that a user may have changed by PRAGMA and that guard the data.
void apply_foreign_keys(sqlite3* database, const OpenOptions& options);

}  // namespace azoth::sqlite
