// SPDX-License-Identifier: MIT
#include "azoth/schema/ddl.hpp"

#include <algorithm>
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

    /// The foreign keys, by position, of the table at `place` whose targets come later.
    std::vector<std::uint32_t> forward_keys(std::size_t place) const {
        std::vector<std::uint32_t> forward;
        const auto keys = tables_[place]->foreign_keys();
        for (std::uint32_t i = 0; i < keys.size(); ++i) {
            const auto target = places_.find(keys[i].target_table);
            if (target != places_.end() && target->second > place) forward.push_back(i);
        }
        return forward;
    }

private:
    std::vector<TableDefinitionPtr> tables_;
    std::unordered_map<std::string, std::size_t> places_;
};

NodePtr<const DdlNode> part_statement(Action action, const TableDefinitionPtr& table, std::uint32_t position) {
    auto statement = make_node<DdlNode>(action, table);
    statement->position = position;
    return statement;
}

Statements forward_key_statements(Action action, const CreationOrder& order) {
    Statements statements;
    for (std::size_t place = 0; place < order.tables().size(); ++place)
        for (const std::uint32_t key : order.forward_keys(place))
            statements.push_back(part_statement(action, order.tables()[place], key));
    return statements;
}

void append(Statements& statements, Statements more) { statements.insert(statements.end(), more.begin(), more.end()); }

}  // namespace

void DdlNode::write_key(sql::CacheKeyWriter& key) const {
    key.head(kind(), static_cast<std::uint64_t>(action));
    key.word(position);
    key.word(is_conditional ? 1 : 0);
    key.word(omitted_foreign_keys.size());
    for (const std::uint32_t omitted : omitted_foreign_keys) key.word(omitted);
    key.child(table.get());
}

Statements create_statements(const MetaData& metadata, const std::vector<TableDefinitionPtr>& tables, bool can_alter) {
    const CreationOrder order(metadata, tables);
    Statements statements;
    for (std::size_t place = 0; place < order.tables().size(); ++place) {
        auto statement = make_node<DdlNode>(Action::CreateTable, order.tables()[place]);
        if (can_alter) statement->omitted_foreign_keys = order.forward_keys(place);
        statements.push_back(statement);
    }
    if (can_alter) append(statements, forward_key_statements(Action::AddForeignKey, order));
    for (const auto& table : order.tables())
        for (std::uint32_t i = 0; i < table->indexes().size(); ++i)
            statements.push_back(part_statement(Action::CreateIndex, table, i));
    return statements;
}

Statements drop_statements(const MetaData& metadata, const std::vector<TableDefinitionPtr>& tables, bool can_alter) {
    const CreationOrder order(metadata, tables);
    Statements statements;
    if (can_alter) append(statements, forward_key_statements(Action::DropForeignKey, order));
    for (auto table = order.tables().rbegin(); table != order.tables().rend(); ++table)
        statements.push_back(make_node<const DdlNode>(Action::DropTable, *table));
    return statements;
}

}  // namespace azoth
