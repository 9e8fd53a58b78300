// SPDX-License-Identifier: MIT
#include "compile/from_writer.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/values_node.hpp"
#include "compile/context.hpp"
#include "compile/ctes_within.hpp"
#include "compile/query_writer.hpp"

namespace azoth::compile {
namespace {

using sql::FromNode;
using sql::NodeKind;

void write_from(SqlWriter& writer, const FromNode& from);

/// VALUES whose columns are named behind the alias.
bool has_derived_columns(SqlWriter& writer, const FromNode& from) {
    return from.kind() != NodeKind::FunctionFrom && writer.dialect().capabilities().derived_columns &&
           static_cast<const sql::QueryFromNode&>(from).query->kind() == NodeKind::Values;
}

/// A query in parentheses, which sees no more than `scope` of the statement around it.
void write_inner_query(SqlWriter& writer, const sql::StatementNode& query, std::span<const sql::FromColumn> columns,
                       const Scope* scope) {
    Context& context = writer.context();
    const Restored<const Scope*> outer(context.scope, scope);
    const Restored<bool> within(context.is_outermost, false);
    const Restored<std::size_t> deeper = enter_query(writer);
    writer.text("(");
    write_query(writer, query, columns);
    writer.text(")");
}

bool is_query(const FromNode& from) {
    return from.kind() == NodeKind::Table && static_cast<const sql::TableNode&>(from).rows();
}

void write_table(SqlWriter& writer, const sql::TableNode& table) {
    if (table.rows())
        write_inner_query(writer, *table.rows(), table.columns(), nullptr);
    else
        writer.table_name(table);
}

void write_subquery(SqlWriter& writer, const sql::QueryFromNode& subquery) {
    const bool is_lateral = subquery.kind() == NodeKind::Lateral;
    if (is_lateral && !writer.dialect().capabilities().lateral)
        throw CompileError("unsupported", fmt::format("{} has no LATERAL; use a correlated scalar_subquery(), or "
                                                      "row_number() in a subquery",
                                                      writer.dialect().name()));
    if (is_lateral) writer.text("LATERAL ");
    write_inner_query(writer, *subquery.query,
                      has_derived_columns(writer, subquery) ? std::span<const sql::FromColumn>() : subquery.columns(),
                      is_lateral ? writer.context().scope : nullptr);
}

void write_columns(SqlWriter& writer, const FromNode& from, bool with_types) {
    std::string_view before = " (";
    for (const sql::FromColumn& column : from.columns()) {
        writer.text(before).identifier(column.name);
        if (with_types) writer.text(" ").text(writer.dialect().cast_type_name(column.type));
        before = ", ";
    }
    writer.text(")");
}

/// What stands behind the name of an element.
void write_derived_columns(SqlWriter& writer, const FromNode& from) {
    if (from.kind() == NodeKind::FunctionFrom) {
        const auto& function = static_cast<const sql::FunctionFromNode&>(from);
        if (function.written == sql::FunctionFromNode::Columns::Unnamed && !function.has_ordinality) return;
        if (!writer.dialect().capabilities().function_columns)
            writer.refuse("cannot name the columns of a function in FROM; take them by the function's own names");
        write_columns(writer, from, function.written == sql::FunctionFromNode::Columns::Typed);
    } else if ((from.kind() == NodeKind::Subquery || from.kind() == NodeKind::Lateral) &&
               has_derived_columns(writer, from)) {
        write_columns(writer, from, false);
    }
}

void write_function(SqlWriter& writer, const sql::FunctionFromNode& from) {
    writer.expression(*from.function);
    if (from.has_ordinality) writer.text(" WITH ORDINALITY");
}

/// An element without the name that it gets here.
void write_source(SqlWriter& writer, const FromNode& from) {
    switch (from.kind()) {
        case NodeKind::Table: return write_table(writer, static_cast<const sql::TableNode&>(from));
        // An alias of an alias is one of the same thing.
        case NodeKind::Alias: return write_source(writer, *static_cast<const sql::AliasNode&>(from).element);
        case NodeKind::Sample: return write_source(writer, *static_cast<const sql::SampleNode&>(from).element);
        case NodeKind::Subquery:
        case NodeKind::Lateral: return write_subquery(writer, static_cast<const sql::QueryFromNode&>(from));
        case NodeKind::FunctionFrom: return write_function(writer, static_cast<const sql::FunctionFromNode&>(from));
        default: require_cte(writer, static_cast<const sql::CteNode&>(from)); writer.identifier(from.name());
    }
}

void write_sample(SqlWriter& writer, const sql::SampleNode& sample) {
    if (!writer.dialect().capabilities().tablesample)
        throw CompileError("unsupported", fmt::format("{} has no TABLESAMPLE; order by a random number and limit",
                                                      writer.dialect().name()));
    writer.text(" TABLESAMPLE ").text(sample.method).text(" (").expression(*sample.argument).text(")");
    if (sample.repeatable) writer.text(" REPEATABLE (").expression(*sample.repeatable).text(")");
}

/// The user's hints for an element.
std::string hints_for(SqlWriter& writer, const FromNode& from) {
    const sql::RareClauses* const rare = writer.context().rare;
    std::string text;
    if (rare == nullptr) return text;
    for (const sql::TableHint& hint : rare->table_hints)
        if (hint.table.get() == &from && writer.dialect().answers_to(hint.text.dialect)) text += " " + hint.text.text;
    return text;
}

std::string_view join_keyword(SqlWriter& writer, sql::JoinKind kind) {
    switch (kind) {
        case sql::JoinKind::Inner: return " JOIN ";
        case sql::JoinKind::LeftOuter: return " LEFT OUTER JOIN ";
        case sql::JoinKind::Cross: return " CROSS JOIN ";
        case sql::JoinKind::FullOuter: break;
    }
    if (!writer.dialect().capabilities().full_outer_join)
        throw CompileError("unsupported", fmt::format("{} has no FULL OUTER JOIN; unite two outer joins by union_()",
                                                      writer.dialect().name()));
    return " FULL OUTER JOIN ";
}

void write_join(SqlWriter& writer, sql::JoinKind kind, const FromNode& target, const sql::ExpressionNode* on) {
    writer.text(join_keyword(writer, kind));
    const bool is_nested = target.kind() == NodeKind::Join;
    writer.text(is_nested ? "(" : "");
    write_from(writer, target);
    writer.text(is_nested ? ")" : "");
    if (on != nullptr) writer.text(" ON ").expression(*on);
}

/// Where no WITH may stand before the statement, the CTE stands within it: `(WITH a AS (...) SELECT * FROM a) AS a`.
void write_cte_within(SqlWriter& writer, const sql::CteNode& cte) {
    writer.text("(");
    write_with_ctes(writer, [&] {
        require_cte(writer, cte);
        writer.text("SELECT * FROM ").identifier(cte.name());
    });
    writer.text(") AS ").identifier(cte.name());
}

void write_from(SqlWriter& writer, const FromNode& from) {
    if (from.kind() == NodeKind::Cte && writer.context().ctes == nullptr)
        return write_cte_within(writer, static_cast<const sql::CteNode&>(from));
    if (from.kind() == NodeKind::Join) {
        const auto& join = static_cast<const sql::JoinNode&>(from);
        write_from(writer, *join.left);
        return write_join(writer, join.kind_of_join, *join.right, join.on.get());
    }
    const std::string hints = hints_for(writer, from);
    const bool stand_before = writer.dialect().capabilities().hints_before_tables;
    if (stand_before && !hints.empty()) writer.text(std::string_view(hints).substr(1)).text(" ");
    write_source(writer, from);
    if ((from.kind() != NodeKind::Table && from.kind() != NodeKind::Cte) || is_query(from))
        writer.text(" AS ").identifier(writer.context().aliases.name_of(from));
    write_derived_columns(writer, from);
    if (from.kind() == NodeKind::Sample) write_sample(writer, static_cast<const sql::SampleNode&>(from));
    if (!stand_before) writer.text(hints);
}

}  // namespace

void write_from_clause(SqlWriter& writer, const std::vector<FromElement>& elements, std::string_view keyword) {
    std::string_view before = keyword;
    for (const FromElement& element : elements) {
        writer.text(before);
        write_from(writer, *element.root);
        for (const sql::JoinClause* join : element.joins) write_join(writer, join->kind, *join->target, join->on.get());
        before = ", ";
    }
}

}  // namespace azoth::compile
