// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "azoth/schema/ddl.hpp"
#include "azoth/sql/statement_nodes.hpp"

namespace azoth {

/// A statement that defines schema objects. Never cached; its values are written in as literals.
class DdlNode final : public sql::StatementNode {
public:
    enum class Action : std::uint8_t {
        CreateTable,
        DropTable,
        CreateIndex,
        DropIndex,
        AddConstraint,
        DropConstraint,
        SetTableComment,
        SetColumnComment,
        SetConstraintComment,
        CreateSchema,
        DropSchema,
        CreateSequence,
        DropSequence,
        CreateType,
        DropType,
        CreateView,
        DropView,
        RefreshView,
        CreateTableAs,
        Text,
    };

    explicit DdlNode(Action what, TableDefinitionPtr subject = nullptr)
        : StatementNode(sql::NodeKind::Ddl), action(what), table(std::move(subject)) {}
    void write_key(sql::CacheKeyWriter& key) const override;

    const Action action;
    const TableDefinitionPtr table;
    std::optional<TableConstraint> constraint;
    std::optional<Index> index;
    std::optional<Sequence> sequence;
    ViewDefinitionPtr view;  ///< CreateTableAs too: what is to be created and from what
    SqlType type;            ///< a native Enum or a Domain
    std::string name;        ///< of the schema or column; Text: the statement
    std::optional<std::string> comment;
    /// CreateTable: foreign keys (by position) that are left out, to be added later.
    std::vector<std::uint32_t> omitted_foreign_keys;
    bool is_conditional = false;  ///< CREATE ... IF NOT EXISTS, DROP ... IF EXISTS
    bool replaces = false;        ///< CREATE OR REPLACE VIEW
    bool cascades = false;        ///< DROP ... CASCADE
    bool is_concurrent = false;   ///< RefreshView
    bool has_no_data = false;     ///< RefreshView, CreateTableAs: WITH NO DATA
    DdlCondition condition;
};

/// The statements, in order, that create `tables`, a part of `metadata`: tables by dependency, then the foreign keys of
/// cycles and those with use_alter() (when `can_alter`; else they stay within CREATE TABLE), then indexes.
std::vector<NodePtr<const DdlNode>> create_statements(const MetaData& metadata,
                                                      const std::vector<TableDefinitionPtr>& tables, bool can_alter);
/// The reverse.
std::vector<NodePtr<const DdlNode>> drop_statements(const MetaData& metadata,
                                                    const std::vector<TableDefinitionPtr>& tables, bool can_alter);

}  // namespace azoth
