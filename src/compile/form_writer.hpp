// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "azoth/compile/sql_writer.hpp"

namespace azoth::compile {

/// See SqlWriter::form().
void write_form(SqlWriter& writer, std::string_view form, const sql::ExpressionList& operands,
                std::string_view options);

}  // namespace azoth::compile
