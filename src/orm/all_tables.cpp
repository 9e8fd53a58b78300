// SPDX-License-Identifier: MIT
#include "orm/all_tables.hpp"

#include <algorithm>
#include <string>

#include "azoth/sql/dml_nodes.hpp"
#include "orm/inheritance.hpp"

namespace azoth::orm {

AllTables::AllTables(const ClassMap& map) : TableNode(QuotedName(std::string(map.name())), {}), map_(map) {
    auto rows = make_node<sql::SelectNode>();
    for (std::uint32_t i = 0; i < table_column_count(map); ++i) {
        const sql::ColumnPtr& column = map.column_expression(i);
        sql::FromColumn same = column->from->columns()[column->index];
        while (std::ranges::any_of(columns(), [&](const sql::FromColumn& other) { return other.name == same.name; }))
            same.name += "_";
        add_from_column(std::move(same));
        rows->items.push_back({column, nullptr, nullptr});
    }
    set_rows(std::move(rows));
}

const ClassMap* class_of_all_tables(const sql::StatementNode& statement) {
    const sql::NodeKind kind = statement.kind();
    const bool is_change =
        kind == sql::NodeKind::Insert || kind == sql::NodeKind::Update || kind == sql::NodeKind::Delete;
    if (!is_change) return nullptr;
    const auto& change = static_cast<const sql::DmlNode&>(statement);
    if (!change.table->rows()) return nullptr;
    const auto* const tables = dynamic_cast<const AllTables*>(change.table.get());
    return tables == nullptr ? nullptr : &tables->map();
}

}  // namespace azoth::orm
