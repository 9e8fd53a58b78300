// SPDX-License-Identifier: MIT
#include "compile/cte_registry.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "compile/context.hpp"
#include "compile/query_writer.hpp"

namespace azoth::compile {
namespace {

using sql::NodeKind;

/// Whether `cte` is `known`, or a part of it from before it was extended.
bool is_part_of(const sql::CteNode& cte, const sql::CteNode& known) {
    for (const sql::CteNode* each = &known; each != nullptr; each = each->restated.get())
        if (each == &cte) return true;
    return false;
}

bool changes_data(const sql::StatementNode& query) {
    return query.kind() == NodeKind::Insert || query.kind() == NodeKind::Update || query.kind() == NodeKind::Delete;
}

/// The names stand before the query, because it cannot say them or, when it is recursive, by custom.
bool lists_columns(const sql::CteNode& cte) {
    if (cte.own_columns().empty()) return false;
    const NodeKind kind = cte.query->kind();
    return cte.shape.is_recursive || !cte.shape.columns.empty() ||
           (kind != NodeKind::Select && kind != NodeKind::Compound);
}

void write_head(SqlWriter& writer, const sql::CteNode& cte) {
    writer.identifier(cte.name());
    if (lists_columns(cte)) {
        std::string_view before = "(";
        for (const sql::FromColumn& column : cte.own_columns()) {
            writer.text(before).identifier(column.name);
            before = ", ";
        }
        writer.text(")");
    }
    writer.text(" AS ");
    if (!writer.dialect().capabilities().cte_materialization) return;
    if (cte.shape.materialization == sql::Materialization::Materialized) writer.text("MATERIALIZED ");
    if (cte.shape.materialization == sql::Materialization::NotMaterialized) writer.text("NOT MATERIALIZED ");
}

void write_names(SqlWriter& writer, const std::vector<std::string>& names) {
    std::string_view before;
    for (const std::string& name : names) {
        writer.text(before).identifier(name);
        before = ", ";
    }
}

void write_search_and_cycle(SqlWriter& writer, const sql::CteNode& cte) {
    const sql::CteSearch& search = cte.shape.search;
    const sql::CteCycle& cycle = cte.shape.cycle;
    if (search.columns.empty() && cycle.columns.empty()) return;
    if (!writer.dialect().capabilities().search_and_cycle)
        writer.refuse("has no SEARCH and CYCLE; carry a path in a column of the recursive query");
    if (!search.columns.empty()) {
        writer.text(search.is_breadth_first ? " SEARCH BREADTH FIRST BY " : " SEARCH DEPTH FIRST BY ");
        write_names(writer, search.columns);
        writer.text(" SET ").identifier(search.sequence);
    }
    if (cycle.columns.empty()) return;
    writer.text(" CYCLE ");
    write_names(writer, cycle.columns);
    writer.text(" SET ").identifier(cycle.mark).text(" USING ").identifier(cycle.path);
}

void write_cte(SqlWriter& writer, const sql::CteNode& cte) {
    const Restored<const Scope*> no_scope(writer.context().scope, nullptr);
    const Restored<bool> within(writer.context().is_outermost, false);
    const Restored<std::size_t> beside(writer.context().query_depth, 1);
    if (changes_data(*cte.query) && !writer.dialect().capabilities().data_changing_cte)
        throw CompileError("unsupported", fmt::format("{} takes no INSERT, UPDATE or DELETE in WITH ({}); run it as a "
                                                      "statement of its own",
                                                      writer.dialect().name(), cte.name()));
    write_head(writer, cte);
    writer.text("(");
    if (changes_data(*cte.query))
        write_data_change(writer, *cte.query);
    else
        write_query(writer, *cte.query, lists_columns(cte) ? std::span<const sql::FromColumn>() : cte.own_columns());
    writer.text(")");
    write_search_and_cycle(writer, cte);
}

}  // namespace

void CteRegistry::require(SqlWriter& writer, const sql::CteNode& cte) {
    const auto [found, is_new] = by_name_.try_emplace(cte.name(), nullptr);
    if (!is_new) {
        Entry& entry = *found->second;
        if (is_part_of(cte, *entry.node)) return;
        if (!is_part_of(*entry.node, cte))
            throw CompileError("duplicate_cte", fmt::format("two different CTEs of this statement are called {}; give "
                                                            "one of them another name",
                                                            cte.name()));
        std::erase(order_, &entry);
    }
    Entry& entry = is_new ? entries_.emplace_back() : *found->second;
    found->second = &entry;
    entry.node = &cte;
    Context& context = writer.context();
    SqlText outside = std::exchange(context.text, SqlText{});
    write_cte(writer, cte);
    entry.text = std::exchange(context.text, std::move(outside));
    order_.push_back(&entry);
}

SqlText CteRegistry::with_clause() const {
    SqlText target;
    if (order_.empty()) return target;
    const bool is_recursive =
        std::any_of(order_.begin(), order_.end(), [](const Entry* entry) { return entry->node->shape.is_recursive; });
    target.append(is_recursive ? "WITH RECURSIVE " : "WITH ");
    std::string_view before;
    for (const Entry* entry : order_) {
        target.append(before);
        target.append(entry->text);
        before = ", ";
    }
    target.append(" ");
    return target;
}

}  // namespace azoth::compile
