// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/schema/column.hpp"
#include "azoth/schema/constraints.hpp"
#include "azoth/sql/expr.hpp"
#include "azoth/sql/from_nodes.hpp"

namespace azoth {

class MetaData;

/// A table with all that DDL needs: the node behind Table and behind every mapped class.
class TableDefinition final : public sql::TableNode {
public:
    explicit TableDefinition(std::string name, std::string schema = {})
        : TableNode(std::move(name), std::move(schema)) {}

    /// Throws ArgumentError(`duplicate_column`).
    std::uint32_t add(Column column);
    /// Throw ArgumentError(`no_such_column`) when a named column is missing.
    void add(PrimaryKeyConstraint constraint);
    void add(ForeignKeyConstraint constraint);
    void add(UniqueConstraint constraint);
    void add(CheckConstraint constraint);
    void add(Index index);

    /// `schema.name`, or the name alone.
    std::string full_name() const;
    std::span<const Column> definitions() const { return definitions_; }
    /// Positions of the primary key's columns, in order.
    std::span<const std::uint32_t> primary_key() const { return primary_key_; }
    const std::string& primary_key_name() const { return primary_key_name_; }
    std::span<const ForeignKeyConstraint> foreign_keys() const { return foreign_keys_; }
    std::span<const UniqueConstraint> unique_constraints() const { return unique_constraints_; }
    std::span<const CheckConstraint> checks() const { return checks_; }
    std::span<const Index> indexes() const { return indexes_; }
    std::vector<sql::TableReference> references() const override;
    /// The column whose value the database generates, if there is one.
    std::optional<std::uint32_t> autoincrement_column() const;

private:
    void require_columns(const std::vector<std::string>& columns, std::string_view what) const;

    std::vector<Column> definitions_;
    std::vector<std::uint32_t> primary_key_;
    std::string primary_key_name_;
    std::vector<ForeignKeyConstraint> foreign_keys_;
    std::vector<UniqueConstraint> unique_constraints_;
    std::vector<CheckConstraint> checks_;
    std::vector<Index> indexes_;
};

using TableDefinitionPtr = NodePtr<const TableDefinition>;

/// A table made at run time:
///
///     MetaData metadata;
///     Table users("user_account", metadata,
///         Column("id", BigInteger{}).primary_key(), Column("name", String{30}).not_null().unique());
///     select(users["id"], users.c<std::string>("name")).where(users["name"] == "sandy");
///
/// A handle: copies show the same table.
class Table {
public:
    /// Adds itself to `metadata`. `name` may carry a schema: `audit.log`.
    ///
    /// `parts` are Columns and constraints. Throws ArgumentError(`duplicate_table`, `duplicate_column`,
    /// `no_such_column`).
    template <class... Parts>
    Table(std::string_view name, MetaData& metadata, Parts... parts) : Table(start(name)) {
        (definition_->add(std::move(parts)), ...);
        finish(metadata);
    }
    explicit Table(NodePtr<TableDefinition> definition) : definition_(std::move(definition)) {}

    /// A column whose type is known at run time only. Throws ArgumentError(`no_such_column`).
    ColumnExpr<Value> operator[](std::string_view column) const { return c<Value>(column); }
    /// A column with its C++ type stated. Throws ArgumentError(`no_such_column`).
    template <class T>
    ColumnExpr<T> c(std::string_view column) const {
        return ColumnExpr<T>(definition_->column(column));
    }

    const TableDefinition& definition() const { return *definition_; }
    sql::FromPtr node() const { return sql::FromPtr(definition_.get()); }
    sql::TablePtr table_node() const { return sql::TablePtr(definition_.get()); }

private:
    static Table start(std::string_view name);
    void finish(MetaData& metadata) const;

    NodePtr<TableDefinition> definition_;
};

/// A set of tables that belong together: what create_all() creates.
class MetaData {
public:
    /// Throws ArgumentError(`duplicate_table`).
    void add(TableDefinitionPtr table);
    /// Null when there is none. `name` may carry a schema.
    TableDefinitionPtr find(std::string_view name) const;
    std::span<const TableDefinitionPtr> tables() const { return tables_; }

    /// Every table after those that its foreign keys refer to. In a cycle the order of addition decides; the foreign
    /// keys that then point forwards are added by ALTER TABLE after all tables, where the database can.
    ///
    /// Throws ArgumentError(`no_such_table`) when a foreign key refers to a table or column that is not here.
    std::vector<TableDefinitionPtr> sorted_tables() const;

private:
    std::vector<TableDefinitionPtr> tables_;
};

/// A name cut to `limit` bytes, with four hexadecimal digits of its hash at the end; the same in every run. A short one
/// stays as it is.
std::string shortened_name(std::string name, std::size_t limit);

/// The name of a constraint: its own, or what the naming convention makes of table and columns.
std::string constraint_name(const TableDefinition& table, const PrimaryKeyConstraint& constraint);
std::string constraint_name(const TableDefinition& table, const ForeignKeyConstraint& constraint);
std::string constraint_name(const TableDefinition& table, const UniqueConstraint& constraint);
std::string constraint_name(const TableDefinition& table, const CheckConstraint& constraint);
std::string constraint_name(const TableDefinition& table, const Index& index);

}  // namespace azoth
