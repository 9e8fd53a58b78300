// SPDX-License-Identifier: MIT
#include "compile/ddl_writer.hpp"

#include "azoth/base/error.hpp"
#include "compile/context.hpp"
#include "compile/table_writer.hpp"

namespace azoth::compile {
namespace {

void write_create_table(SqlWriter& writer, const DdlNode& ddl) {
    writer.text(ddl.is_conditional ? "CREATE TABLE IF NOT EXISTS " : "CREATE TABLE ").table_name(*ddl.table);
    writer.text(" (");
    write_table_parts(writer, *ddl.table, ddl.omitted_foreign_keys);
    writer.text(")");
    writer.dialect().write_table_options(writer.context().text.pieces.back(), *ddl.table);
}

void write_create_index(SqlWriter& writer, const DdlNode& ddl) {
    const Index& index = ddl.table->indexes()[ddl.position];
    writer.text(index.is_unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    if (ddl.is_conditional && writer.dialect().capabilities().conditional_index) writer.text("IF NOT EXISTS ");
    write_constraint_name(writer, constraint_name(*ddl.table, index));
    writer.text(" ON ").table_name(*ddl.table).text(" ");
    write_names(writer, index.columns);
}

void write_add_foreign_key(SqlWriter& writer, const DdlNode& ddl) {
    writer.text("ALTER TABLE ").table_name(*ddl.table).text(" ADD ");
    write_foreign_key(writer, *ddl.table, ddl.table->foreign_keys()[ddl.position]);
}

void write_drop_foreign_key(SqlWriter& writer, const DdlNode& ddl) {
    writer.text("ALTER TABLE ").table_name(*ddl.table).text(" ").text(writer.dialect().drop_foreign_key()).text(" ");
    write_constraint_name(writer, constraint_name(*ddl.table, ddl.table->foreign_keys()[ddl.position]));
}

}  // namespace

void write_ddl(SqlWriter& writer, const DdlNode& ddl) {
    switch (ddl.action) {
        case DdlNode::Action::CreateTable: return write_create_table(writer, ddl);
        case DdlNode::Action::DropTable:
            writer.text(ddl.is_conditional ? "DROP TABLE IF EXISTS " : "DROP TABLE ").table_name(*ddl.table);
            return;
        case DdlNode::Action::CreateIndex: return write_create_index(writer, ddl);
        case DdlNode::Action::AddForeignKey: return write_add_foreign_key(writer, ddl);
        case DdlNode::Action::DropForeignKey: return write_drop_foreign_key(writer, ddl);
    }
}

}  // namespace azoth::compile
