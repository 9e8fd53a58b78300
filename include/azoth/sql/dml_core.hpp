// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/sql/condition.hpp"
#include "azoth/sql/dml_nodes.hpp"
#include "azoth/sql/entity.hpp"
#include "azoth/sql/query_clauses.hpp"

namespace azoth {

template <class T>
class Ref;

namespace detail {

/// UPDATE and DELETE of a mapped class's rows.
NodePtr<sql::UpdateNode> update_of(const sql::Entity& entity);
NodePtr<sql::DeleteNode> delete_of(const sql::Entity& entity);

using Assignments = std::vector<sql::ColumnAssignment>;

/// Throws ArgumentError(`wrong_table`, `duplicate_column`).
Assignments to_assignments(const sql::TableNode& table, const std::vector<Assignment>& assignments);
/// Adds to `target`; a column that is there already is ArgumentError(`duplicate_column`).
void add_assignments(const sql::TableNode& table, const std::vector<Assignment>& more, Assignments& target);
/// Throws ArgumentError(`not_a_column`).
void add_place(sql::UpdateNode& update, const ExpressionPtr& place, ExpressionPtr value);
void set_limit(ExpressionPtr& limit, std::int64_t rows);

template <class From>
concept TableHandle = requires(const From& table) {
    table.table_node();
};

/// Copy-on-write handle on a statement node; `Self` is the class that derives from it.
template <class Self, class Node>
class DmlCore {
public:
    explicit DmlCore(NodePtr<Node> node) : node_(std::move(node)) {}
    const NodePtr<Node>& node() const { return node_; }

    /// Words behind INSERT, UPDATE or DELETE, on one database only or on all: `prefix_with("OR REPLACE", "sqlite")`.
    ///
    /// They are written as they are: never build them from user input.
    Self prefix_with(std::string text, std::string dialect = {}) const {
        return changed([&](Node& node) { node.prefixes.push_back({std::move(dialect), std::move(text)}); });
    }

    /// Values for its bindparam()s, where the execution gives none.
    Self params(Parameters parameters) const {
        return changed([&](Node& node) { node.parameters = std::move(parameters); });
    }

    /// CTEs that are written before it even when nothing names them. MariaDB has no place for them.
    template <FromElement... F>
    Self add_cte(const F&... ctes) const {
        return changed([&](Node& node) { (node.ctes.push_back(ctes.node()), ...); });
    }

    /// `WITH name AS (DELETE ... RETURNING ...)`: what it returns, as a table for another statement. PostgreSQL only.
    CteHandle cte(std::string name, CteOptions options = {}) const {
        return azoth::cte(*this, std::move(name), std::move(options));
    }

protected:
    Node& edit() {
        if (!node_->has_one_owner()) node_ = make_node<Node>(*node_);
        return *node_;
    }
    template <class Change>
    Self changed(Change change) const {
        Self result(static_cast<const Self&>(*this));
        change(result.edit());
        return result;
    }
    template <class... E>
    NodePtr<Node> with_returning(const E&... expressions) const {
        auto copy = make_node<Node>(*node_);
        (copy->returning.push_back({to_node(expressions), nullptr, nullptr}), ...);
        return copy;
    }
    template <class C>
    NodePtr<Node> with_returned_entity() const {
        const sql::Entity& entity = sql::entity_of<C>();
        auto copy = make_node<Node>(*node_);
        copy->returning.push_back({nullptr, &entity, sql::FromPtr(entity.table())});
        return copy;
    }

private:
    NodePtr<Node> node_;
};

/// What UPDATE and DELETE have in common.
template <class Self, class Node>
class ChangeCore : public DmlCore<Self, Node> {
public:
    using DmlCore<Self, Node>::DmlCore;

    /// Conditions of several calls are joined by AND. A column of another table brings that table into the statement.
    template <class... Conditions>
    Self where(const Conditions&... conditions) const {
        return this->changed([&](Node& node) { (node.where.push_back(Condition(conditions).node()), ...); });
    }
    /// where() by equality: `filter_by(c(&Book::id) = 7)`; NULL is IS NULL.
    template <class... More>
    Self filter_by(const Assignment& first, const More&... more) const {
        return filter_by(std::vector<Assignment>{first, more...});
    }
    Self filter_by(const std::vector<Assignment>& equalities) const {
        return this->changed([&](Node& node) { add_equalities(node.where, equalities); });
    }
    /// By the name of a column of the table. Throws ArgumentError(`no_such_column`).
    template <class U>
    Self filter_by(std::string_view column, const U& value) const {
        return where(ColumnExpr<Value>(this->node()->table->column(column)) == value);
    }
    /// SQL beside the table: `with_hint("USE INDEX (ix_pages)", "mysql")`, `with_hint("ONLY", "postgresql")`. Without a
    /// dialect's name, in every one. It is written as it is: never build it from user input.
    Self with_hint(std::string text, std::string dialect = {}) const {
        return this->changed([&](Node& node) { node.hints.push_back({std::move(dialect), std::move(text)}); });
    }
    /// Which rows come first where limit() is given. MariaDB and MySQL only; elsewhere CompileError(`unsupported`).
    template <class... Orderings>
    Self order_by(const Orderings&... orderings) const {
        return this->changed([&](Node& node) { (add_order(node.order_by, orderings), ...); });
    }
    /// Changes so many rows at most. MariaDB and MySQL only; elsewhere CompileError(`unsupported`).
    ///
    /// Throws ArgumentError(`negative_row_count`).
    Self limit(std::int64_t rows) const {
        return this->changed([&](Node& node) { set_limit(node.limit, rows); });
    }
};

}  // namespace detail

/// DEFAULT as a value: `values(users["state"] = default_())`. SQLite has none: leave the column out there.
Expr<Value> default_();

}  // namespace azoth
