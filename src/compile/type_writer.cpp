// SPDX-License-Identifier: MIT
#include "compile/type_writer.hpp"

#include <fmt/core.h>

#include "azoth/schema/domain.hpp"
#include "compile/constraint_writer.hpp"
#include "compile/context.hpp"
#include "compile/ddl_words.hpp"
#include "compile/literal_sql.hpp"

namespace azoth::compile {
namespace {

std::string given_name(const SqlType& type, const Dialect& dialect) {
    if (!type.spelling) return {};
    if (type.spelling->name_by_dialect != nullptr) {
        std::string name = type.spelling->name_by_dialect(dialect.name());
        if (!name.empty()) return name;
    }
    return type.spelling->name;
}

void write_type_name(SqlWriter& writer, const SqlType& type, const TableDefinition& table, const Column& column) {
    const Dialect& dialect = writer.dialect();
    std::string& sql = writer.context().text.pieces.back();
    if (const std::string name = given_name(type, dialect); !name.empty()) {
        sql += name;
    } else if (const Domain* const domain = domain_of(type)) {
        require_ddl(writer, dialect.ddl().schema_types, fmt::format("domains ('{}')", domain->name()),
                    "give the column a variant: Domain(...).type().with_variant(...)");
        dialect.write_qualified(sql, domain->schema(), domain->name());
    } else {
        sql += dialect.type_name(type, table, column);
    }
}

void write_labels(SqlWriter& writer, const std::vector<std::string>& labels) {
    std::string_view before = "(";
    for (const std::string& label : labels) {
        writer.text(before).literal(ValueView::text(label));
        before = ", ";
    }
    writer.text(")");
}

void write_schema_type(SqlWriter& writer, const SqlType& type) {
    std::string& sql = writer.context().text.pieces.back();
    if (const Domain* const domain = domain_of(type))
        writer.dialect().write_qualified(sql, domain->schema(), domain->name());
    else
        writer.dialect().write_qualified(sql, type.enumeration->schema, type.enumeration->name);
}

void require_schema_types(const SqlWriter& writer) {
    require_ddl(writer, writer.dialect().ddl().schema_types, "CREATE TYPE", "its types need no statement of their own");
}

void write_create_domain(SqlWriter& writer, const Domain& domain) {
    static const TableDefinition kNoTable("domain");
    const Dialect& dialect = writer.dialect();
    writer.text("CREATE DOMAIN ");
    write_schema_type(writer, domain.type());
    writer.text(" AS ");
    write_column_type(writer, kNoTable, Column(domain.name(), domain.base()));
    if (!domain.server_default().empty())
        writer.text(" DEFAULT ").text(literal_sql(domain.server_default(), dialect, nullptr));
    if (!domain.is_nullable()) writer.text(" NOT NULL");
    if (!domain.check().empty()) writer.text(" CHECK (").text(literal_sql(domain.check(), dialect, nullptr)).text(")");
}

}  // namespace

const SqlType& type_on(const SqlType& type, const Dialect& dialect) {
    if (!type.spelling) return type;
    // A name for one of the family says more than that of the family.
    const TypeSpelling::Variant* found = nullptr;
    for (const auto& variant : type.spelling->variants)
        if (dialect.answers_to(variant.dialect) && (found == nullptr || variant.dialect != dialect.name()))
            found = &variant;
    return found == nullptr ? type : type_on(found->type, dialect);
}

void write_column_type(SqlWriter& writer, const TableDefinition& table, const Column& column) {
    const SqlType& type = type_on(column.type(), writer.dialect());
    write_type_name(writer, type, table, column);
    writer.dialect().write_type_options(writer.context().text.pieces.back(), column);
    if (type.spelling && !type.spelling->collation.empty())
        writer.text(" COLLATE ").identifier(type.spelling->collation);
}

bool has_enum_check(const Column& column, const Dialect& dialect) {
    const SqlType& type = type_on(column.type(), dialect);
    return type.kind == TypeKind::Enum && domain_of(type) == nullptr && given_name(type, dialect).empty() &&
           !(type.enumeration->is_native && dialect.ddl().native_enums);
}

void write_create_type(SqlWriter& writer, const DdlNode& ddl) {
    require_schema_types(writer);
    if (const Domain* const domain = domain_of(ddl.type)) return write_create_domain(writer, *domain);
    writer.text("CREATE TYPE ");
    write_schema_type(writer, ddl.type);
    writer.text(" AS ENUM ");
    write_labels(writer, ddl.type.enumeration->labels);
}

void write_drop_type(SqlWriter& writer, const DdlNode& ddl) {
    require_schema_types(writer);
    writer.text(domain_of(ddl.type) != nullptr ? "DROP DOMAIN " : "DROP TYPE ").text(if_exists(ddl));
    write_schema_type(writer, ddl.type);
    write_cascade(writer, ddl);
}

}  // namespace azoth::compile
