// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "azoth/schema/ddl_expression.hpp"
#include "azoth/schema/schema_item.hpp"

namespace azoth {

/// What happens to a row when the row it refers to is deleted or its key changes.
enum class ReferentialAction : std::uint8_t { NoAction, Restrict, Cascade, SetNull, SetDefault };

/// Which rows a foreign key of several columns lets pass when some are NULL.
enum class ForeignKeyMatch : std::uint8_t { Default, Simple, Partial, Full };

/// When a deferrable constraint is checked unless the transaction says otherwise.
enum class Initially : std::uint8_t { Default, Immediate, Deferred };

// Constraints name their columns. One without a name gets it from the naming convention of its MetaData when its table
// is created, the same in every run: pk_books, fk_books_author_id_authors, uq_authors_name, ck_books_1.

/// Constraints that can be checked at the end of the transaction instead of at once.
template <class Self>
class DeferrableConstraint : public ConstraintItem<Self> {
public:
    Self& deferrable(bool is_deferrable = true) {
        is_deferrable_ = is_deferrable;
        return static_cast<Self&>(*this);
    }
    /// `initially(Initially::Deferred)`; it makes the constraint deferrable too.
    Self& initially(Initially initially) {
        initially_ = initially;
        if (initially == Initially::Deferred) is_deferrable_ = true;
        return static_cast<Self&>(*this);
    }

    const std::optional<bool>& is_deferrable() const { return is_deferrable_; }
    Initially initially() const { return initially_; }

private:
    std::optional<bool> is_deferrable_;
    Initially initially_ = Initially::Default;
};

class PrimaryKeyConstraint : public DeferrableConstraint<PrimaryKeyConstraint> {
public:
    explicit PrimaryKeyConstraint(std::vector<std::string> columns = {}, std::string name = {});
    PrimaryKeyConstraint& columns(std::vector<std::string> columns);

    const std::vector<std::string>& columns() const { return columns_; }

private:
    std::vector<std::string> columns_;
};

class ForeignKeyConstraint : public DeferrableConstraint<ForeignKeyConstraint> {
public:
    /// `ForeignKeyConstraint({"author_id"}, {"authors.id"})`; a target may begin with a schema. Throws
    /// ArgumentError(`bad_reference`) unless all targets are columns of one table.
    ForeignKeyConstraint(std::vector<std::string> columns, const std::vector<std::string>& targets);
    /// `target_table` is `authors` or `schema.authors`; as many `target_columns` as `columns`.
    ForeignKeyConstraint(std::vector<std::string> columns, std::string_view target_table,
                         std::vector<std::string> target_columns,
                         ReferentialAction on_delete = ReferentialAction::NoAction,
                         ReferentialAction on_update = ReferentialAction::NoAction, std::string name = {});

    ForeignKeyConstraint& columns(std::vector<std::string> columns);
    /// `columns`: of SET NULL and SET DEFAULT, those that are set; all without it. PostgreSQL only.
    ForeignKeyConstraint& on_delete(ReferentialAction action, std::vector<std::string> columns = {});
    ForeignKeyConstraint& on_update(ReferentialAction action) {
        on_update_ = action;
        return *this;
    }
    ForeignKeyConstraint& match(ForeignKeyMatch match) {
        match_ = match;
        return *this;
    }
    /// Adds it by ALTER TABLE after all tables, and drops it before them, where the database can; the order of the
    /// tables does not depend on it then.
    ForeignKeyConstraint& use_alter(bool uses_alter = true) {
        uses_alter_ = uses_alter;
        return *this;
    }
    ForeignKeyConstraint& target_schema(std::string schema) {
        target_schema_ = std::move(schema);
        return *this;
    }
    /// `table` is `authors` or `schema.authors`.
    ForeignKeyConstraint& targets(std::string_view table, std::vector<std::string> columns);

    const std::vector<std::string>& columns() const { return columns_; }
    const std::string& target_schema() const { return target_schema_; }
    const std::string& target_name() const { return target_name_; }
    /// `authors` or `schema.authors`.
    std::string target_table() const;
    const std::vector<std::string>& target_columns() const { return target_columns_; }
    ReferentialAction on_delete() const { return on_delete_; }
    const std::vector<std::string>& on_delete_columns() const { return on_delete_columns_; }
    ReferentialAction on_update() const { return on_update_; }
    ForeignKeyMatch match() const { return match_; }
    bool uses_alter() const { return uses_alter_; }

protected:
    explicit ForeignKeyConstraint(const sql::ColumnNode& target);

private:
    std::vector<std::string> columns_;
    std::string target_schema_;
    std::string target_name_;
    std::vector<std::string> target_columns_;
    ReferentialAction on_delete_ = ReferentialAction::NoAction;
    std::vector<std::string> on_delete_columns_;
    ReferentialAction on_update_ = ReferentialAction::NoAction;
    ForeignKeyMatch match_ = ForeignKeyMatch::Default;
    bool uses_alter_ = false;
};

/// The foreign key of one column: `Column("author_id", BigInteger{}).references(ForeignKey("authors.id").use_alter())`.
class ForeignKey : public ForeignKeyConstraint {
public:
    /// `authors.id` or `schema.authors.id`. Throws ArgumentError(`bad_reference`).
    explicit ForeignKey(std::string_view table_and_column);
    /// A column of a table that exists already: `ForeignKey(authors["id"])`.
    template <class T>
    explicit ForeignKey(const ColumnExpr<T>& column) : ForeignKey(*column.column()) {}

private:
    explicit ForeignKey(const sql::ColumnNode& column) : ForeignKeyConstraint(column) {}
};

class UniqueConstraint : public DeferrableConstraint<UniqueConstraint> {
public:
    explicit UniqueConstraint(std::vector<std::string> columns, std::string name = {});
    UniqueConstraint& columns(std::vector<std::string> columns);
    /// NULL is a value like others: there can be one row with it. PostgreSQL 15.
    UniqueConstraint& nulls_not_distinct(bool not_distinct = true) {
        are_nulls_not_distinct_ = not_distinct;
        return *this;
    }

    const std::vector<std::string>& columns() const { return columns_; }
    bool are_nulls_not_distinct() const { return are_nulls_not_distinct_; }

private:
    std::vector<std::string> columns_;
    bool are_nulls_not_distinct_ = false;
};

/// `CheckConstraint("pages > 0")`, `CheckConstraint(books["pages"] > 0)`.
class CheckConstraint : public ConstraintItem<CheckConstraint> {
public:
    explicit CheckConstraint(DdlExpression condition, std::string name = {}) : condition_(std::move(condition)) {
        this->name(std::move(name));
    }

    const DdlExpression& sql() const { return condition_; }

private:
    DdlExpression condition_;
};

/// No two rows for which all operators are true of their elements. PostgreSQL only.
///
///     ExcludeConstraint().element("room", "=").element("during", "&&").method("gist")
class ExcludeConstraint : public DeferrableConstraint<ExcludeConstraint> {
public:
    struct Element {
        DdlExpression value;
        std::string op;
        std::string operator_class;
    };

    /// A column, by name.
    ExcludeConstraint& element(std::string column, std::string op, std::string operator_class = {});
    template <Expression E>
    ExcludeConstraint& element(const E& expression, std::string op, std::string operator_class = {}) {
        return add({DdlExpression(expression), std::move(op), std::move(operator_class)}, {});
    }
    /// The index's kind: `gist` unless said otherwise.
    ExcludeConstraint& method(std::string method) {
        method_ = std::move(method);
        return *this;
    }
    /// Only rows that meet the condition count.
    ExcludeConstraint& where(DdlExpression condition) {
        where_ = std::move(condition);
        return *this;
    }

    const std::vector<Element>& elements() const { return elements_; }
    /// The column of each element; empty for an expression.
    const std::vector<std::string>& columns() const { return columns_; }
    const std::string& method() const { return method_; }
    const DdlExpression& where() const { return where_; }

private:
    ExcludeConstraint& add(Element element, std::string column);

    std::vector<Element> elements_;
    std::vector<std::string> columns_;
    std::string method_ = "gist";
    DdlExpression where_;
};

}  // namespace azoth
