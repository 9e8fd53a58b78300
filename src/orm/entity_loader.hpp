// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "azoth/orm/row_shape.hpp"
#include "orm/column_selection.hpp"
#include "orm/load_step.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

/// Runs a statement and fills one row of `sink` per row of the result; relationships are loaded as its options say.
void load_rows(SessionCore& session, const sql::StatementNode& statement, std::span<const ValueView> parameters,
               std::span<const RowField> fields, RowSink& sink);

/// The same for a SELECT whose options are `steps`, which may be null: neither its own count, nor what mappings add.
void load_rows(SessionCore& session, const sql::SelectNode& select, std::span<const RowField> fields, RowSink& sink,
               const LoadStep* steps);

/// The SELECT that load_rows() runs for one.
sql::StatementPtr statement_of_load(SessionCore& session, const sql::SelectNode& select);

/// Runs a SELECT of one entity. Objects that the session has already are among the result, as they are. `steps` holds
/// the options for their relationships; it may be null.
std::vector<ObjectHeader*> load_entities(SessionCore& session, const sql::SelectNode& select, const ClassMap& map,
                                         const LoadStep* steps);

/// Runs a SELECT of one entity whose rows have these columns; null: all of the class.
std::vector<ObjectHeader*> load_selection(SessionCore& session, const sql::SelectNode& select, const ClassMap& map,
                                          const ColumnSelection* selection);

/// Runs the SELECT of one object by its key; null when there is no such row.
ObjectHeader* load_by_key(SessionCore& session, const ClassMap& map, std::span<const ValueView> key);
/// The same for a class that is_loaded_plainly(), in a session without criteria.
ObjectHeader* take_by_key(SessionCore& session, const ClassMap& map, std::span<const ValueView> key);

/// Reads the row of an object again, whatever has been changed in memory. Throws NoResultError(`no_such_row`).
void refresh(SessionCore& session, ObjectHeader& header);

}  // namespace azoth::orm
