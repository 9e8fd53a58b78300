// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace azoth {

/// What happens to a row when the row it refers to is deleted or its key changes.
enum class ReferentialAction : std::uint8_t { NoAction, Restrict, Cascade, SetNull, SetDefault };

// Constraints name their columns; a constraint without a name gets one from the naming convention when its table is
// created, the same in every run: pk_books, fk_books_author_id_authors, uq_authors_name, ck_books_1, ix_books_title.

struct PrimaryKeyConstraint {
    std::vector<std::string> columns;
    std::string name;
};

struct ForeignKeyConstraint {
    std::vector<std::string> columns;
    std::string target_table;                 ///< `authors` or `schema.authors`
    std::vector<std::string> target_columns;  ///< as many as `columns`
    ReferentialAction on_delete = ReferentialAction::NoAction;
    ReferentialAction on_update = ReferentialAction::NoAction;
    std::string name;
};

struct UniqueConstraint {
    std::vector<std::string> columns;
    std::string name;
};

struct CheckConstraint {
    std::string condition;  ///< SQL
    std::string name;
};

struct Index {
    std::vector<std::string> columns;
    bool is_unique = false;
    std::string name;
};

}  // namespace azoth
