// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "azoth/compile/sql_writer.hpp"
#include "compile/result_columns.hpp"

namespace azoth::compile {

/// `SELECT ...` where the writer's scope says what is around it. A subquery in FROM and a CTE give their columns the
/// names by which others refer to them; empty `names` leave them as they are.
void write_select(SqlWriter& writer, const sql::SelectNode& select, std::span<const sql::FromColumn> names = {});

/// SQL of the user's, as far as it is meant for this dialect: ` OR REPLACE`.
void write_texts(SqlWriter& writer, const std::vector<sql::DialectText>& texts);

/// LIMIT and what stands behind it.
void write_tail(SqlWriter& writer, const sql::QueryNode& query);

/// `books.id, count(*) AS number`.
void write_result_columns(SqlWriter& writer, std::span<const ResultColumn> columns,
                          std::span<const sql::FromColumn> names = {});

}  // namespace azoth::compile
