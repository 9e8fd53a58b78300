// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace azoth::engine {

/// What is left of a statement when its connection is lost and its transaction with it.
enum class Effect : std::uint8_t {
    None,        ///< it only reads
    Undone,      ///< what it did is undone with the transaction; outside of one it was committed by itself
    MayPersist,  ///< it commits, or nobody knows
};

/// Of SQL that may be several statements, or anything that a user writes. `has_transactional_ddl`: a database in which
/// only few statements end a transaction; in others all do that are not known to be harmless.
///
/// Source: PostgreSQL's documentation, "SQL Commands";
/// https://mariadb.com/kb/en/sql-statements-that-cause-an-implicit-commit/
Effect effect_of(std::string_view sql, bool has_transactional_ddl);

}  // namespace azoth::engine
