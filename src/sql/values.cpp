// SPDX-License-Identifier: MIT
#include "azoth/sql/values.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth {

Values<Row> Values<Row>::data(const std::vector<std::vector<Value>>& rows) const {
    Values result(make_node<sql::ValuesNode>(*node_));
    const std::vector<sql::FromColumn>& columns = node_->columns;
    for (const std::vector<Value>& row : rows) {
        if (row.size() != columns.size())
            throw ArgumentError("wrong_column_count", fmt::format("a row of VALUES has {} values for its {} columns",
                                                                  row.size(), columns.size()));
        sql::ExpressionList& cells = result.node_->rows.emplace_back();
        for (std::size_t i = 0; i < row.size(); ++i) cells.push_back(detail::make_bind(row[i], columns[i].type));
    }
    return result;
}

Values<Row> values(std::vector<std::pair<std::string, SqlType>> columns) {
    std::vector<sql::FromColumn> names;
    for (auto& [name, type] : columns) names.push_back({std::move(name), std::move(type)});
    return Values<Row>(make_node<sql::ValuesNode>(std::move(names)));
}

}  // namespace azoth
