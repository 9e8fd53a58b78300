// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "azoth/compile/sql_writer.hpp"
#include "compile/context.hpp"

namespace azoth::compile {

/// A query, on its own or within another statement, without parentheses around it; before it the CTEs that belong
/// there. `names`, unless empty, are what its columns are to be called.
///
/// Throws CompileError(`unsupported`) for a statement that has no place there.
void write_query(SqlWriter& writer, const sql::StatementNode& query, std::span<const sql::FromColumn> names = {});

/// To be held while a query within another one is written. Throws CompileError(`too_deep`).
Restored<std::size_t> enter_query(SqlWriter& writer);

/// Takes up a CTE into the WITH of the query to which it belongs. Precondition: there may be one (see Context::ctes).
void require_cte(SqlWriter& writer, const sql::CteNode& cte);
/// What add_cte() was given. Throws CompileError(`not_a_cte`) when it is something else.
const sql::CteNode& cte_of(const sql::FromNode& element);

/// INSERT, UPDATE, DELETE or MERGE, on its own or as the body of a CTE.
void write_data_change(SqlWriter& writer, const sql::StatementNode& statement);

}  // namespace azoth::compile
