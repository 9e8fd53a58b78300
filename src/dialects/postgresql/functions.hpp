// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "azoth/compile/sql_writer.hpp"

namespace azoth::postgresql {

/// See Dialect::function_form().
std::string_view function_form(const sql::FunctionNode& node);

/// The form of a StandardFunction::Special; empty for one that PostgreSQL does not have.
std::string_view special_form(const sql::FunctionNode& node);

/// Writes a function that no form is enough for; false for all others.
bool write_special_function(compile::SqlWriter& writer, const sql::FunctionNode& node);

}  // namespace azoth::postgresql
