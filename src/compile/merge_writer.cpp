// SPDX-License-Identifier: MIT
#include "compile/merge_writer.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "compile/context.hpp"
#include "compile/dml_writer.hpp"
#include "compile/from_writer.hpp"
#include "compile/select_writer.hpp"

namespace azoth::compile {
namespace {

using sql::MergeNode;

void check(SqlWriter& writer, const MergeNode& merge) {
    if (!writer.dialect().capabilities().merge)
        throw CompileError("unsupported",
                           fmt::format("{} has no MERGE; use insert().on_conflict(), or UPDATE and INSERT in one "
                                       "transaction",
                                       writer.dialect().name()));
    if (!merge.source || merge.clauses.empty())
        throw CompileError("bad_merge", fmt::format("a MERGE of {} needs using_() and at least one when_matched() or "
                                                    "when_not_matched()",
                                                    merge.table->name()));
}

void write_insert_action(SqlWriter& writer, const MergeNode& merge, const MergeNode::Clause& clause) {
    if (clause.assignments.empty()) {
        writer.text("INSERT DEFAULT VALUES");
        return;
    }
    std::string_view before = "INSERT (";
    for (const auto& assignment : clause.assignments) {
        writer.text(before).column_name(*merge.table, assignment.column);
        before = ", ";
    }
    before = ") VALUES (";
    for (const auto& [column, value, place] : clause.assignments) {
        const Restored<std::string_view> name(writer.context().bind_name, merge.table->columns()[column].name);
        writer.text(before).expression(*value);
        before = ", ";
    }
    writer.text(")");
}

void write_clause(SqlWriter& writer, const MergeNode& merge, const MergeNode::Clause& clause) {
    writer.text(clause.is_matched ? " WHEN MATCHED" : " WHEN NOT MATCHED");
    for (const sql::ExpressionPtr& condition : clause.condition)
        writer.text(" AND ").right_operand(*condition, sql::Operator::And);
    writer.text(" THEN ");
    switch (clause.action) {
        case MergeNode::Action::DoNothing: writer.text("DO NOTHING"); break;
        case MergeNode::Action::Delete: writer.text("DELETE"); break;
        case MergeNode::Action::Update: writer.text("UPDATE SET ").assignments(*merge.table, clause.assignments); break;
        case MergeNode::Action::Insert: write_insert_action(writer, merge, clause); break;
    }
}

}  // namespace

void write_merge(SqlWriter& writer, const MergeNode& merge) {
    check(writer, merge);
    const std::vector<FromElement> source{{merge.source.get(), {}}};
    Scope scope{{merge.table.get()}, {}, nullptr};
    for (const sql::FromNode* member : members_of(source)) scope.froms.add(member);
    const Restored<const Scope*> in_tables(writer.context().scope, &scope);
    writer.text("MERGE");
    write_texts(writer, merge.prefixes);
    writer.text(" INTO ").table_name(*merge.table);
    write_from_clause(writer, source, " USING ");
    writer.text(" ON ").expression(*merge.on);
    for (const MergeNode::Clause& clause : merge.clauses) write_clause(writer, merge, clause);
}

}  // namespace azoth::compile
