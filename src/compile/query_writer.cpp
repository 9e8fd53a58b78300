// SPDX-License-Identifier: MIT
#include "compile/query_writer.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/text_node.hpp"
#include "compile/compound_writer.hpp"
#include "compile/context.hpp"
#include "compile/ctes_within.hpp"
#include "compile/dml_writer.hpp"
#include "compile/insert_writer.hpp"
#include "compile/merge_writer.hpp"
#include "compile/select_writer.hpp"
#include "compile/text_writer.hpp"
#include "compile/values_writer.hpp"

namespace azoth::compile {
namespace {

using sql::NodeKind;

void write_body(SqlWriter& writer, const sql::StatementNode& query, std::span<const sql::FromColumn> names) {
    switch (query.kind()) {
        case NodeKind::Select: return write_select(writer, static_cast<const sql::SelectNode&>(query), names);
        case NodeKind::Compound: return write_compound(writer, static_cast<const sql::CompoundNode&>(query), names);
        case NodeKind::Values: return write_values(writer, static_cast<const sql::ValuesNode&>(query), names);
        case NodeKind::Text: return write_text(writer, static_cast<const sql::TextNode&>(query));
        default: throw CompileError("unsupported", "a statement of this kind cannot stand within another one");
    }
}

void require_ctes(SqlWriter& writer, const sql::StatementNode& query) {
    if (query.kind() != NodeKind::Select && query.kind() != NodeKind::Compound) return;
    const sql::RareClauses* const rare = static_cast<const sql::QueryNode&>(query).rare.get();
    if (rare == nullptr) return;
    for (const sql::FromPtr& cte : rare->ctes) require_cte(writer, cte_of(*cte));
}

}  // namespace

Restored<std::size_t> enter_query(SqlWriter& writer) {
    Context& context = writer.context();
    const std::size_t most = context.dialect.capabilities().max_query_depth;
    if (most != 0 && context.query_depth >= most)
        throw CompileError("too_deep",
                           fmt::format("{} takes no more than {} queries within one another; name inner ones "
                                       "by cte(), or join",
                                       context.dialect.name(), most));
    return {context.query_depth, context.query_depth + 1};
}

const sql::CteNode& cte_of(const sql::FromNode& element) {
    if (element.kind() == sql::NodeKind::Cte) return static_cast<const sql::CteNode&>(element);
    throw CompileError("not_a_cte",
                       fmt::format("add_cte() was given {}, which is no CTE: make one by cte()", element.name()));
}

void require_cte(SqlWriter& writer, const sql::CteNode& cte) {
    Context& context = writer.context();
    CteRegistry* const ctes = cte.shape.is_nesting ? context.nested_ctes : context.ctes;
    ctes->require(writer, cte);
}

void write_query(SqlWriter& writer, const sql::StatementNode& query, std::span<const sql::FromColumn> names) {
    write_with_ctes(writer, [&] {
        require_ctes(writer, query);
        write_body(writer, query, names);
    });
}

void write_data_change(SqlWriter& writer, const sql::StatementNode& statement) {
    switch (statement.kind()) {
        case NodeKind::Insert: return write_insert(writer, static_cast<const sql::InsertNode&>(statement));
        case NodeKind::Update: return write_update(writer, static_cast<const sql::UpdateNode&>(statement));
        case NodeKind::Merge: return write_merge(writer, static_cast<const sql::MergeNode&>(statement));
        default: return write_delete(writer, static_cast<const sql::DeleteNode&>(statement));
    }
}

}  // namespace azoth::compile
