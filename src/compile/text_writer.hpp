// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/compile/sql_writer.hpp"
#include "azoth/sql/text_node.hpp"

namespace azoth::compile {

/// SQL of the user's with placeholders for its binds.
void write_text(SqlWriter& writer, const sql::TextNode& text);

}  // namespace azoth::compile
