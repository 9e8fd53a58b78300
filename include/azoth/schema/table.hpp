// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "azoth/schema/column.hpp"
#include "azoth/schema/constraints.hpp"
#include "azoth/schema/ddl_events.hpp"
#include "azoth/schema/index.hpp"
#include "azoth/schema/metadata.hpp"
#include "azoth/schema/naming_convention.hpp"
#include "azoth/sql/expr.hpp"
#include "azoth/sql/from_nodes.hpp"

namespace azoth {

/// A table with all that DDL needs: the node behind Table and behind every mapped class.
class TableDefinition final : public sql::TableNode, public SchemaItem<TableDefinition> {
public:
    explicit TableDefinition(QuotedName name, std::string schema = {});
    ~TableDefinition() override;

    /// Throws ArgumentError(`duplicate_column`), or `bad_column` for words that exclude each other.
    std::uint32_t add(Column column);
    /// Throw ArgumentError(`no_such_column`) when a named column is missing.
    void add(PrimaryKeyConstraint constraint);
    void add(ForeignKeyConstraint constraint);
    void add(UniqueConstraint constraint);
    void add(CheckConstraint constraint);
    void add(ExcludeConstraint constraint);
    void add(Index index);
    template <DialectOption O>
    void add(O options) {
        with(std::move(options));
    }
    /// A column in the place of the one of the same name, or a new one.
    std::uint32_t replace(Column column);

    /// It stands for a query with these columns, and is none of the database's.
    void stand_for(NodePtr<const sql::StatementNode> query) { set_rows(std::move(query)); }
    void set_temporary() { is_temporary_ = true; }
    void add_prefix(std::string word);
    void set_naming(std::shared_ptr<const NamingConvention> naming);
    DdlHooks& hooks() { return hooks_; }

    /// `schema.name`, or the name alone.
    std::string full_name() const;
    const std::vector<Column>& definitions() const { return definitions_; }
    /// By name, not by key. Null when there is none.
    const Column* find_definition(std::string_view name) const;
    /// Positions of the primary key's columns, in order.
    const std::vector<std::uint32_t>& primary_key() const { return primary_key_; }
    const std::string& primary_key_name() const { return primary_key_constraint_.name(); }
    /// With the columns of primary_key().
    PrimaryKeyConstraint primary_key_constraint() const;
    const std::vector<ForeignKeyConstraint>& foreign_keys() const { return foreign_keys_; }
    const std::vector<UniqueConstraint>& unique_constraints() const { return unique_constraints_; }
    const std::vector<CheckConstraint>& checks() const { return checks_; }
    const std::vector<ExcludeConstraint>& excludes() const { return excludes_; }
    const std::vector<Index>& indexes() const { return indexes_; }
    std::vector<sql::TableReference> references() const override;
    bool is_temporary() const { return is_temporary_; }
    /// Words between CREATE and TABLE.
    const std::vector<std::string>& prefixes() const { return prefixes_; }
    const NamingConvention& naming() const;
    const DdlHooks& hooks() const { return hooks_; }
    /// The column whose value the database generates, if there is one.
    std::optional<std::uint32_t> autoincrement_column() const;
    /// A table of the same columns and constraints, in `schema`, with foreign keys to tables of the old schema led over
    /// to the new one.
    NodePtr<TableDefinition> copy(std::string schema) const;
    /// Puts the table, if it is in none, and its unqualified references into the default schema.
    void move_to_default_schema(const std::string& schema);
    /// Gives another name and type to a column, whose position stays.
    void describe(std::uint32_t position, const Column& column);
    bool has_naming() const { return naming_ != nullptr; }

private:
    void require_columns(const std::vector<std::string>& columns, std::string_view what) const;
    void check_column(const Column& column) const;
    void add_parts_of(const Column& column, std::uint32_t position);
    void remove_parts_of(const Column& column);

    std::vector<Column> definitions_;
    std::vector<std::uint32_t> primary_key_;
    PrimaryKeyConstraint primary_key_constraint_;
    std::vector<ForeignKeyConstraint> foreign_keys_;
    std::vector<UniqueConstraint> unique_constraints_;
    std::vector<CheckConstraint> checks_;
    std::vector<ExcludeConstraint> excludes_;
    std::vector<Index> indexes_;
    bool is_temporary_ = false;
    std::vector<std::string> prefixes_;
    std::shared_ptr<const NamingConvention> naming_;
    DdlHooks hooks_;
};

/// As a part of Table: columns and constraints are added to the table of that name, if there is one; a column of the
/// same name is replaced.
struct ExtendExisting {};
inline constexpr ExtendExisting extend_existing{};
/// As a part of Table: where there is a table of that name, it is taken as it is.
struct KeepExisting {};
inline constexpr KeepExisting keep_existing{};

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
    /// Adds itself to `metadata`, in its schema unless `name` has one: `audit.log`.
    ///
    /// `parts` are Columns, constraints, Indexes and options of databases. Throws ArgumentError(`duplicate_table`,
    /// `duplicate_column`, `no_such_column`).
    template <class... Parts>
    Table(const QuotedName& name, MetaData& metadata, Parts... parts)
        : Table(start(name, metadata, modes_of<Parts...>())) {
        constexpr Modes modes = modes_of<Parts...>();
        const bool exists = is_in(metadata);
        if (exists && modes.keeps) return;
        (add_part(std::move(parts), exists), ...);
        finish(metadata);
    }
    explicit Table(NodePtr<TableDefinition> definition) : definition_(std::move(definition)) {}

    /// A column whose type is known at run time only, by its key. Throws ArgumentError(`no_such_column`).
    ColumnExpr<Value> operator[](std::string_view column) const { return c<Value>(column); }
    /// A column with its C++ type stated. Throws ArgumentError(`no_such_column`).
    template <class T>
    ColumnExpr<T> c(std::string_view column) const {
        return ColumnExpr<T>(definition_->column(column));
    }

    /// Adds a column, constraint or index later on: `users.add(Index("ix_name", users["name"].desc()))`. Statements
    /// that were compiled before do not notice.
    template <class Part>
    Table& add(Part part) {
        definition_->add(std::move(part));
        return *this;
    }
    Table& comment(std::string text) {
        definition_->comment(std::move(text));
        return *this;
    }
    Table& info(std::string key, std::string value) {
        definition_->info(std::move(key), std::move(value));
        return *this;
    }
    /// What only one database understands: `with(mysql::TableOptions{.engine = "Aria"})`.
    template <DialectOption O>
    Table& with(O options) {
        definition_->with(std::move(options));
        return *this;
    }
    /// CREATE TEMPORARY TABLE: each connection has its own.
    Table& temporary() {
        definition_->set_temporary();
        return *this;
    }
    /// A word between CREATE and TABLE, as it is.
    Table& prefix(std::string word) {
        definition_->add_prefix(std::move(word));
        return *this;
    }
    /// Something to do before or after create_all() creates the table, or drop_all() drops it.
    Table& listen(DdlEvent event, DdlHook hook) {
        definition_->hooks().add(event, std::move(hook));
        return *this;
    }
    /// A copy in other MetaData, in the same schema or in the one given.
    Table to_metadata(MetaData& metadata, std::optional<std::string> schema = {}) const;

    const TableDefinition& definition() const { return *definition_; }
    TableDefinitionPtr definition_ptr() const { return definition_; }
    operator TableDefinitionPtr() const { return definition_; }
    sql::FromPtr node() const { return sql::FromPtr(definition_.get()); }
    sql::TablePtr table_node() const { return sql::TablePtr(definition_.get()); }

private:
    struct Modes {
        bool keeps = false;
        bool extends = false;
    };
    template <class... Parts>
    static constexpr Modes modes_of() {
        return {(std::is_same_v<Parts, KeepExisting> || ...), (std::is_same_v<Parts, ExtendExisting> || ...)};
    }
    template <class Part>
    void add_part(Part part, bool replaces) {
        if constexpr (std::is_same_v<Part, Column>) {
            if (replaces)
                definition_->replace(std::move(part));
            else
                definition_->add(std::move(part));
        } else if constexpr (!std::is_same_v<Part, KeepExisting> && !std::is_same_v<Part, ExtendExisting>) {
            definition_->add(std::move(part));
        }
    }

    static Table start(const QuotedName& name, const MetaData& metadata, Modes modes);
    bool is_in(const MetaData& metadata) const;
    void finish(MetaData& metadata) const;

    NodePtr<TableDefinition> definition_;
};

}  // namespace azoth
