// SPDX-License-Identifier: MIT
#include "azoth/engine/create_all.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/compile/schema_script.hpp"
#include "azoth/compile/schema_translate_map.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/schema/domain.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/text.hpp"
#include "compile/ddl_condition.hpp"
#include "engine/placed.hpp"

namespace azoth {
namespace {

using Names = std::set<std::pair<std::string, std::string>>;

/// Letters of other alphabets stay: databases do not agree on them.
std::string in_lower_case(std::string_view name) {
    std::string lower(name);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

/// What there is of one kind in the database.
class KnownNames {
public:
    void add(std::string_view schema, std::string_view name, bool folds_case) {
        folds_case_ = folds_case;
        names_.insert(written(schema, name));
    }
    bool contains(std::string_view schema, std::string_view name) const {
        return names_.contains(written(schema, name));
    }

private:
    Names::value_type written(std::string_view schema, std::string_view name) const {
        if (!folds_case_) return {std::string(schema), std::string(name)};
        return {in_lower_case(schema), in_lower_case(name)};
    }

    Names names_;
    bool folds_case_ = false;
};

/// What belongs to the tables of a selection.
class Selected {
public:
    /// `drops`: what other tables use too is to stay.
    Selected(const MetaData& metadata, const SchemaSelection& selection, bool drops)
        : is_all_(selection.tables.empty()) {
        for (const TableDefinitionPtr& table : selection.tables) {
            if (metadata.find(table->full_name()) != table)
                throw ArgumentError("no_such_table", fmt::format("the table '{}' was selected, but is not in these "
                                                                 "MetaData: add it, or select another one",
                                                                 table->full_name()));
            add_parts(*table);
        }
        if (is_all_ || !drops) return;
        Selected others;
        for (const TableDefinitionPtr& table : metadata.tables())
            if (!names_.contains(key(SchemaObject::Table, table->schema(), table->name()))) others.add_parts(*table);
        for (const auto& each : others.names_) names_.erase(each);
    }

    bool includes(SchemaObject kind, std::string_view schema, std::string_view name) const {
        return is_all_ || names_.contains(key(kind, schema, name));
    }

private:
    using Key = std::tuple<SchemaObject, std::string, std::string>;

    Selected() = default;

    static Key key(SchemaObject kind, std::string_view schema, std::string_view name) {
        return {kind, std::string(schema), std::string(name)};
    }
    void add_parts(const TableDefinition& table) {
        names_.insert(key(SchemaObject::Table, table.schema(), table.name()));
        for (const Column& column : table.definitions()) {
            const SqlType& type = column.type();
            if (type.enumeration)
                names_.insert(key(SchemaObject::Type, type.enumeration->schema, type.enumeration->name));
            if (const Domain* const domain = domain_of(type))
                names_.insert(key(SchemaObject::Type, domain->schema(), domain->name()));
            if (const auto& sequence = column.default_().sequence())
                names_.insert(key(SchemaObject::Sequence, sequence->schema(), sequence->name()));
        }
    }

    bool is_all_ = false;
    std::set<Key> names_;
};

/// What is selected and in the database, or not in it; that is asked for when it is needed first.
class Existing final : public SchemaFilter {
public:
    /// Includes what exists, or what does not.
    Existing(const MetaData& metadata, const SchemaSelection& selection, Connection& connection, bool includes_existing,
             const std::source_location& where)
        : selected_(metadata, selection, includes_existing),
          checks_(selection.checkfirst),
          connection_(connection),
          includes_existing_(includes_existing),
          schemas_(connection.get_execution_options().schema_translate_map.value_or(SchemaTranslateMap{})),
          where_(where) {}

    bool includes(SchemaObject kind, std::string_view schema, std::string_view name) const override {
        if (!selected_.includes(kind, schema, name)) return false;
        return !checks_ || names_of(kind).contains(place_of(kind, schema), name) == includes_existing_;
    }

private:
    /// Tables and views are where schema_translate_map says; schemas, types and sequences are not translated.
    std::string_view place_of(SchemaObject kind, std::string_view schema) const {
        const bool is_translated = kind == SchemaObject::Table || kind == SchemaObject::View;
        return is_translated ? compile::translated_schema(schema, schemas_) : schema;
    }
    const KnownNames& names_of(SchemaObject kind) const {
        const auto [found, is_new] = names_.try_emplace(kind);
        if (is_new) read(connection_.dialect().object_names_query(kind), found->second);
        return found->second;
    }

    void read(const std::string& sql, KnownNames& names) const {
        if (sql.empty()) return;
        const auto query = text(sql).columns<std::string, std::string, bool, bool>();
        for (const auto& [schema, name, is_default, folds_case] : connection_.execute(query, where_)) {
            if (is_default) names.add("", name, folds_case);
            names.add(schema, name, folds_case);
        }
    }

    const Selected selected_;
    const bool checks_;
    Connection& connection_;
    const bool includes_existing_;
    const SchemaTranslateMap schemas_;
    const std::source_location& where_;
    mutable std::map<SchemaObject, KnownNames> names_;
};

class ConnectionRunner final : public DdlRunner {
public:
    explicit ConnectionRunner(Connection& connection) : connection_(connection) {}

    void execute(const DdlElement& statement) override {
        if (compile::exists_on(statement.node()->condition, dialect())) connection_.run_statement(*statement.node());
    }
    const Dialect& dialect() const override { return connection_.dialect(); }
    Connection* connection() override { return &connection_; }

private:
    Connection& connection_;
};

}  // namespace

void create_all(const MetaData& metadata, Connection& connection, const SchemaSelection& selection,
                std::source_location where) {
    engine::placed(where, [&] {
        ConnectionRunner runner(connection);
        create_schema(metadata, Existing(metadata, selection, connection, false, where), runner);
    });
}

void drop_all(const MetaData& metadata, Connection& connection, const SchemaSelection& selection,
              std::source_location where) {
    engine::placed(where, [&] {
        ConnectionRunner runner(connection);
        drop_schema(metadata, Existing(metadata, selection, connection, true, where), runner);
    });
}

void create_all(const MetaData& metadata, Connection& connection, std::source_location where) {
    create_all(metadata, connection, {}, where);
}

void drop_all(const MetaData& metadata, Connection& connection, std::source_location where) {
    drop_all(metadata, connection, {}, where);
}

void create_all(const MetaData& metadata, const Engine& engine, const SchemaSelection& selection,
                std::source_location where) {
    engine.begin([&](Connection& connection) { create_all(metadata, connection, selection, where); }, where);
}

void drop_all(const MetaData& metadata, const Engine& engine, const SchemaSelection& selection,
              std::source_location where) {
    engine.begin([&](Connection& connection) { drop_all(metadata, connection, selection, where); }, where);
}

void create_all(const MetaData& metadata, const Engine& engine, std::source_location where) {
    create_all(metadata, engine, {}, where);
}

void drop_all(const MetaData& metadata, const Engine& engine, std::source_location where) {
    drop_all(metadata, engine, {}, where);
}

}  // namespace azoth
