// SPDX-License-Identifier: MIT
#include "compile/column_writer.hpp"

#include <string>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "compile/context.hpp"

namespace azoth::compile {
namespace {

void write_qualifier(SqlWriter& writer, const sql::FromNode& from) {
    if (from.kind() == sql::NodeKind::Table && !static_cast<const sql::TableNode&>(from).rows())
        writer.table_name(static_cast<const sql::TableNode&>(from));
    else
        writer.identifier(writer.context().aliases.name_of(from));
}

[[noreturn]] void fail_not_in_from(SqlWriter& writer, const sql::FromNode& from, std::uint32_t column) {
    const std::string name(writer.context().aliases.name_of(from));
    throw CompileError("not_in_from",
                       fmt::format("the statement uses the column {0}.{1}, but {0} is not among its tables here; a "
                                   "SELECT gets it by join() or select_from(), an UPDATE or DELETE by a subquery",
                                   name, from.columns()[column].name));
}

}  // namespace

void write_column(SqlWriter& writer, const sql::FromNode& from, std::uint32_t column) {
    Context& context = writer.context();
    if (context.scope == nullptr || !context.scope->has(&from)) fail_not_in_from(writer, from, column);
    if (context.qualifies_columns) {
        write_qualifier(writer, from);
        writer.text(".");
    }
    writer.column_name(from, column);
}

void write_column(SqlWriter& writer, const sql::ColumnNode& node) { write_column(writer, *node.from, node.index); }

}  // namespace azoth::compile
