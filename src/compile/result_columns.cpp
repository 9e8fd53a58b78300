// SPDX-License-Identifier: MIT
#include "compile/result_columns.hpp"

#include "azoth/sql/entity.hpp"
#include "azoth/sql/function_nodes.hpp"
#include "sql/corresponding_column.hpp"
#include "sql/result_columns.hpp"

namespace azoth::compile {
namespace {

using sql::NodeKind;

ResultColumn column_of(const sql::ExpressionNode& expression, std::size_t position) {
    ResultColumn result{.expression = &expression, .type = expression.type()};
    switch (expression.kind()) {
        case NodeKind::Column:
            result.name = static_cast<const sql::ColumnNode&>(expression).name();
            result.has_own_name = true;
            break;
        case NodeKind::Label: result.name = static_cast<const sql::LabelNode&>(expression).name; break;
        case NodeKind::Function: result.name = static_cast<const sql::FunctionNode&>(expression).name; break;
        case NodeKind::Over: result.name = static_cast<const sql::OverNode&>(expression).function->name; break;
        default: result.name = "anon_" + std::to_string(position + 1);
    }
    return result;
}

void add_entity(const sql::SelectItem& item, std::vector<ResultColumn>& result) {
    const sql::FromNode* table = item.entity->table().get();
    const sql::FromNode* from = item.from ? item.from.get() : table;
    for (const std::uint32_t loaded : item.entity->loaded_columns()) {
        const std::uint32_t column = sql::find_corresponding(*from, *table, loaded).value();
        const sql::FromColumn& source = from->columns()[column];
        result.push_back(
            {.from = from, .column = column, .name = source.name, .has_own_name = true, .type = source.type});
    }
}

std::string table_of(const ResultColumn& column) {
    if (column.from != nullptr) return std::string(column.from->name());
    if (column.expression == nullptr || column.expression->kind() != NodeKind::Column) return {};
    return std::string(static_cast<const sql::ColumnNode&>(*column.expression).from->name());
}

}  // namespace

std::vector<ResultColumn> result_columns(std::span<const sql::SelectItem> items) {
    std::vector<ResultColumn> result;
    for (const sql::SelectItem& item : items) {
        if (item.entity != nullptr)
            add_entity(item, result);
        else
            result.push_back(column_of(*item.expression, result.size()));
    }
    return result;
}

std::vector<ResultColumn> columns_of_query(const sql::StatementNode& query) {
    switch (query.kind()) {
        case NodeKind::Select: return compile::result_columns(static_cast<const sql::SelectNode&>(query).items);
        case NodeKind::Compound: return columns_of_query(*static_cast<const sql::CompoundNode&>(query).members.front());
        default: {
            std::vector<ResultColumn> result;
            for (const sql::FromColumn& column : sql::returned_columns(query))
                result.push_back({.name = column.name, .type = column.type});
            return result;
        }
    }
}

std::vector<CompiledColumn> to_compiled_columns(std::span<const ResultColumn> columns) {
    std::vector<CompiledColumn> result;
    result.reserve(columns.size());
    for (const ResultColumn& column : columns) result.push_back({column.name, column.type, table_of(column)});
    return result;
}

}  // namespace azoth::compile
