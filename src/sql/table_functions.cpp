// SPDX-License-Identifier: MIT
#include "azoth/sql/table_functions.hpp"

#include <vector>

#include "azoth/base/error.hpp"

namespace azoth {

using sql::FunctionFromNode;
using sql::JsonTableNode;

namespace {

std::vector<sql::FromColumn> columns_of(const FunctionFromNode& from) {
    return {from.columns().begin(), from.columns().end()};
}

NodePtr<const FunctionFromNode> changed(const FunctionFromNode& from, std::vector<sql::FromColumn> columns,
                                        FunctionFromNode::Columns written, bool has_ordinality) {
    return make_node<const FunctionFromNode>(from.function, std::string(from.name()), std::move(columns), written,
                                             has_ordinality);
}

const JsonTableNode& table_of(const FunctionFromNode& from) {
    return static_cast<const JsonTableNode&>(*from.function);
}

JsonTable with_json_column(const FunctionFromNode& from, JsonTableNode::Column column) {
    const JsonTableNode& table = table_of(from);
    std::vector<JsonTableNode::Column> parts = table.columns;
    std::vector<sql::FromColumn> columns = columns_of(from);
    columns.push_back({column.name, column.type});
    parts.push_back(std::move(column));
    return JsonTable(make_node<const FunctionFromNode>(
        make_node<const JsonTableNode>(table.document, table.path, std::move(parts)), std::string(from.name()),
        std::move(columns), FunctionFromNode::Columns::Unnamed));
}

}  // namespace

TableValued TableValued::with_column(sql::FromColumn column) const {
    std::vector<sql::FromColumn> columns = columns_of(*node_);
    columns.insert(columns.end() - (node_->has_ordinality ? 1 : 0), std::move(column));
    return TableValued(changed(*node_, std::move(columns), node_->written, node_->has_ordinality));
}

TableValued TableValued::written_as(FunctionFromNode::Columns columns) const {
    return TableValued(changed(*node_, columns_of(*node_), columns, node_->has_ordinality));
}

TableValued TableValued::with_ordinality(std::string name) const {
    if (node_->has_ordinality)
        throw ArgumentError("bad_argument", "the function in FROM has a column that counts its rows already");
    std::vector<sql::FromColumn> columns = columns_of(*node_);
    columns.push_back({std::move(name), BigInteger{}});
    const auto written =
        node_->written == FunctionFromNode::Columns::Unnamed ? FunctionFromNode::Columns::Named : node_->written;
    return TableValued(changed(*node_, std::move(columns), written, true));
}

JsonTable JsonTable::with_column(sql::FromColumn column, std::string path) const {
    if (path.empty()) throw ArgumentError("bad_argument", "a column of json_table() needs a path, such as \"$.name\"");
    return with_json_column(*node_, {std::move(column.name), std::move(column.type), std::move(path)});
}

JsonTable JsonTable::ordinality(std::string name) const {
    return with_json_column(*node_, {std::move(name), BigInteger{}, {}});
}

namespace detail {

TableValued make_table_valued(ExpressionPtr function, std::string name) {
    return TableValued(make_node<const FunctionFromNode>(
        std::move(function), std::move(name), std::vector<sql::FromColumn>{}, FunctionFromNode::Columns::Unnamed));
}

JsonTable make_json_table(ExpressionPtr document, std::string path, std::string name) {
    if (name.empty()) throw ArgumentError("bad_name", "json_table() needs a name for its rows");
    auto table =
        make_node<const JsonTableNode>(std::move(document), std::move(path), std::vector<JsonTableNode::Column>{});
    return JsonTable(make_node<const FunctionFromNode>(
        std::move(table), std::move(name), std::vector<sql::FromColumn>{}, FunctionFromNode::Columns::Unnamed));
}

}  // namespace detail
}  // namespace azoth
