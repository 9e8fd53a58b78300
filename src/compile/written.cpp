// SPDX-License-Identifier: MIT
#include "compile/written.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/explain_node.hpp"
#include "azoth/sql/named_bind_node.hpp"
#include "compile/context.hpp"
#include "compile/ddl_writer.hpp"
#include "compile/query_writer.hpp"
#include "compile/result_columns.hpp"
#include "sql/result_columns.hpp"

namespace azoth::compile {
namespace {

using sql::NodeKind;

bool is_query(const sql::StatementNode& statement) {
    switch (statement.kind()) {
        case NodeKind::Select:
        case NodeKind::Compound:
        case NodeKind::Values:
        case NodeKind::Text: return true;
        default: return false;
    }
}

/// What the columns of a query are to be called, where set_label_style() has been called.
std::vector<sql::FromColumn> wanted_names(const sql::StatementNode& statement) {
    if (statement.kind() != NodeKind::Select) return {};
    const auto& select = static_cast<const sql::SelectNode&>(statement);
    if (select.label_style() == LabelStyle::Default || select.label_style() == LabelStyle::None) return {};
    return sql::returned_columns(statement);
}

/// Those of add_cte().
void require_ctes(SqlWriter& writer, const sql::DmlNode& statement) {
    if (!statement.ctes.empty() && writer.context().ctes == nullptr)
        throw CompileError("unsupported", fmt::format("{} has no WITH before an INSERT, UPDATE or DELETE; name the CTE "
                                                      "in a subquery of the statement",
                                                      writer.dialect().name()));
    for (const sql::FromPtr& cte : statement.ctes) require_cte(writer, cte_of(*cte));
}

/// INSERT, UPDATE, DELETE or MERGE. Where WITH cannot stand before it, each query within it has its own.
void write_change(SqlWriter& writer, const sql::StatementNode& statement) {
    Context& context = writer.context();
    const Capabilities& can = writer.dialect().capabilities();
    CteRegistry ctes;
    const bool may_be_first = statement.kind() == NodeKind::Insert ? can.cte_before_insert : can.cte_before_update;
    const Restored<CteRegistry*> outermost(context.ctes, may_be_first ? &ctes : nullptr);
    const Restored<CteRegistry*> nested(context.nested_ctes, context.ctes);
    require_ctes(writer, static_cast<const sql::DmlNode&>(statement));
    write_data_change(writer, statement);
    if (!ctes.is_empty()) context.text.insert({0, 0}, ctes.with_clause());
}

void write_statement(SqlWriter& writer, const sql::StatementNode& statement) {
    if (is_query(statement)) return write_query(writer, statement, wanted_names(statement));
    switch (statement.kind()) {
        case NodeKind::Insert:
        case NodeKind::Update:
        case NodeKind::Delete:
        case NodeKind::Merge: return write_change(writer, statement);
        case NodeKind::Ddl: return write_ddl(writer, static_cast<const DdlNode&>(statement));
        default:
            throw CompileError("unsupported",
                               fmt::format("a node of kind {} is no statement", static_cast<int>(statement.kind())));
    }
}

std::vector<CompiledColumn> returned(const std::vector<sql::SelectItem>& items) {
    return to_compiled_columns(compile::result_columns(items));
}

std::vector<CompiledColumn> columns_of(const sql::StatementNode& statement) {
    switch (statement.kind()) {
        case NodeKind::Insert: return returned(static_cast<const sql::InsertNode&>(statement).returning);
        case NodeKind::Update: return returned(static_cast<const sql::UpdateNode&>(statement).returning);
        case NodeKind::Delete: return returned(static_cast<const sql::DeleteNode&>(statement).returning);
        default: break;
    }
    if (!is_query(statement)) return {};
    std::vector<CompiledColumn> columns = to_compiled_columns(columns_of_query(statement));
    const std::vector<sql::FromColumn> names = wanted_names(statement);
    for (std::size_t i = 0; i < names.size(); ++i) columns[i].name = names[i].name;
    return columns;
}

}  // namespace

Written write(const sql::StatementNode& statement, const Dialect& dialect) {
    Context context(dialect, statement);
    SqlWriter writer(context);
    const auto* explain =
        statement.kind() == NodeKind::Explain ? static_cast<const sql::ExplainNode*>(&statement) : nullptr;
    write_statement(writer, explain != nullptr ? *explain->statement : statement);

    Written result;
    if (explain != nullptr) result.text.append(dialect.explain_words(explain->analyze));
    result.text.append(context.text);
    result.cartesian_product = std::move(context.cartesian_product);
    result.binds.assign(context.binds.binds().begin(), context.binds.binds().end());
    result.has_names = std::ranges::any_of(result.binds, [](const sql::Node* bind) {
        return bind->kind() == NodeKind::NamedBind && !static_cast<const sql::NamedBindNode*>(bind)->name.empty();
    });
    result.columns = columns_of(statement);
    result.defaults = context.defaults;
    result.returns_rows = !result.columns.empty() || statement.kind() == NodeKind::Text || explain != nullptr;
    return result;
}

}  // namespace azoth::compile
