// SPDX-License-Identifier: MIT
#include "compile/ddl_writer.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "compile/constraint_writer.hpp"
#include "compile/context.hpp"
#include "compile/ddl_words.hpp"
#include "compile/index_writer.hpp"
#include "compile/sequence_writer.hpp"
#include "compile/table_writer.hpp"
#include "compile/type_writer.hpp"
#include "compile/view_writer.hpp"

namespace azoth::compile {
namespace {

void write_schema(SqlWriter& writer, const DdlNode& ddl, std::string_view verb, std::string_view condition) {
    require_ddl(writer, writer.dialect().ddl().schemas, "CREATE SCHEMA and DROP SCHEMA",
                "a schema is a database that the connection has attached");
    writer.text(verb).text(condition).identifier(ddl.name);
    write_cascade(writer, ddl);
}

}  // namespace

void throw_unsupported_ddl(std::string_view dialect, std::string_view what, std::string_view advice) {
    throw CompileError("unsupported", fmt::format("{} has no {}; {}", dialect, what, advice));
}

void require_ddl(const SqlWriter& writer, bool is_supported, std::string_view what, std::string_view advice) {
    if (!is_supported) throw_unsupported_ddl(writer.dialect().name(), what, advice);
}

void write_cascade(SqlWriter& writer, const DdlNode& ddl) {
    if (!ddl.cascades) return;
    require_ddl(writer, writer.dialect().ddl().cascade, "DROP ... CASCADE", "drop what depends on it first");
    writer.text(" CASCADE");
}

void write_ddl(SqlWriter& writer, const DdlNode& ddl) {
    using Action = DdlNode::Action;
    switch (ddl.action) {
        case Action::CreateTable: return write_create_table(writer, ddl);
        case Action::DropTable: return write_drop_table(writer, ddl);
        case Action::CreateIndex: return write_create_index(writer, ddl);
        case Action::DropIndex: return write_drop_index(writer, ddl);
        case Action::AddConstraint: return write_add_constraint(writer, ddl);
        case Action::DropConstraint: return write_drop_constraint(writer, ddl);
        case Action::SetTableComment:
        case Action::SetColumnComment:
        case Action::SetConstraintComment: return writer.dialect().write_comment(writer, ddl);
        case Action::CreateSchema: return write_schema(writer, ddl, "CREATE SCHEMA ", if_not_exists(ddl));
        case Action::DropSchema: return write_schema(writer, ddl, "DROP SCHEMA ", if_exists(ddl));
        case Action::CreateSequence: return write_create_sequence(writer, ddl);
        case Action::DropSequence: return write_drop_sequence(writer, ddl);
        case Action::CreateType: return write_create_type(writer, ddl);
        case Action::DropType: return write_drop_type(writer, ddl);
        case Action::CreateView: return write_create_view(writer, ddl);
        case Action::DropView: return write_drop_view(writer, ddl);
        case Action::RefreshView: return write_refresh_view(writer, ddl);
        case Action::CreateTableAs: return write_create_table_as(writer, ddl);
        case Action::Text: writer.text(ddl.name); return;
    }
}

}  // namespace azoth::compile
