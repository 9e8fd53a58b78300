// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "azoth/sql/from_nodes.hpp"
#include "azoth/sql/function_call.hpp"

namespace azoth {

/// A function that gives rows, as an element of FROM: `table_valued(func::call<Value>("json_each", doc), "pair")`. Each
/// call gives a new element; keep the last one and take its columns from there.
///
///     const auto pair = table_valued(func::call<Value>("json_each", &Book::extras), "pair")
///                           .column<std::string>("key").column<std::string>("value");
///     select(&Book::id, pair.c<std::string>("key")).join(pair, true_())
///
/// Its arguments may be columns of what stands before it in FROM.
class TableValued {
public:
    explicit TableValued(NodePtr<const sql::FunctionFromNode> node) : node_(std::move(node)) {}
    const NodePtr<const sql::FunctionFromNode>& node() const { return node_; }

    /// States a column, by the name that the function gives it.
    template <class T>
    TableValued column(std::string name) const {
        return with_column({std::move(name), detail::type_of_value<T>()});
    }
    /// Gives the columns their names: `AS pair (key, value)`. PostgreSQL.
    TableValued derived() const { return written_as(sql::FunctionFromNode::Columns::Named); }
    /// Gives them types too, for functions that return records: `AS pair (key TEXT, value INTEGER)`. PostgreSQL.
    TableValued derived_with_types() const { return written_as(sql::FunctionFromNode::Columns::Typed); }
    /// WITH ORDINALITY: one more column, the last, that counts the rows from 1. PostgreSQL.
    TableValued with_ordinality(std::string name = "ordinality") const;

    /// Throws ArgumentError(`no_such_column`).
    template <class T>
    ColumnExpr<T> c(std::string_view column) const {
        return ColumnExpr<T>(node_->column(column));
    }
    ColumnExpr<Value> operator[](std::string_view column) const { return c<Value>(column); }

private:
    TableValued with_column(sql::FromColumn column) const;
    TableValued written_as(sql::FunctionFromNode::Columns columns) const;

    NodePtr<const sql::FunctionFromNode> node_;
};

namespace detail {

TableValued make_table_valued(ExpressionPtr function, std::string name);

}  // namespace detail

/// The rows of a function, under a name. An empty one lets the compiler choose.
template <Expression F>
TableValued table_valued(const F& function, std::string name = {}) {
    return detail::make_table_valued(to_node(function), std::move(name));
}
/// The only column of a function's rows as an expression: `column_valued(func::call<int>("unnest", numbers), "n")`.
/// PostgreSQL.
template <class T>
ColumnExpr<T> column_valued(const FunctionCall<T>& function, std::string name) {
    return detail::make_table_valued(function.node(), name).template column<T>(name).template c<T>(name);
}

namespace func {

/// The numbers from `start` to `stop`, both included, as column `value`. PostgreSQL.
template <class A, class B>
TableValued generate_series(const A& start, const B& stop, std::string name = "series") {
    using T = std::common_type_t<WithoutOptional<detail::ArgumentType<A>>, WithoutOptional<detail::ArgumentType<B>>>;
    return table_valued(detail::standard<T>(sql::StandardFunction::GenerateSeries, start, stop), std::move(name))
        .template column<T>("value")
        .derived();
}
template <class A, class B, class C>
requires(!TextLike<C>) TableValued
    generate_series(const A& start, const B& stop, const C& step, std::string name = "series") {
    using T = std::common_type_t<WithoutOptional<detail::ArgumentType<A>>, WithoutOptional<detail::ArgumentType<B>>>;
    return table_valued(detail::standard<T>(sql::StandardFunction::GenerateSeries, start, stop, step), std::move(name))
        .template column<T>("value")
        .derived();
}

}  // namespace func

/// `JSON_TABLE(document, path COLUMNS (...))`: a JSON document as rows. MariaDB from 10.6, MySQL 8.
///
///     const auto line = json_table(&Order::lines, "$[*]", "line").ordinality("n").column<int>("amount", "$.amount");
///     select(&Order::id, line.c<int>("amount"))
class JsonTable {
public:
    explicit JsonTable(NodePtr<const sql::FunctionFromNode> node) : node_(std::move(node)) {}
    const NodePtr<const sql::FunctionFromNode>& node() const { return node_; }

    /// What `path` points at in each row. std::string columns hold 4000 characters at most.
    template <class T>
    JsonTable column(std::string name, std::string path) const {
        return with_column({std::move(name), detail::type_of_value<T>()}, std::move(path));
    }
    /// A column that counts the rows from 1.
    JsonTable ordinality(std::string name) const;

    /// Throws ArgumentError(`no_such_column`).
    template <class T>
    ColumnExpr<T> c(std::string_view column) const {
        return ColumnExpr<T>(node_->column(column));
    }

private:
    JsonTable with_column(sql::FromColumn column, std::string path) const;

    NodePtr<const sql::FunctionFromNode> node_;
};

namespace detail {

JsonTable make_json_table(ExpressionPtr document, std::string path, std::string name);

}  // namespace detail

template <Expression E>
JsonTable json_table(const E& document, std::string path, std::string name) {
    return detail::make_json_table(to_node(document), std::move(path), std::move(name));
}

}  // namespace azoth
