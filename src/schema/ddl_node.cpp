// SPDX-License-Identifier: MIT
#include "azoth/schema/ddl_node.hpp"

#include <string>
#include <unordered_map>
#include <unordered_set>

#include "azoth/sql/cache_key.hpp"

namespace azoth {
namespace {

using Action = DdlNode::Action;
using Statements = std::vector<NodePtr<const DdlNode>>;

/// Some tables of MetaData in the order in which they can be created.
class CreationOrder {
public:
    CreationOrder(const MetaData& metadata, const std::vector<TableDefinitionPtr>& tables) {
        std::unordered_set<const TableDefinition*> wanted;
        for (const auto& table : tables) wanted.insert(table.get());
        for (auto& table : metadata.sorted_tables()) {
            if (!wanted.contains(table.get())) continue;
            places_.emplace(table->full_name(), tables_.size());
            tables_.push_back(std::move(table));
        }
    }

    const std::vector<TableDefinitionPtr>& tables() const { return tables_; }

    /// The foreign keys, by position, of the table at `place` that ALTER TABLE adds: their targets come later.
    std::vector<std::uint32_t> altered_keys(std::size_t place) const {
        std::vector<std::uint32_t> altered;
        const auto keys = tables_[place]->foreign_keys();
        for (std::uint32_t i = 0; i < keys.size(); ++i) {
            const auto target = places_.find(keys[i].target_table());
            if (keys[i].uses_alter() || (target != places_.end() && target->second > place)) altered.push_back(i);
        }
        return altered;
    }

private:
    std::vector<TableDefinitionPtr> tables_;
    std::unordered_map<std::string, std::size_t> places_;
};

Statements altered_key_statements(Action action, const CreationOrder& order) {
    Statements statements;
    for (std::size_t place = 0; place < order.tables().size(); ++place)
        for (const std::uint32_t key : order.altered_keys(place)) {
            auto statement = make_node<DdlNode>(action, order.tables()[place]);
            statement->constraint = order.tables()[place]->foreign_keys()[key];
            statement->condition = order.tables()[place]->foreign_keys()[key].condition();
            statements.push_back(statement);
        }
    return statements;
}

void append(Statements& statements, Statements more) { statements.insert(statements.end(), more.begin(), more.end()); }

}  // namespace

void DdlNode::write_key(sql::CacheKeyWriter& key) const { key.head(kind(), static_cast<std::uint64_t>(action)); }

Statements create_statements(const MetaData& metadata, const std::vector<TableDefinitionPtr>& tables, bool can_alter) {
    const CreationOrder order(metadata, tables);
    Statements statements;
    for (std::size_t place = 0; place < order.tables().size(); ++place) {
        auto statement = make_node<DdlNode>(Action::CreateTable, order.tables()[place]);
        if (can_alter) statement->omitted_foreign_keys = order.altered_keys(place);
        statements.push_back(statement);
    }
    if (can_alter) append(statements, altered_key_statements(Action::AddConstraint, order));
    for (const auto& table : order.tables())
        for (const Index& index : table->indexes()) {
            auto statement = make_node<DdlNode>(Action::CreateIndex, table);
            statement->index = index;
            statement->condition = index.condition();
            statements.push_back(statement);
        }
    return statements;
}

Statements drop_statements(const MetaData& metadata, const std::vector<TableDefinitionPtr>& tables, bool can_alter) {
    const CreationOrder order(metadata, tables);
    Statements statements;
    if (can_alter) append(statements, altered_key_statements(Action::DropConstraint, order));
    for (auto table = order.tables().rbegin(); table != order.tables().rend(); ++table)
        statements.push_back(make_node<DdlNode>(Action::DropTable, *table));
    return statements;
}

}  // namespace azoth
