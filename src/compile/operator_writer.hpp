// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/sql_writer.hpp"
#include "azoth/sql/operator_nodes.hpp"

namespace azoth::compile {

void write_between(SqlWriter& writer, const sql::BetweenNode& node);
void write_collate(SqlWriter& writer, const sql::CollateNode& node);
void write_tuple(SqlWriter& writer, const sql::TupleNode& node);
void write_quantified(SqlWriter& writer, const sql::QuantifiedNode& node);
void write_custom_operator(SqlWriter& writer, const sql::CustomOperatorNode& node);

}  // namespace azoth::compile
