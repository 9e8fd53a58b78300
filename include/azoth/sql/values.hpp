// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <initializer_list>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "azoth/sql/query_clauses.hpp"
#include "azoth/sql/values_node.hpp"

namespace azoth {

/// VALUES: rows that the program brings along. `Ts...` are their columns.
///
///     const FromHandle ages = values<int, std::string>("age", "name").data({{1775, "Jane"}, {1929,
///     "Ursula"}}).alias("ages"); select(ages.c<int>("age")).join(authors, authors["name"] == ages["name"]);
///
/// It may stand wherever a SELECT may: in FROM, as a CTE, in a UNION.
template <class... Ts>
class Values {
public:
    explicit Values(NodePtr<sql::ValuesNode> node) : node_(std::move(node)) {}
    const NodePtr<sql::ValuesNode>& node() const { return node_; }

    /// Adds rows; at least one is needed.
    Values data(const std::vector<std::tuple<Ts...>>& rows) const {
        Values result(make_node<sql::ValuesNode>(*node_));
        for (const auto& row : rows)
            std::apply([&](const Ts&... cells) { result.node_->rows.push_back({to_cell(cells)...}); }, row);
        return result;
    }

    /// The rows as an element of FROM.
    FromHandle alias(std::string name = {}) const {
        return FromHandle(make_node<sql::QueryFromNode>(sql::NodeKind::Subquery, node_, std::move(name)));
    }
    FromHandle subquery(std::string name = {}) const { return alias(std::move(name)); }
    CteHandle cte(std::string name, CteOptions options = {}) const {
        return azoth::cte(*this, std::move(name), std::move(options));
    }

private:
    template <class T>
    static ExpressionPtr to_cell(const T& value) {
        return to_operand<T>(nullptr, value);
    }

    NodePtr<sql::ValuesNode> node_;
};

template <class... Ts>
struct SelectTraits<Values<Ts...>> : std::true_type {
    using Columns = std::tuple<Ts...>;
};

/// The same with columns that are known at run time only; the rows are Row.
template <>
class Values<Row> {
public:
    explicit Values(NodePtr<sql::ValuesNode> node) : node_(std::move(node)) {}
    const NodePtr<sql::ValuesNode>& node() const { return node_; }

    /// Throws ArgumentError(`wrong_column_count`) for a row of another size.
    Values data(const std::vector<std::vector<Value>>& rows) const;

    FromHandle alias(std::string name = {}) const {
        return FromHandle(make_node<sql::QueryFromNode>(sql::NodeKind::Subquery, node_, std::move(name)));
    }
    FromHandle subquery(std::string name = {}) const { return alias(std::move(name)); }
    CteHandle cte(std::string name, CteOptions options = {}) const {
        return azoth::cte(*this, std::move(name), std::move(options));
    }

private:
    NodePtr<sql::ValuesNode> node_;
};

/// `values({{"age", Integer{}}, {"name", String{60}}}).data(rows)`.
Values<Row> values(std::vector<std::pair<std::string, SqlType>> columns);

/// Begins VALUES with the names of its columns.
template <class... Ts, class... Names>
Values<Ts...> values(const Names&... names) {
    static_assert(sizeof...(Ts) == sizeof...(Names), "azoth: values<Types...>() takes one name for each type");
    std::vector<sql::FromColumn> columns;
    (columns.push_back({std::string(names), detail::sql_type_of<Ts>()}), ...);
    return Values<Ts...>(make_node<sql::ValuesNode>(std::move(columns)));
}

}  // namespace azoth
