// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/schema/ddl_events.hpp"
#include "azoth/schema/naming_convention.hpp"
#include "azoth/schema/sequence.hpp"

namespace azoth {

class Table;
class TableDefinition;
class ViewDefinition;
using TableDefinitionPtr = NodePtr<const TableDefinition>;
using ViewDefinitionPtr = NodePtr<const ViewDefinition>;

/// A set of tables, views and sequences that belong together: what create_all() creates.
class MetaData {
public:
    MetaData();
    /// `schema`: where tables are that do not name one; of those made by Table and View.
    explicit MetaData(std::string schema, NamingConvention naming = {});
    explicit MetaData(NamingConvention naming);
    MetaData(const MetaData& other);
    MetaData(MetaData&& other) noexcept;
    MetaData& operator=(MetaData other) noexcept;
    ~MetaData();

    /// For the tables that are here already, too.
    MetaData& naming_convention(NamingConvention naming);
    const NamingConvention& naming_convention() const { return *naming_; }
    std::shared_ptr<const NamingConvention> naming() const { return naming_; }
    const std::string& schema() const { return schema_; }

    /// Throw ArgumentError(`duplicate_table`).
    void add(NodePtr<TableDefinition> table);
    void add(TableDefinitionPtr table);
    void add(ViewDefinitionPtr view);
    /// Throws ArgumentError(`duplicate_sequence`).
    void add(Sequence sequence);
    /// Forgets a table, not what refers to it. Nothing happens when it is not here.
    void remove(const Table& table);
    /// Forgets tables, views and sequences.
    void clear();
    /// A schema that create_all() creates and drop_all() drops, where databases have schemas.
    MetaData& add_schema(std::string name);
    /// Something to do before or after all tables are created or dropped.
    MetaData& listen(DdlEvent event, DdlHook hook);

    /// Null when there is none. `name` may carry a schema.
    TableDefinitionPtr find(std::string_view name) const;
    const std::vector<TableDefinitionPtr>& tables() const { return tables_; }
    const std::vector<ViewDefinitionPtr>& views() const { return views_; }
    /// Those that were added, then those that are defaults of columns.
    std::vector<Sequence> sequences() const;
    const std::vector<std::string>& schemas() const { return schemas_; }
    const DdlHooks& hooks() const { return hooks_; }

    /// Every table after those that its foreign keys refer to. In a cycle the order of addition decides; the foreign
    /// keys that then point forwards are added by ALTER TABLE after all tables, where the database can.
    ///
    /// Throws ArgumentError(`no_such_table`) when a foreign key refers to a table or column that is not here.
    std::vector<TableDefinitionPtr> sorted_tables() const;

private:
    std::string schema_;
    std::shared_ptr<NamingConvention> naming_;  // the tables look at it too
    std::vector<TableDefinitionPtr> tables_;
    std::vector<ViewDefinitionPtr> views_;
    std::vector<Sequence> sequences_;
    std::vector<std::string> schemas_;
    DdlHooks hooks_;
};

}  // namespace azoth
