// SPDX-License-Identifier: MIT
#include "azoth/schema/ddl.hpp"

#include <string>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/schema/ddl_node.hpp"

namespace azoth {
namespace {

using Action = DdlNode::Action;

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

NodePtr<const DdlNode> table_ddl(Action action, const Table& table) {
    return make_node<DdlNode>(action, table.definition_ptr());
}

NodePtr<const DdlNode> index_ddl(Action action, const Table& table, Index index) {
    auto node = make_node<DdlNode>(action, table.definition_ptr());
    node->condition = index.condition();
    node->index = std::move(index);
    return node;
}

NodePtr<const DdlNode> index_ddl(Action action, const Table& table, std::string_view index) {
    for (const Index& each : table.definition().indexes())
        if (constraint_name(table.definition(), each) == index) return index_ddl(action, table, each);
    throw ArgumentError("no_such_index",
                        fmt::format("the table '{}' has no index '{}'; it has: {}", table.definition().full_name(),
                                    index, known_names(table.definition(), table.definition().indexes())));
}

NodePtr<const DdlNode> constraint_ddl(Action action, const Table& table, TableConstraint constraint) {
    auto node = make_node<DdlNode>(action, table.definition_ptr());
    node->condition = std::visit([](const auto& each) { return each.condition(); }, constraint);
    node->constraint = std::move(constraint);
    return node;
}

NodePtr<const DdlNode> constraint_ddl(Action action, const Table& handle, std::string_view constraint) {
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

NodePtr<const DdlNode> name_ddl(Action action, std::string name) {
    auto node = make_node<DdlNode>(action);
    node->name = std::move(name);
    return node;
}

NodePtr<const DdlNode> sequence_ddl(Action action, Sequence sequence) {
    auto node = make_node<DdlNode>(action);
    node->sequence = std::move(sequence);
    return node;
}

NodePtr<const DdlNode> type_ddl(Action action, SqlType type) {
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

NodePtr<const DdlNode> view_ddl(Action action, const View& view) {
    auto node = make_node<DdlNode>(action, view.definition().table);
    node->view = view.definition_ptr();
    return node;
}

NodePtr<const DdlNode> comment_ddl(Action action, const Table& table, std::string column,
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

}  // namespace

DdlElement::DdlElement(NodePtr<const DdlNode> node) : node_(std::move(node)) {}
DdlElement::DdlElement(const DdlElement&) = default;
DdlElement::DdlElement(DdlElement&&) noexcept = default;
DdlElement& DdlElement::operator=(const DdlElement&) = default;
DdlElement& DdlElement::operator=(DdlElement&&) noexcept = default;
DdlElement::~DdlElement() = default;

DdlNode& DdlElement::own_node() {
    auto copy = make_node<DdlNode>(*node_);
    node_ = copy;
    return *copy;
}

void DdlElement::add(Word word) {
    DdlNode& node = own_node();
    switch (word) {
        case Word::Conditional: node.is_conditional = true; break;
        case Word::Cascade: node.cascades = true; break;
        case Word::OrReplace: node.replaces = true; break;
        case Word::Concurrently: node.is_concurrent = true; break;
        case Word::WithNoData: node.has_no_data = true; break;
    }
}

void DdlElement::restrict_to(DdlCondition databases) { own_node().condition = std::move(databases); }

CreateTable::CreateTable(const Table& table) : CreateWords(table_ddl(Action::CreateTable, table)) {}
DropTable::DropTable(const Table& table) : DropWords(table_ddl(Action::DropTable, table)) {}
CreateIndex::CreateIndex(const Table& table, Index index)
    : CreateWords(index_ddl(Action::CreateIndex, table, std::move(index))) {}
CreateIndex::CreateIndex(const Table& table, std::string_view name)
    : CreateWords(index_ddl(Action::CreateIndex, table, name)) {}
DropIndex::DropIndex(const Table& table, Index index)
    : DropWords(index_ddl(Action::DropIndex, table, std::move(index))) {}
DropIndex::DropIndex(const Table& table, std::string_view name)
    : DropWords(index_ddl(Action::DropIndex, table, name)) {}
AddConstraint::AddConstraint(const Table& table, TableConstraint constraint)
    : DdlWords(constraint_ddl(Action::AddConstraint, table, std::move(constraint))) {}
DropConstraint::DropConstraint(const Table& table, TableConstraint constraint)
    : DropWords(constraint_ddl(Action::DropConstraint, table, std::move(constraint))) {}
DropConstraint::DropConstraint(const Table& table, std::string_view name)
    : DropWords(constraint_ddl(Action::DropConstraint, table, name)) {}
CreateSchema::CreateSchema(std::string name) : CreateWords(name_ddl(Action::CreateSchema, std::move(name))) {}
DropSchema::DropSchema(std::string name) : DropWords(name_ddl(Action::DropSchema, std::move(name))) {}
CreateSequence::CreateSequence(Sequence sequence)
    : CreateWords(sequence_ddl(Action::CreateSequence, std::move(sequence))) {}
DropSequence::DropSequence(Sequence sequence) : DropWords(sequence_ddl(Action::DropSequence, std::move(sequence))) {}
CreateType::CreateType(SqlType type) : DdlWords(type_ddl(Action::CreateType, std::move(type))) {}
DropType::DropType(SqlType type) : DropWords(type_ddl(Action::DropType, std::move(type))) {}
CreateView::CreateView(const View& view) : CreateWords(view_ddl(Action::CreateView, view)) {}
DropView::DropView(const View& view) : DropWords(view_ddl(Action::DropView, view)) {}
RefreshMaterializedView::RefreshMaterializedView(const View& view) : DdlWords(view_ddl(Action::RefreshView, view)) {}
CreateTableAs::CreateTableAs(const View& columns_and_query)
    : CreateWords(view_ddl(Action::CreateTableAs, columns_and_query)) {}
DDL::DDL(std::string text) : DdlWords(name_ddl(Action::Text, std::move(text))) {}

SetTableComment::SetTableComment(const Table& table)
    : DdlWords(comment_ddl(Action::SetTableComment, table, {}, table.definition().comment())) {}

DropTableComment::DropTableComment(const Table& table)
    : DdlWords(comment_ddl(Action::SetTableComment, table, {}, {})) {}

SetColumnComment::SetColumnComment(const Table& table, std::string_view column)
    : DdlWords(comment_ddl(Action::SetColumnComment, table, std::string(column), comment_of(table, column))) {}

DropColumnComment::DropColumnComment(const Table& table, std::string_view column)
    : DdlWords(comment_ddl(Action::SetColumnComment, table, std::string(column), {})) {}

SetConstraintComment::SetConstraintComment(const Table& table, TableConstraint constraint)
    : DdlWords(constraint_ddl(Action::SetConstraintComment, table, std::move(constraint))) {}

CreateTableAs CreateTableAs::temporary() const {
    auto view = make_node<ViewDefinition>(*node()->view);
    view->is_temporary = true;
    CreateTableAs copy(*this);
    copy.own_node().view = std::move(view);
    return copy;
}

Table CreateTableAs::table() const { return Table(node()->view->table); }

}  // namespace azoth
