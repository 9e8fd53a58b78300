// SPDX-License-Identifier: MIT
#include "compile/index_writer.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "compile/constraint_writer.hpp"
#include "compile/context.hpp"
#include "compile/ddl_words.hpp"
#include "compile/literal_sql.hpp"

namespace azoth::compile {
namespace {

void write_order(SqlWriter& writer, const Index::Element& element) {
    if (element.is_descending) writer.text(" DESC");
    if (element.nulls == sql::NullsOrder::Default) return;
    require_ddl(writer, writer.dialect().ddl().index_nulls_order, "NULLS FIRST or LAST in indexes",
                "leave it out; rows can be read in any order without it");
    writer.text(element.nulls == sql::NullsOrder::First ? " NULLS FIRST" : " NULLS LAST");
}

void write_element(SqlWriter& writer, const TableDefinition& table, const Index& index, std::size_t position) {
    const Dialect& dialect = writer.dialect();
    const Index::Element& element = index.elements()[position];
    if (element.expression) {
        require_ddl(writer, dialect.ddl().expression_indexes, "indexes on expressions",
                    "add a computed() column and index that");
        writer.text("(").text(literal_sql(*element.expression, dialect, &table)).text(")");
    } else {
        const Column* const column = table.find_definition(element.column);
        writer.identifier(element.column, column == nullptr ? Quoting::Auto : column->quoted().quoting);
    }
    dialect.write_index_element_options(writer.context().text.pieces.back(), index, position);
    write_order(writer, element);
}

void write_where(SqlWriter& writer, const TableDefinition& table, const Index& index) {
    if (index.where().empty()) return;
    require_ddl(writer, writer.dialect().ddl().partial_indexes, "partial indexes (WHERE)",
                "index all rows, or keep the index to other databases by ddl_if()");
    writer.text(" WHERE ").text(literal_sql(index.where(), writer.dialect(), &table));
}

void write_index_name(SqlWriter& writer, const DdlNode& ddl, bool is_qualified) {
    const std::string name = constraint_name(*ddl.table, *ddl.index);
    if (name.empty())
        throw CompileError("unsupported", fmt::format("an index of {} has no name, and the naming convention gives it "
                                                      "none: name it",
                                                      ddl.table->full_name()));
    if (is_qualified) writer.schema_prefix(ddl.table->schema());
    write_constraint_name(writer, name);
}

}  // namespace

void write_create_index(SqlWriter& writer, const DdlNode& ddl) {
    const Dialect& dialect = writer.dialect();
    const TableDefinition& table = *ddl.table;
    const Index& index = *ddl.index;
    writer.text("CREATE ");
    dialect.write_index_words(writer.context().text.pieces.back(), index);
    writer.text(" ");
    if (ddl.is_conditional) {
        require_ddl(writer, dialect.capabilities().conditional_index, "CREATE INDEX IF NOT EXISTS",
                    "look first whether the index is there");
        writer.text("IF NOT EXISTS ");
    }
    write_index_name(writer, ddl, dialect.ddl().index_is_qualified);
    writer.text(" ON ");
    if (dialect.ddl().index_is_qualified)
        writer.identifier(table.name(), table.quoting());
    else
        writer.table_name(table);
    dialect.write_index_method(writer.context().text.pieces.back(), index);
    writer.text(" (");
    for (std::size_t i = 0; i < index.elements().size(); ++i) {
        writer.text(i == 0 ? "" : ", ");
        write_element(writer, table, index, i);
    }
    writer.text(")");
    if (index.are_nulls_not_distinct())
        require_ddl(writer, dialect.ddl().nulls_not_distinct, "NULLS NOT DISTINCT", "use not_null() columns");
    dialect.write_index_options(writer.context().text.pieces.back(), index);
    write_where(writer, table, index);
}

void write_drop_index(SqlWriter& writer, const DdlNode& ddl) {
    const Dialect& dialect = writer.dialect();
    writer.text("DROP ").text(dialect.drop_index_words(*ddl.index)).text(" ");
    if (ddl.is_conditional) {
        require_ddl(writer, dialect.capabilities().conditional_index, "DROP INDEX IF EXISTS",
                    "look first whether the index is there");
        writer.text("IF EXISTS ");
    }
    write_index_name(writer, ddl, !dialect.ddl().index_belongs_to_table);
    if (dialect.ddl().index_belongs_to_table) writer.text(" ON ").table_name(*ddl.table);
    write_cascade(writer, ddl);
}

}  // namespace azoth::compile
