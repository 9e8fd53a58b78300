// SPDX-License-Identifier: MIT
#include "compile/from_writer.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "compile/context.hpp"
#include "compile/query_writer.hpp"

namespace azoth::compile {
namespace {

void write_subquery(SqlWriter& writer, const sql::QueryFromNode& subquery) {
    const Restored<const Scope*> no_scope(writer.context().scope, nullptr);
    writer.text("(");
    write_query(writer, *subquery.query, subquery.columns());
    writer.text(")");
}

/// What stands behind the name of a function in FROM.
void write_derived_columns(SqlWriter& writer, const sql::FunctionFromNode& from) {
    if (from.written == sql::FunctionFromNode::Columns::Unnamed) return;
    std::string_view before = " (";
    for (const sql::FromColumn& column : from.columns()) {
        writer.text(before).identifier(column.name);
        if (from.written == sql::FunctionFromNode::Columns::Typed)
            writer.text(" ").text(writer.dialect().cast_type_name(column.type));
        before = ", ";
    }
    writer.text(")");
}

void write_function(SqlWriter& writer, const sql::FunctionFromNode& from) {
    writer.expression(*from.function);
    if (from.has_ordinality) writer.text(" WITH ORDINALITY");
}

/// An element without the name that it gets here.
void write_source(SqlWriter& writer, const sql::FromNode& from) {
    switch (from.kind()) {
        case sql::NodeKind::Table: writer.table_name(static_cast<const sql::TableNode&>(from)); return;
        // An alias of an alias is one of the same thing.
        case sql::NodeKind::Alias: return write_source(writer, *static_cast<const sql::AliasNode&>(from).element);
        case sql::NodeKind::Subquery: return write_subquery(writer, static_cast<const sql::QueryFromNode&>(from));
        case sql::NodeKind::FunctionFrom:
            return write_function(writer, static_cast<const sql::FunctionFromNode&>(from));
        default:
            writer.context().ctes.require(writer, static_cast<const sql::QueryFromNode&>(from));
            writer.identifier(from.name());
    }
}

void write_from(SqlWriter& writer, const sql::FromNode& from) {
    write_source(writer, from);
    if (from.kind() == sql::NodeKind::Table || from.kind() == sql::NodeKind::Cte) return;
    writer.text(" AS ").identifier(writer.context().aliases.name_of(from));
    if (from.kind() == sql::NodeKind::FunctionFrom)
        write_derived_columns(writer, static_cast<const sql::FunctionFromNode&>(from));
}

std::string_view join_keyword(SqlWriter& writer, sql::JoinKind kind) {
    switch (kind) {
        case sql::JoinKind::Inner: return " JOIN ";
        case sql::JoinKind::LeftOuter: return " LEFT OUTER JOIN ";
        case sql::JoinKind::Cross: return " CROSS JOIN ";
        case sql::JoinKind::FullOuter: break;
    }
    if (!writer.dialect().capabilities().full_outer_join)
        throw CompileError("unsupported", fmt::format("{} has no FULL OUTER JOIN; join from both sides in two queries",
                                                      writer.dialect().name()));
    return " FULL OUTER JOIN ";
}

void write_join(SqlWriter& writer, const sql::JoinClause& join) {
    writer.text(join_keyword(writer, join.kind));
    write_from(writer, *join.target);
    if (join.on) writer.text(" ON ").expression(*join.on);
}

}  // namespace

void write_from_clause(SqlWriter& writer, const std::vector<FromElement>& elements) {
    std::string_view before = " FROM ";
    for (const FromElement& element : elements) {
        writer.text(before);
        write_from(writer, *element.root);
        for (const sql::JoinClause* join : element.joins) write_join(writer, *join);
        before = ", ";
    }
}

}  // namespace azoth::compile
