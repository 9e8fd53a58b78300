// SPDX-License-Identifier: MIT
#include "orm/version_rows.hpp"

#include <utility>
#include <vector>

#include "azoth/engine/decode.hpp"
#include "azoth/sql/select_node.hpp"
#include "orm/column_rules.hpp"
#include "orm/identity_map.hpp"
#include "orm/loose_object.hpp"

namespace azoth::orm {

void for_each_version(Connection& connection, const ClassMap& table, ExpressionPtr condition,
                      const std::function<void(const std::string& key, const void* row)>& visit) {
    std::vector<std::uint32_t> columns = table.key();
    columns.push_back(table.rules()->version->column);
    auto select = make_node<sql::SelectNode>();
    std::vector<DecodeStep> steps;
    for (std::uint32_t i = 0; i < columns.size(); ++i) {
        select->items.push_back({table.column_expression(columns[i]), nullptr, nullptr});
        steps.push_back(table.decode_steps()[columns[i]]);
        steps.back().cell = i;
    }
    select->where.push_back(std::move(condition));
    const LooseObject row(table);
    const Execution execution = connection.run_statement(*select);
    while (const ValueView* const cells = execution.cursor->next()) {
        decode_row(cells, steps, row.get(), execution.cursor->columns());
        visit(key_bytes(table, table.key(), row.get()), row.get());
    }
}

}  // namespace azoth::orm
