// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "azoth/schema/table.hpp"
#include "azoth/sql/statement_nodes.hpp"

namespace azoth {

/// A view with its query. Its columns are those of a table node, so that statements can select from it.
class ViewDefinition final : public Counted {
public:
    ViewDefinition(NodePtr<TableDefinition> columns, sql::StatementPtr query)
        : table(std::move(columns)), select(std::move(query)) {}

    const NodePtr<TableDefinition> table;
    const sql::StatementPtr select;
    bool is_materialized = false;
    bool is_temporary = false;
};

namespace detail {

/// A table node with the columns that a query returns.
NodePtr<TableDefinition> columns_of_query(const QuotedName& name, const MetaData* metadata,
                                          const sql::StatementPtr& query);

}  // namespace detail

/// A view, to be created after the tables of its MetaData and to be selected from like a table:
///
///     View thick("thick_books", metadata, select(books["id"], books["title"]).where(books["pages"] > 500));
///     select(thick.c<std::string>("title"))
///
/// The values of the query are written into it as literals. A handle: copies show the same view.
class View {
public:
    template <class Statement>
    View(const QuotedName& name, MetaData& metadata, const Statement& select)
        : View(name, &metadata, sql::StatementPtr(select.node()),
               detail::columns_of_query(name, &metadata, sql::StatementPtr(select.node()))) {
        metadata.add(ViewDefinitionPtr(definition_));
    }
    /// One that belongs to no MetaData.
    template <class Statement>
    View(const QuotedName& name, const Statement& select)
        : View(name, nullptr, sql::StatementPtr(select.node()),
               detail::columns_of_query(name, nullptr, sql::StatementPtr(select.node()))) {}

    /// Its rows are kept until RefreshMaterializedView. PostgreSQL only.
    View& materialized() {
        definition_->is_materialized = true;
        return *this;
    }
    View& temporary() {
        definition_->is_temporary = true;
        return *this;
    }
    View& comment(std::string text) {
        definition_->table->comment(std::move(text));
        return *this;
    }

    /// By name. Throws ArgumentError(`no_such_column`).
    ColumnExpr<Value> operator[](std::string_view column) const { return c<Value>(column); }
    template <class T>
    ColumnExpr<T> c(std::string_view column) const {
        return ColumnExpr<T>(definition_->table->column(column));
    }

    const ViewDefinition& definition() const { return *definition_; }
    ViewDefinitionPtr definition_ptr() const { return definition_; }
    sql::FromPtr node() const { return sql::FromPtr(definition_->table.get()); }
    sql::TablePtr table_node() const { return sql::TablePtr(definition_->table.get()); }

private:
    View(const QuotedName&, const MetaData*, sql::StatementPtr select, NodePtr<TableDefinition> columns)
        : definition_(make_node<ViewDefinition>(std::move(columns), std::move(select))) {}

    NodePtr<ViewDefinition> definition_;
};

}  // namespace azoth
