// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "azoth/orm/row_shape.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

/// Runs a statement and fills one row of `sink` per row of the result.
void load_rows(SessionCore& session, const sql::StatementNode& statement, std::span<const ValueView> parameters,
               std::span<const RowField> fields, RowSink& sink);

/// Runs a SELECT of one entity. Objects that the session has already are among the result, as they are.
std::vector<ObjectHeader*> load_entities(SessionCore& session, const sql::StatementNode& statement,
                                         std::span<const ValueView> parameters, const ClassMap& map);

/// Runs the SELECT of one object by its key; null when there is no such row.
ObjectHeader* load_by_key(SessionCore& session, const ClassMap& map, std::span<const ValueView> key);

/// Reads the row of an object again, whatever has been changed in memory. Throws NoResultError(`no_such_row`).
void refresh(SessionCore& session, ObjectHeader& header);

}  // namespace azoth::orm
