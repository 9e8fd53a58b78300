// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "azoth/sql/from_nodes.hpp"

namespace azoth {

/// The names of result columns that have the same name, or one each.
enum class LabelStyle : std::uint8_t {
    Default,           ///< None for a statement, DisambiguateOnly within another one
    None,              ///< as they are
    TablePlusColumn,   ///< `books_id, authors_id`
    DisambiguateOnly,  ///< `id, id_1`
};

namespace sql {

/// Locks on the rows that a SELECT reads.
struct RowLock {
    bool read = false;         ///< FOR SHARE: others may read, but not change
    bool key_share = false;    ///< weaker: keeps others from changing the key only
    bool nowait = false;       ///< an error instead of waiting for others' locks
    bool skip_locked = false;  ///< leaves out rows that others have locked
    std::vector<FromPtr> of;   ///< only rows of these; empty: of all
};

/// Which tables of the statements around it a subquery leaves to them.
enum class Correlation : std::uint8_t {
    Automatic,  ///< all that they have, as long as it keeps one itself
    Only,       ///< those listed
    Except,     ///< all but those listed
};

/// SQL of the user's for one dialect; an empty dialect means every one.
struct DialectText {
    std::string dialect;
    std::string text;
};

struct TableHint {
    FromPtr table;
    DialectText text;
};

/// The clauses that few queries have: one pointer in the others.
struct RareClauses : Counted {
    ExpressionList distinct_on;
    std::optional<RowLock> lock;
    std::vector<TableHint> table_hints;
    std::vector<DialectText> statement_hints;
    std::vector<DialectText> prefixes;
    std::vector<DialectText> suffixes;
    Correlation correlation = Correlation::Automatic;
    std::vector<FromPtr> correlated;
    std::vector<FromPtr> ctes;  ///< written even when nothing names them
    LabelStyle label_style = LabelStyle::Default;

    void write_scalars(CacheKeyWriter& key) const;
    void write_children(CacheKeyWriter& key) const;
};

}  // namespace sql
}  // namespace azoth
