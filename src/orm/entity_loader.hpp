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

}  // namespace azoth::orm
