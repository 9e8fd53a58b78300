// SPDX-License-Identifier: MIT
#include "compile/table_writer.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "compile/constraint_writer.hpp"
#include "compile/context.hpp"
#include "compile/ddl_condition.hpp"
#include "compile/ddl_words.hpp"
#include "compile/type_writer.hpp"

namespace azoth::compile {
namespace {

/// PostgreSQL would cut it without an error, and two names could become one.
void check_length(const SqlWriter& writer, std::string_view what, std::string_view name) {
    const std::size_t limit = writer.dialect().capabilities().max_identifier_length;
    if (name.size() > limit)
        throw CompileError("name_too_long", fmt::format("the name of the {} '{}' has {} bytes; {} takes {}", what, name,
                                                        name.size(), writer.dialect().name(), limit));
}

void write_columns(SqlWriter& writer, const TableDefinition& table) {
    const auto generated = table.autoincrement_column();
    for (std::uint32_t i = 0; i < table.definitions().size(); ++i) {
        const Column& column = table.definitions()[i];
        check_length(writer, "column", column.name());
        writer.text(i == 0 ? "" : ", ");
        write_column_definition(writer, table, column, generated == i);
    }
}

class ConstraintList {
public:
    ConstraintList(SqlWriter& writer, const TableDefinition& table) : writer_(writer), table_(table) {}

    template <class Constraint>
    void add(const Constraint& constraint) {
        if (!exists_on(constraint.condition(), writer_.dialect())) return;
        writer_.text(", ");
        write_constraint(writer_, table_, constraint);
    }
    void add_enum_check(const Column& column) {
        if (!has_enum_check(column, writer_.dialect())) return;
        writer_.text(", ");
        write_enum_check(writer_, table_, column);
    }

private:
    SqlWriter& writer_;
    const TableDefinition& table_;
};

void write_constraints(SqlWriter& writer, const DdlNode& ddl) {
    const TableDefinition& table = *ddl.table;
    const auto& omitted = ddl.omitted_foreign_keys;
    ConstraintList list(writer, table);
    if (!table.primary_key().empty() && !writer.dialect().has_inline_primary_key(table))
        list.add(table.primary_key_constraint());
    for (const UniqueConstraint& unique : table.unique_constraints()) list.add(unique);
    for (const CheckConstraint& check : table.checks()) list.add(check);
    for (const ExcludeConstraint& exclude : table.excludes()) list.add(exclude);
    for (const Column& column : table.definitions()) list.add_enum_check(column);
    for (std::uint32_t key = 0; key < table.foreign_keys().size(); ++key)
        if (std::find(omitted.begin(), omitted.end(), key) == omitted.end()) list.add(table.foreign_keys()[key]);
}

}  // namespace

void write_create_table(SqlWriter& writer, const DdlNode& ddl) {
    const TableDefinition& table = *ddl.table;
    if (table.definitions().empty())
        throw CompileError("nothing_to_create", fmt::format("the table {} has no columns", table.full_name()));
    check_length(writer, "table", table.name());
    writer.text("CREATE ");
    writer.dialect().write_table_words(writer.context().text.pieces.back(), table);
    writer.text("TABLE ").text(if_not_exists(ddl)).table_name(table).text(" (");
    write_columns(writer, table);
    write_constraints(writer, ddl);
    writer.text(")");
    writer.dialect().write_table_options(writer.context().text.pieces.back(), table);
}

void write_drop_table(SqlWriter& writer, const DdlNode& ddl) {
    writer.text("DROP TABLE ").text(if_exists(ddl)).table_name(*ddl.table);
    write_cascade(writer, ddl);
}

}  // namespace azoth::compile
