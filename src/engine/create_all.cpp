// SPDX-License-Identifier: MIT
#include "azoth/engine/create_all.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "azoth/compile/schema_script.hpp"
#include "azoth/engine/engine.hpp"
#include "azoth/sql/text.hpp"
#include "compile/ddl_condition.hpp"
#include "engine/placed.hpp"

namespace azoth {
namespace {

using Names = std::set<std::pair<std::string, std::string>>;

/// What is in the database, asked for when it is needed first.
class Existing final : public SchemaFilter {
public:
    /// Includes what exists, or what does not.
    Existing(Connection& connection, bool includes_existing, const std::source_location& where)
        : connection_(connection), includes_existing_(includes_existing), where_(where) {}

    bool includes(SchemaObject kind, std::string_view schema, std::string_view name) const override {
        return names_of(kind).contains({std::string(schema), std::string(name)}) == includes_existing_;
    }

private:
    const Names& names_of(SchemaObject kind) const {
        const auto [found, is_new] = names_.try_emplace(kind);
        if (is_new) read(connection_.dialect().object_names_query(kind), found->second);
        return found->second;
    }

    void read(const std::string& sql, Names& names) const {
        if (sql.empty()) return;
        const auto query = text(sql).columns<std::string, std::string, bool>();
        for (auto& [schema, name, is_default] : connection_.execute(query, where_)) {
            if (is_default) names.emplace("", name);
            names.emplace(std::move(schema), std::move(name));
        }
    }

    Connection& connection_;
    const bool includes_existing_;
    const std::source_location& where_;
    mutable std::map<SchemaObject, Names> names_;
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

void create_all(const MetaData& metadata, Connection& connection, std::source_location where) {
    engine::placed(where, [&] {
        ConnectionRunner runner(connection);
        create_schema(metadata, Existing(connection, false, where), runner);
    });
}

void drop_all(const MetaData& metadata, Connection& connection, std::source_location where) {
    engine::placed(where, [&] {
        ConnectionRunner runner(connection);
        drop_schema(metadata, Existing(connection, true, where), runner);
    });
}

void create_all(const MetaData& metadata, const Engine& engine, std::source_location where) {
    engine.begin([&](Connection& connection) { create_all(metadata, connection, where); }, where);
}

void drop_all(const MetaData& metadata, const Engine& engine, std::source_location where) {
    engine.begin([&](Connection& connection) { drop_all(metadata, connection, where); }, where);
}

}  // namespace azoth
