// SPDX-License-Identifier: MIT
#include "azoth/engine/create_all.hpp"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "azoth/compile/dialect.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/schema/ddl.hpp"
#include "azoth/sql/text.hpp"
#include "engine/placed.hpp"

namespace azoth {
namespace {

using Names = std::set<std::pair<std::string, std::string>>;

Names existing_tables(Connection& connection, const std::source_location& where) {
    Names names;
    const auto query =
        text(connection.dialect().table_names_query()).columns<std::optional<std::string>, std::string>();
    for (auto& [schema, name] : connection.execute(query, where)) names.emplace(schema.value_or(""), std::move(name));
    return names;
}

std::vector<TableDefinitionPtr> select_tables(const MetaData& metadata, Connection& connection, bool that_exist,
                                              const std::source_location& where) {
    const Names names = existing_tables(connection, where);
    std::vector<TableDefinitionPtr> tables;
    for (const TableDefinitionPtr& table : metadata.tables()) {
        const bool exists = names.contains({table->schema(), std::string(table->name())});
        if (exists == that_exist) tables.push_back(table);
    }
    return tables;
}

void run_all(const std::vector<NodePtr<const DdlNode>>& statements, Connection& connection) {
    for (const NodePtr<const DdlNode>& statement : statements) connection.run_statement(*statement);
}

bool can_alter(const Connection& connection) { return connection.dialect().capabilities().alter_constraints; }

}  // namespace

void create_all(const MetaData& metadata, Connection& connection, std::source_location where) {
    engine::placed(where, [&] {
        const auto tables = select_tables(metadata, connection, false, where);
        run_all(create_statements(metadata, tables, can_alter(connection)), connection);
    });
}

void drop_all(const MetaData& metadata, Connection& connection, std::source_location where) {
    engine::placed(where, [&] {
        const auto tables = select_tables(metadata, connection, true, where);
        run_all(drop_statements(metadata, tables, can_alter(connection)), connection);
    });
}

void create_all(const MetaData& metadata, const Engine& engine, std::source_location where) {
    engine.begin([&](Connection& connection) { create_all(metadata, connection, where); }, where);
}

void drop_all(const MetaData& metadata, const Engine& engine, std::source_location where) {
    engine.begin([&](Connection& connection) { drop_all(metadata, connection, where); }, where);
}

}  // namespace azoth
