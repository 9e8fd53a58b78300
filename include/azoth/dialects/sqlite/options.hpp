// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "azoth/schema/dialect_options.hpp"

// What SQLite understands beyond the common schema.
namespace azoth::sqlite {

struct TableOptions {
    static constexpr OptionsOf kOptionsOf = OptionsOf::Table;

    bool is_without_rowid = false;
    bool is_strict = false;         ///< SQLite's own five type names, and values of other types are refused
    bool is_autoincrement = false;  ///< a generated key is never used again; it costs a table of SQLite's own
};

/// What a violated constraint leads to.
enum class OnConflict : std::uint8_t { Default, Rollback, Abort, Fail, Ignore, Replace };

struct ColumnOptions {
    static constexpr OptionsOf kOptionsOf = OptionsOf::Column;

    OnConflict not_null = OnConflict::Default;
};

struct ConstraintOptions {
    static constexpr OptionsOf kOptionsOf = OptionsOf::Constraint;

    OnConflict on_conflict = OnConflict::Default;  ///< of primary keys, unique constraints and checks
};

}  // namespace azoth::sqlite
