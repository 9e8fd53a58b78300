// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "azoth/orm/class_map.hpp"
#include "azoth/orm/mapping_draft.hpp"

namespace azoth::orm {

/// What mapping() has said of a class's base and subclasses.
struct InheritanceDraft {
    ClassMap& (*base)() = nullptr;  ///< inherits(); null: none
    std::ptrdiff_t base_offset = 0;
    std::optional<std::size_t> discriminator;  ///< polymorphic_on(): the offset of the member
    std::optional<Value> identity;             ///< none: the class is abstract
    std::optional<Polymorphic> loading;

    bool is_used() const { return base != nullptr || discriminator; }
};

/// What mapping() has said of a column.
struct ColumnDraft {
    Column column;
    std::string_view member;
    std::uint32_t offset = 0;
    const CppType* type = nullptr;
    std::optional<MemberReference> references;
    ReferentialAction on_delete = ReferentialAction::NoAction;
    ReferentialAction on_update = ReferentialAction::NoAction;
    bool is_fetched = false;  ///< the database alone gives it values
    bool is_deferred = false;
    std::string deferred_group = {};
    // Within an optional composite, whose address is at `offset`.
    std::uint32_t member_offset = 0;
    const CppType* value_type = nullptr;
    const CppType* decoded = nullptr;  ///< reads the column of a whole row; null: `type` does
};

/// A member that an expression computes; without one, that of a query.
struct PropertyDraft {
    std::string_view member;
    std::uint32_t offset = 0;
    const CppType* type = nullptr;
    ExpressionPtr (*make)() = nullptr;
    bool is_deferred = false;
    std::string deferred_group = {};
};

/// What mapping() has said so far.
struct ClassDraft {
    using ColumnDraft = orm::ColumnDraft;
    using PropertyDraft = orm::PropertyDraft;
    /// A constraint or index and its columns, as offsets of members; without any, those that it names itself.
    template <class Part>
    struct Of {
        std::vector<std::size_t> members;
        Part part;
    };

    /// A member that auto_columns() has found and that can be no column.
    struct Skipped {
        std::string_view member;
        std::size_t offset = 0;
    };

    using UnionMember = orm::UnionMember;

    std::string table;
    std::vector<UnionMember> union_members;
    std::string union_name;
    InheritanceDraft inheritance;
    void (*construct)(void* place) = nullptr;  ///< of factory()
    std::vector<Skipped> skipped;
    std::deque<Composite> composites;
    std::deque<PropertyDraft> properties;
    std::shared_ptr<ClassHooks> hooks;
    NodePtr<const TableDefinition> existing;  ///< null: mapping() describes the table
    bool is_view = false;
    // deques: mapping() holds references while it adds more
    std::deque<ColumnDraft> columns;
    std::deque<Relationship> relationships;
    PrimaryKeyConstraint primary_key;
    std::optional<VersionRule> version;
    std::deque<Of<UniqueConstraint>> unique_constraints;
    std::deque<Of<Index>> indexes;
    std::deque<Of<ForeignKeyConstraint>> foreign_keys;
    std::deque<std::vector<MemberReference>> foreign_key_targets;  ///< of each of foreign_keys
    std::deque<CheckConstraint> checks;
    std::deque<ExcludeConstraint> excludes;

    ColumnDraft& add_column(std::string_view name, std::size_t offset, const CppType& type);
    void take_view(const View& view);
    /// Throws MappingError(`bad_rows`).
    void take_rows(const FromHandle& rows, std::string_view class_name);
    void unite(std::initializer_list<UnionMember> members, std::string name);
    /// Throws MappingError(`unmapped_member`).
    ColumnDraft& column_at(std::size_t offset, std::string_view class_name);
    /// For expressions within mapping().
    sql::ColumnPtr column_expression(std::size_t offset, std::string_view class_name);
    /// Holds what a table has beside columns and constraints. Throws MappingError(`no_table`).
    TableDefinition& shape(std::string_view class_name);

    UniqueConstraint& add(UniqueConstraint constraint, std::vector<std::size_t> members = {});
    Index& add(Index index, std::vector<std::size_t> members = {});
    ForeignKeyConstraint& add(ForeignKeyConstraint key, std::vector<std::size_t> members = {});
    CheckConstraint& add(CheckConstraint constraint);
    ExcludeConstraint& add(ExcludeConstraint constraint);

private:
    NodePtr<TableDefinition> shape_;
};

}  // namespace azoth::orm
