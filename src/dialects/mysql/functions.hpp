// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "azoth/compile/sql_writer.hpp"
#include "dialects/mysql/product.hpp"

namespace azoth::mysql {

/// See Dialect::function_form().
std::string_view function_form(const sql::FunctionNode& node, const Product& product);

/// Writes a function that no form is enough for; false for all others.
bool write_special_function(compile::SqlWriter& writer, const sql::FunctionNode& node, const Product& product);

/// Refuses functions that MariaDB and MySQL have, but not with a window.
void check_window_function(compile::SqlWriter& writer, const sql::FunctionNode& node, const Product& product);

void write_json_table(compile::SqlWriter& writer, const sql::JsonTableNode& node, const Product& product);

/// `a, b WITH ROLLUP`.
void write_rollup(compile::SqlWriter& writer, const sql::GroupingNode& node, const sql::SelectNode& select,
                  const Product& product);

}  // namespace azoth::mysql
