// SPDX-License-Identifier: MIT
#include "azoth/schema/ddl.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
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

namespace {

template <class Range>
std::string known_names(const TableDefinition& table, const Range& constraints) {
    std::string names;
    for (const auto& each : constraints) names += (names.empty() ? "" : ", ") + constraint_name(table, each);
    return names;
}

/// The constraint of that name, if it is among these.
template <class Range>
void find_named(const TableDefinition& table, const Range& constraints, std::string_view name,
                std::optional<TableConstraint>& found) {
    for (const auto& each : constraints)
        if (!found && constraint_name(table, each) == name) found = each;
}

}  // namespace

void DdlNode::write_key(sql::CacheKeyWriter& key) const { key.head(kind(), static_cast<std::uint64_t>(action)); }

namespace detail {

NodePtr<const DdlNode> table_ddl(DdlNode::Action action, const Table& table) {
    return make_node<DdlNode>(action, table.definition_ptr());
}

NodePtr<const DdlNode> index_ddl(DdlNode::Action action, const Table& table, Index index) {
    auto node = make_node<DdlNode>(action, table.definition_ptr());
    node->condition = index.condition();
    node->index = std::move(index);
    return node;
}

NodePtr<const DdlNode> index_ddl(DdlNode::Action action, const Table& table, std::string_view index) {
    for (const Index& each : table.definition().indexes())
        if (constraint_name(table.definition(), each) == index) return index_ddl(action, table, each);
    throw ArgumentError("no_such_index",
                        fmt::format("the table '{}' has no index '{}'; it has: {}", table.definition().full_name(),
                                    index, known_names(table.definition(), table.definition().indexes())));
}

NodePtr<const DdlNode> constraint_ddl(DdlNode::Action action, const Table& table, TableConstraint constraint) {
    auto node = make_node<DdlNode>(action, table.definition_ptr());
    node->condition = std::visit([](const auto& each) { return each.condition(); }, constraint);
    node->constraint = std::move(constraint);
    return node;
}

NodePtr<const DdlNode> constraint_ddl(DdlNode::Action action, const Table& handle, std::string_view constraint) {
    const TableDefinition& table = handle.definition();
    std::optional<TableConstraint> found;
    if (constraint_name(table, table.primary_key_constraint()) == constraint) found = table.primary_key_constraint();
    find_named(table, table.foreign_keys(), constraint, found);
    find_named(table, table.unique_constraints(), constraint, found);
    find_named(table, table.checks(), constraint, found);
    find_named(table, table.excludes(), constraint, found);
    if (!found)
        throw ArgumentError(
            "no_such_constraint",
            fmt::format("the table '{}' has no constraint '{}'; it has: {} {} {}", table.full_name(), constraint,
                        known_names(table, table.foreign_keys()), known_names(table, table.unique_constraints()),
                        known_names(table, table.checks())));
    return constraint_ddl(action, handle, std::move(*found));
}

NodePtr<const DdlNode> name_ddl(DdlNode::Action action, std::string name) {
    auto node = make_node<DdlNode>(action);
    node->name = std::move(name);
    return node;
}

NodePtr<const DdlNode> sequence_ddl(DdlNode::Action action, Sequence sequence) {
    auto node = make_node<DdlNode>(action);
    node->sequence = std::move(sequence);
    return node;
}

NodePtr<const DdlNode> type_ddl(DdlNode::Action action, SqlType type) {
    const bool is_native_enum = type.enumeration && type.enumeration->is_native;
    if (!is_native_enum && domain_of(type) == nullptr)
        throw ArgumentError(
            "not_a_schema_type",
            fmt::format("{} is no object of the schema: CREATE TYPE takes Enum(...).native() and Domain",
                        to_string(type)));
    auto node = make_node<DdlNode>(action);
    node->type = std::move(type);
    return node;
}

NodePtr<const DdlNode> view_ddl(DdlNode::Action action, const View& view) {
    auto node = make_node<DdlNode>(action, view.definition().table);
    node->view = view.definition_ptr();
    return node;
}

NodePtr<const DdlNode> comment_ddl(DdlNode::Action action, const Table& table, std::string column,
                                   std::optional<std::string> comment) {
    auto node = make_node<DdlNode>(action, table.definition_ptr());
    if (!column.empty() && table.definition().find_definition(column) == nullptr)
        throw ArgumentError("no_such_column", fmt::format("the table '{}' has no column '{}' to comment on",
                                                          table.definition().full_name(), column));
    node->name = std::move(column);
    node->comment = std::move(comment);
    return node;
}

std::string comment_of(const Table& table, std::string_view column) {
    const Column* const definition = table.definition().find_definition(column);
    return definition == nullptr ? std::string() : definition->comment();
}

}  // namespace detail

SetTableComment::SetTableComment(const Table& table)
    : DdlWords(detail::comment_ddl(Action::SetTableComment, table, {}, table.definition().comment())) {}

DropTableComment::DropTableComment(const Table& table)
    : DdlWords(detail::comment_ddl(Action::SetTableComment, table, {}, {})) {}

SetColumnComment::SetColumnComment(const Table& table, std::string_view column)
    : DdlWords(detail::comment_ddl(Action::SetColumnComment, table, std::string(column),
                                   detail::comment_of(table, column))) {}

DropColumnComment::DropColumnComment(const Table& table, std::string_view column)
    : DdlWords(detail::comment_ddl(Action::SetColumnComment, table, std::string(column), {})) {}

SetConstraintComment::SetConstraintComment(const Table& table, TableConstraint constraint)
    : DdlWords(detail::constraint_ddl(Action::SetConstraintComment, table, std::move(constraint))) {}

CreateTableAs CreateTableAs::temporary() const {
    auto view = make_node<ViewDefinition>(*node()->view);
    view->is_temporary = true;
    return changed([&](DdlNode& node) { node.view = std::move(view); });
}

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
