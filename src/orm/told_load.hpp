// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "azoth/orm/row_shape.hpp"
#include "orm/load_step.hpp"
#include "orm/session_core.hpp"

namespace azoth::orm {

/// Loads the rows of a statement as listeners leave it.
using LoadRows = std::function<void(const sql::StatementNode& statement, RowSink& sink)>;

/// Fills `sink` with the rows of a statement of which listeners are told before: those that they give, or by `load`.
/// Precondition: there are listeners.
void load_told(SessionCore& session, const sql::StatementNode& statement, std::span<const RowField> fields,
               RowSink& sink, LoadCause cause, const LoadRows& load);

/// The objects of a SELECT of one entity, told of or not: see load_entities().
std::vector<ObjectHeader*> load_told_entities(SessionCore& session, const sql::SelectNode& select, const ClassMap& map,
                                              const LoadStep* steps, LoadCause cause);

/// Listeners are told that columns of objects of the session are about to be read.
void tell_of_columns(SessionCore& session, const sql::StatementNode& select);

}  // namespace azoth::orm
