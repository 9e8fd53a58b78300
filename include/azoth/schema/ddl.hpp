// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "azoth/schema/domain.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/schema/view.hpp"
#include "azoth/sql/statement_nodes.hpp"

namespace azoth {

using TableConstraint =
    std::variant<PrimaryKeyConstraint, ForeignKeyConstraint, UniqueConstraint, CheckConstraint, ExcludeConstraint>;

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

/// A statement that defines or removes something of the schema, as an object: it prints, `to_string(CreateTable(users),
/// engine.dialect())`, and executes, `connection.execute(CreateTable(users))`.
class DdlElement {
public:
    explicit DdlElement(NodePtr<const DdlNode> node) : node_(std::move(node)) {}
    const NodePtr<const DdlNode>& node() const { return node_; }

protected:
    template <class Change>
    void change(Change change) {
        auto copy = make_node<DdlNode>(*node_);
        change(*copy);
        node_ = std::move(copy);
    }

private:
    NodePtr<const DdlNode> node_;
};

namespace detail {

/// The words that several elements share. Each element offers those that fit it.
template <class Self>
class DdlWords : public DdlElement {
public:
    using DdlElement::DdlElement;
    /// As a hook of a table or MetaData: on these databases only.
    Self execute_if(DdlCondition condition) const {
        return changed([&](DdlNode& node) { node.condition = std::move(condition); });
    }

protected:
    template <class Change>
    Self changed(Change edit) const {
        Self copy(static_cast<const Self&>(*this));
        copy.change(edit);
        return copy;
    }
};

template <class Self>
class CreateWords : public DdlWords<Self> {
public:
    using DdlWords<Self>::DdlWords;
    Self if_not_exists() const {
        return this->changed([](DdlNode& node) { node.is_conditional = true; });
    }
};

template <class Self>
class DropWords : public DdlWords<Self> {
public:
    using DdlWords<Self>::DdlWords;
    Self if_exists() const {
        return this->changed([](DdlNode& node) { node.is_conditional = true; });
    }
    /// Drops also what depends on it. PostgreSQL only.
    Self cascade() const {
        return this->changed([](DdlNode& node) { node.cascades = true; });
    }
};

NodePtr<const DdlNode> table_ddl(DdlNode::Action action, const Table& table);
NodePtr<const DdlNode> index_ddl(DdlNode::Action action, const Table& table, Index index);
/// Throws ArgumentError(`no_such_index`).
NodePtr<const DdlNode> index_ddl(DdlNode::Action action, const Table& table, std::string_view index);
NodePtr<const DdlNode> constraint_ddl(DdlNode::Action action, const Table& table, TableConstraint constraint);
/// Throws ArgumentError(`no_such_constraint`).
NodePtr<const DdlNode> constraint_ddl(DdlNode::Action action, const Table& table, std::string_view constraint);
NodePtr<const DdlNode> name_ddl(DdlNode::Action action, std::string name);
NodePtr<const DdlNode> sequence_ddl(DdlNode::Action action, Sequence sequence);
NodePtr<const DdlNode> type_ddl(DdlNode::Action action, SqlType type);
NodePtr<const DdlNode> view_ddl(DdlNode::Action action, const View& view);
/// Throws ArgumentError(`no_such_column`).
NodePtr<const DdlNode> comment_ddl(DdlNode::Action action, const Table& table, std::string column,
                                   std::optional<std::string> comment);

}  // namespace detail

/// CREATE TABLE, without its indexes.
struct CreateTable : detail::CreateWords<CreateTable> {
    explicit CreateTable(const Table& table) : CreateWords(detail::table_ddl(DdlNode::Action::CreateTable, table)) {}
};
struct DropTable : detail::DropWords<DropTable> {
    explicit DropTable(const Table& table) : DropWords(detail::table_ddl(DdlNode::Action::DropTable, table)) {}
};
/// An index of the table, by name, or any other.
struct CreateIndex : detail::CreateWords<CreateIndex> {
    CreateIndex(const Table& table, Index index)
        : CreateWords(detail::index_ddl(DdlNode::Action::CreateIndex, table, std::move(index))) {}
    CreateIndex(const Table& table, std::string_view name)
        : CreateWords(detail::index_ddl(DdlNode::Action::CreateIndex, table, name)) {}
};
struct DropIndex : detail::DropWords<DropIndex> {
    DropIndex(const Table& table, Index index)
        : DropWords(detail::index_ddl(DdlNode::Action::DropIndex, table, std::move(index))) {}
    DropIndex(const Table& table, std::string_view name)
        : DropWords(detail::index_ddl(DdlNode::Action::DropIndex, table, name)) {}
};
/// ALTER TABLE ... ADD CONSTRAINT.
struct AddConstraint : detail::DdlWords<AddConstraint> {
    AddConstraint(const Table& table, TableConstraint constraint)
        : DdlWords(detail::constraint_ddl(DdlNode::Action::AddConstraint, table, std::move(constraint))) {}
};
/// A constraint of the table, by name, or any other that it is said to have.
struct DropConstraint : detail::DropWords<DropConstraint> {
    DropConstraint(const Table& table, TableConstraint constraint)
        : DropWords(detail::constraint_ddl(DdlNode::Action::DropConstraint, table, std::move(constraint))) {}
    DropConstraint(const Table& table, std::string_view name)
        : DropWords(detail::constraint_ddl(DdlNode::Action::DropConstraint, table, name)) {}
};
/// The table's comment() in the database. MariaDB and MySQL keep it in CREATE TABLE too; SQLite has none.
struct SetTableComment : detail::DdlWords<SetTableComment> {
    explicit SetTableComment(const Table& table);
};
struct DropTableComment : detail::DdlWords<DropTableComment> {
    explicit DropTableComment(const Table& table);
};
/// A column's comment(). Throws ArgumentError(`no_such_column`).
struct SetColumnComment : detail::DdlWords<SetColumnComment> {
    SetColumnComment(const Table& table, std::string_view column);
};
struct DropColumnComment : detail::DdlWords<DropColumnComment> {
    DropColumnComment(const Table& table, std::string_view column);
};
/// A constraint's comment(). PostgreSQL only.
struct SetConstraintComment : detail::DdlWords<SetConstraintComment> {
    SetConstraintComment(const Table& table, TableConstraint constraint);
};
/// On MariaDB and MySQL a schema is a database.
struct CreateSchema : detail::CreateWords<CreateSchema> {
    explicit CreateSchema(std::string name)
        : CreateWords(detail::name_ddl(DdlNode::Action::CreateSchema, std::move(name))) {}
};
struct DropSchema : detail::DropWords<DropSchema> {
    explicit DropSchema(std::string name) : DropWords(detail::name_ddl(DdlNode::Action::DropSchema, std::move(name))) {}
};
struct CreateSequence : detail::CreateWords<CreateSequence> {
    explicit CreateSequence(Sequence sequence)
        : CreateWords(detail::sequence_ddl(DdlNode::Action::CreateSequence, std::move(sequence))) {}
};
struct DropSequence : detail::DropWords<DropSequence> {
    explicit DropSequence(Sequence sequence)
        : DropWords(detail::sequence_ddl(DdlNode::Action::DropSequence, std::move(sequence))) {}
};
/// CREATE TYPE of a native Enum, CREATE DOMAIN of a Domain. PostgreSQL only.
struct CreateType : detail::DdlWords<CreateType> {
    explicit CreateType(SqlType type) : DdlWords(detail::type_ddl(DdlNode::Action::CreateType, std::move(type))) {}
};
struct DropType : detail::DropWords<DropType> {
    explicit DropType(SqlType type) : DropWords(detail::type_ddl(DdlNode::Action::DropType, std::move(type))) {}
};
struct CreateView : detail::CreateWords<CreateView> {
    explicit CreateView(const View& view) : CreateWords(detail::view_ddl(DdlNode::Action::CreateView, view)) {}
    CreateView or_replace() const {
        return changed([](DdlNode& node) { node.replaces = true; });
    }
};
struct DropView : detail::DropWords<DropView> {
    explicit DropView(const View& view) : DropWords(detail::view_ddl(DdlNode::Action::DropView, view)) {}
};
/// PostgreSQL only.
struct RefreshMaterializedView : detail::DdlWords<RefreshMaterializedView> {
    explicit RefreshMaterializedView(const View& view)
        : DdlWords(detail::view_ddl(DdlNode::Action::RefreshView, view)) {}
    /// Readers are not kept waiting; it needs a unique index.
    RefreshMaterializedView concurrently() const {
        return changed([](DdlNode& node) { node.is_concurrent = true; });
    }
};
/// A table made of what a query returns: `create_table_as("thick_books", select(...))`.
struct CreateTableAs : detail::CreateWords<CreateTableAs> {
    explicit CreateTableAs(const View& columns_and_query)
        : CreateWords(detail::view_ddl(DdlNode::Action::CreateTableAs, columns_and_query)) {}
    CreateTableAs temporary() const;
    /// The columns only.
    CreateTableAs with_no_data() const {
        return changed([](DdlNode& node) { node.has_no_data = true; });
    }
    /// The new table, to select from.
    Table table() const { return Table(node()->view->table); }
};
template <class Statement>
CreateTableAs create_table_as(const QuotedName& name, const Statement& select) {
    return CreateTableAs(View(name, select));
}
/// SELECT ... INTO name, which every database writes as CREATE TABLE AS: `into(select(...), "thick_books")`.
template <class Statement>
CreateTableAs into(const Statement& select, const QuotedName& name) {
    return create_table_as(name, select);
}

/// DDL by hand: `DDL("ALTER TABLE users SET (fillfactor = 70)").execute_if("postgresql")`. It is not escaped: never
/// build it from user input.
struct DDL : detail::DdlWords<DDL> {
    explicit DDL(std::string text) : DdlWords(detail::name_ddl(DdlNode::Action::Text, std::move(text))) {}
};

/// The statements, in order, that create `tables`, a part of `metadata`: tables by dependency, then the foreign keys of
/// cycles and those with use_alter() (when `can_alter`; else they stay within CREATE TABLE), then indexes.
std::vector<NodePtr<const DdlNode>> create_statements(const MetaData& metadata,
                                                      const std::vector<TableDefinitionPtr>& tables, bool can_alter);
/// The reverse.
std::vector<NodePtr<const DdlNode>> drop_statements(const MetaData& metadata,
                                                    const std::vector<TableDefinitionPtr>& tables, bool can_alter);

}  // namespace azoth
