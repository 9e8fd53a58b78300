// SPDX-License-Identifier: MIT
#include "compile/written.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "compile/context.hpp"
#include "compile/ddl_writer.hpp"
#include "compile/dml_writer.hpp"
#include "compile/insert_writer.hpp"
#include "compile/result_columns.hpp"
#include "compile/select_writer.hpp"
#include "compile/text_writer.hpp"

namespace azoth::compile {
namespace {

using sql::NodeKind;

void write_statement(SqlWriter& writer, const sql::StatementNode& statement) {
    switch (statement.kind()) {
        case NodeKind::Select: return write_select(writer, static_cast<const sql::SelectNode&>(statement));
        case NodeKind::Insert: return write_insert(writer, static_cast<const sql::InsertNode&>(statement));
        case NodeKind::Update: return write_update(writer, static_cast<const sql::UpdateNode&>(statement));
        case NodeKind::Delete: return write_delete(writer, static_cast<const sql::DeleteNode&>(statement));
        case NodeKind::Text: return write_text(writer, static_cast<const sql::TextNode&>(statement));
        case NodeKind::Ddl: return write_ddl(writer, static_cast<const DdlNode&>(statement));
        default:
            throw CompileError("unsupported",
                               fmt::format("a node of kind {} is no statement", static_cast<int>(statement.kind())));
    }
}

std::vector<CompiledColumn> returned(const std::vector<sql::SelectItem>& items) {
    return to_compiled_columns(result_columns(items));
}

std::vector<CompiledColumn> columns_of(const sql::StatementNode& statement) {
    switch (statement.kind()) {
        case NodeKind::Select: return returned(static_cast<const sql::SelectNode&>(statement).items);
        case NodeKind::Insert: return returned(static_cast<const sql::InsertNode&>(statement).returning);
        case NodeKind::Update: return returned(static_cast<const sql::UpdateNode&>(statement).returning);
        case NodeKind::Delete: return returned(static_cast<const sql::DeleteNode&>(statement).returning);
        case NodeKind::Text: {
            std::vector<CompiledColumn> result;
            for (const auto& [name, type] : static_cast<const sql::TextNode&>(statement).columns)
                result.push_back({name, type});
            return result;
        }
        default: return {};
    }
}

}  // namespace

Written write(const sql::StatementNode& statement, const Dialect& dialect) {
    Context context(dialect, statement);
    SqlWriter writer(context);
    write_statement(writer, statement);

    Written result;
    context.ctes.write_with(dialect, result.text);
    result.text.append(context.text);
    result.binds.assign(context.binds.binds().begin(), context.binds.binds().end());
    result.columns = columns_of(statement);
    result.returns_rows = !result.columns.empty() || statement.kind() == NodeKind::Text;
    return result;
}

}  // namespace azoth::compile
