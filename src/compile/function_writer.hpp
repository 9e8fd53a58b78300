// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "azoth/compile/sql_writer.hpp"

namespace azoth::compile {

/// Any function: one of the user's as he says, others as the dialect does.
void write_function(SqlWriter& writer, const sql::FunctionNode& node);

/// A function without a rendering of the user's. An empty `form` is its own name; else see Dialect::function_form().
void write_known_function(SqlWriter& writer, const sql::FunctionNode& node, std::string_view form);

struct CallText {
    std::string_view more;  ///< follows the arguments
    std::string_view last;  ///< before the closing parenthesis
};

/// See SqlWriter::call().
void write_call(SqlWriter& writer, std::string_view name, const sql::FunctionNode& node, const CallText& text = {});

/// `ROLLUP (a, b)`, `GROUPING SETS ((a, b), a, ())`.
void write_grouping(SqlWriter& writer, const sql::GroupingNode& node);

}  // namespace azoth::compile
