// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "azoth/schema/table.hpp"
#include "azoth/sql/statement_nodes.hpp"

namespace azoth {

/// A statement that defines schema objects. Never cached.
class DdlNode final : public sql::StatementNode {
public:
    enum class Action : std::uint8_t { CreateTable, DropTable, CreateIndex, AddForeignKey, DropForeignKey };

    DdlNode(Action what, TableDefinitionPtr subject)
        : StatementNode(sql::NodeKind::Ddl), action(what), table(std::move(subject)) {}
    void write_key(sql::CacheKeyWriter& key) const override;

    const Action action;
    const TableDefinitionPtr table;
    /// CreateIndex, AddForeignKey, DropForeignKey: which of the table's.
    std::uint32_t position = 0;
    /// CreateTable: foreign keys (by position) that are left out, to be added later.
    std::vector<std::uint32_t> omitted_foreign_keys;
    /// CREATE ... IF NOT EXISTS, DROP ... IF EXISTS.
    bool is_conditional = false;
};

/// The statements, in order, that create `tables`, a part of `metadata`: tables by dependency, then the foreign keys of
/// cycles (when `can_alter`; else they stay within CREATE TABLE), then indexes.
std::vector<NodePtr<const DdlNode>> create_statements(const MetaData& metadata,
                                                      const std::vector<TableDefinitionPtr>& tables, bool can_alter);
/// The reverse.
std::vector<NodePtr<const DdlNode>> drop_statements(const MetaData& metadata,
                                                    const std::vector<TableDefinitionPtr>& tables, bool can_alter);

}  // namespace azoth
