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

class DdlNode;

/// A statement that defines or removes something of the schema, as an object: it prints, `to_string(CreateTable(users),
/// engine.dialect())`, and executes, `connection.execute(CreateTable(users))`.
class DdlElement {
public:
    explicit DdlElement(NodePtr<const DdlNode> node);
    DdlElement(const DdlElement&);
    DdlElement(DdlElement&&) noexcept;
    DdlElement& operator=(const DdlElement&);
    DdlElement& operator=(DdlElement&&) noexcept;
    ~DdlElement();

    const NodePtr<const DdlNode>& node() const { return node_; }

protected:
    enum class Word : std::uint8_t { Conditional, Cascade, OrReplace, Concurrently, WithNoData };
    void add(Word word);
    void restrict_to(DdlCondition databases);
    /// The node as one that nobody else has, to be changed.
    DdlNode& own_node();

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
    Self execute_if(DdlCondition databases) const {
        Self copy(static_cast<const Self&>(*this));
        static_cast<DdlWords&>(copy).restrict_to(std::move(databases));
        return copy;
    }

protected:
    using Word = DdlElement::Word;
    Self with(Word word) const {
        Self copy(static_cast<const Self&>(*this));
        static_cast<DdlWords&>(copy).add(word);
        return copy;
    }
};

template <class Self>
class CreateWords : public DdlWords<Self> {
public:
    using DdlWords<Self>::DdlWords;
    Self if_not_exists() const { return this->with(DdlWords<Self>::Word::Conditional); }
};

template <class Self>
class DropWords : public DdlWords<Self> {
public:
    using DdlWords<Self>::DdlWords;
    Self if_exists() const { return this->with(DdlWords<Self>::Word::Conditional); }
    /// Drops also what depends on it. PostgreSQL only.
    Self cascade() const { return this->with(DdlWords<Self>::Word::Cascade); }
};

}  // namespace detail

/// CREATE TABLE, without its indexes.
struct CreateTable : detail::CreateWords<CreateTable> {
    explicit CreateTable(const Table& table);
};
struct DropTable : detail::DropWords<DropTable> {
    explicit DropTable(const Table& table);
};
/// An index of the table, by name, or any other.
struct CreateIndex : detail::CreateWords<CreateIndex> {
    CreateIndex(const Table& table, Index index);
    CreateIndex(const Table& table, std::string_view name);
};
struct DropIndex : detail::DropWords<DropIndex> {
    DropIndex(const Table& table, Index index);
    DropIndex(const Table& table, std::string_view name);
};
/// ALTER TABLE ... ADD CONSTRAINT.
struct AddConstraint : detail::DdlWords<AddConstraint> {
    AddConstraint(const Table& table, TableConstraint constraint);
};
/// A constraint of the table, by name, or any other that it is said to have.
struct DropConstraint : detail::DropWords<DropConstraint> {
    DropConstraint(const Table& table, TableConstraint constraint);
    DropConstraint(const Table& table, std::string_view name);
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
    explicit CreateSchema(std::string name);
};
struct DropSchema : detail::DropWords<DropSchema> {
    explicit DropSchema(std::string name);
};
struct CreateSequence : detail::CreateWords<CreateSequence> {
    explicit CreateSequence(Sequence sequence);
};
struct DropSequence : detail::DropWords<DropSequence> {
    explicit DropSequence(Sequence sequence);
};
/// CREATE TYPE of a native Enum, CREATE DOMAIN of a Domain. PostgreSQL only.
struct CreateType : detail::DdlWords<CreateType> {
    explicit CreateType(SqlType type);
};
struct DropType : detail::DropWords<DropType> {
    explicit DropType(SqlType type);
};
struct CreateView : detail::CreateWords<CreateView> {
    explicit CreateView(const View& view);
    CreateView or_replace() const { return with(Word::OrReplace); }
};
struct DropView : detail::DropWords<DropView> {
    explicit DropView(const View& view);
};
/// PostgreSQL only.
struct RefreshMaterializedView : detail::DdlWords<RefreshMaterializedView> {
    explicit RefreshMaterializedView(const View& view);
    /// Readers are not kept waiting; it needs a unique index.
    RefreshMaterializedView concurrently() const { return with(Word::Concurrently); }
};
/// A table made of what a query returns: `create_table_as("thick_books", select(...))`.
struct CreateTableAs : detail::CreateWords<CreateTableAs> {
    explicit CreateTableAs(const View& columns_and_query);
    CreateTableAs temporary() const;
    /// The columns only.
    CreateTableAs with_no_data() const { return with(Word::WithNoData); }
    /// The new table, to select from.
    Table table() const;
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
    explicit DDL(std::string text);
};

}  // namespace azoth
