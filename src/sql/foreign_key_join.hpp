// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "azoth/sql/from_nodes.hpp"

namespace azoth::sql {

struct ForeignKeyJoin {
    FromPtr left;
    ExpressionPtr on;
};

/// Whether a foreign key leads between `target` and one of `lefts`.
bool has_foreign_key(const std::vector<const FromNode*>& lefts, const FromNode& target);

/// The condition that joins `target` to one of `lefts` along the only foreign key between them, in either direction.
/// Aliases have the foreign keys of their tables, subqueries those whose columns they select.
///
/// Throws ArgumentError(`no_join_condition`, `ambiguous_join`) that names the candidates.
ForeignKeyJoin only_foreign_key(const std::vector<const FromNode*>& lefts, const FromNode& target);

}  // namespace azoth::sql
