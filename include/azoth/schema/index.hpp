// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/schema/ddl_expression.hpp"
#include "azoth/schema/schema_item.hpp"

namespace azoth {

/// An index of a table.
///
///     Index("ix_name", "last_name", "first_name").unique()
///     Index("ix_lower", func::lower(users.c<std::string>("name")))
///     Index("ix_new", users["created"].desc()).where(users["active"] == true)
///
/// Columns are named or given as expressions, with an order if wanted. Without a name of its own it gets one from the
/// naming convention: `ix_books_title`.
class Index : public ConstraintItem<Index> {
public:
    struct Element {
        std::string column;        ///< empty for an expression
        ExpressionPtr expression;  ///< null for a column by name
        bool is_descending = false;
        sql::NullsOrder nulls = sql::NullsOrder::Default;
    };

    explicit Index(std::vector<std::string> columns = {}, bool is_unique = false, std::string name = {});
    template <class First, class... More>
    requires(Expression<First> || std::is_same_v<First, Ordering> || TextLike<First>)
        Index(std::string name, const First& first, const More&... more) {
        this->name(std::move(name));
        add(first);
        (add(more), ...);
    }

    /// Plain columns, in the place of all elements.
    Index& columns(std::vector<std::string> columns);
    Index& unique(bool is_unique = true) {
        is_unique_ = is_unique;
        return *this;
    }
    /// A partial index: only rows that meet the condition are in it. PostgreSQL and SQLite.
    Index& where(DdlExpression condition) {
        where_ = std::move(condition);
        return *this;
    }
    /// In a unique index NULL is a value like others. PostgreSQL 15.
    Index& nulls_not_distinct(bool not_distinct = true) {
        are_nulls_not_distinct_ = not_distinct;
        return *this;
    }

    const std::vector<Element>& elements() const { return elements_; }
    /// The columns that are indexed as such, without expressions.
    std::vector<std::string> columns() const;
    bool is_unique() const { return is_unique_; }
    const DdlExpression& where() const { return where_; }
    bool are_nulls_not_distinct() const { return are_nulls_not_distinct_; }

private:
    void add(std::string_view column);
    void add(const Ordering& ordering) { add(ordering.item); }
    template <Expression E>
    void add(const E& expression) {
        add(sql::OrderItem{to_node(expression)});
    }
    void add(const sql::OrderItem& item);

    std::vector<Element> elements_;
    bool is_unique_ = false;
    bool are_nulls_not_distinct_ = false;
    DdlExpression where_;
};

}  // namespace azoth
