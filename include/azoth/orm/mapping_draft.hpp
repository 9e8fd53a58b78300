// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "azoth/orm/inheritance.hpp"
#include "azoth/orm/relationship.hpp"
#include "azoth/orm/version_mapping.hpp"
#include "azoth/schema/table.hpp"
#include "azoth/sql/expression_nodes.hpp"

// What a Mapper does with what mapping() tells it: the half of it that is compiled once.

namespace azoth {

class FromHandle;
class View;

namespace orm {

struct ClassDraft;
struct ColumnDraft;
struct Composite;
struct PropertyDraft;

/// A member and the operations on its type.
struct DraftedMember {
    std::string_view name;
    std::size_t offset;
    const CppType& (*type)();
};

/// A member of a composite. Within an optional one there are the operations that take the address of the optional.
struct DraftedPart {
    std::string_view name;
    std::size_t offset;
    const CppType* type;
    const CppType* optional_type = nullptr;
    const CppType* first_optional_type = nullptr;  ///< where it is the first
};

struct DraftedRelationship {
    std::string_view name;
    std::size_t offset = 0;
    bool is_single = false;
    bool is_write_only = false;
    ClassMap& (*target_map)() = nullptr;
};

/// A class of a polymorphic_union().
struct UnionMember {
    ClassMap& (*map)();
    std::ptrdiff_t base_offset;
};

void set_table(ClassDraft& draft, std::string name);
void set_table(ClassDraft& draft, const Table& existing);
void set_view(ClassDraft& draft, std::string name);
void take_view(ClassDraft& draft, const View& view);
/// Throws MappingError(`bad_rows`).
void take_rows(ClassDraft& draft, const FromHandle& rows, std::string_view class_name);
/// Holds what a table has beside columns and constraints. Throws MappingError(`no_table`).
TableDefinition& table_shape(ClassDraft& draft, std::string_view class_name);

ColumnDraft& add_column(ClassDraft& draft, std::string_view name, std::size_t offset, const CppType& type);
void add_columns(ClassDraft& draft, std::initializer_list<DraftedMember> members);
/// A member that auto_columns() has found and that can be no column.
void add_skipped(ClassDraft& draft, std::string_view name, std::size_t offset);
/// Throws MappingError(`unmapped_member`), as all that take an offset and the class's name.
ColumnDraft& column_at(ClassDraft& draft, std::size_t offset, std::string_view class_name);
Column& column_of(ColumnDraft& draft);
/// For expressions within mapping().
sql::ColumnPtr column_expression(ClassDraft& draft, std::size_t offset, std::string_view class_name);
PrimaryKeyConstraint& add_key(ClassDraft& draft, std::initializer_list<std::size_t> members,
                              std::string_view class_name);

Composite& add_composite(ClassDraft& draft, std::string_view name, std::size_t offset);
void add_part(ClassDraft& draft, Composite& composite, const std::string& prefix, const DraftedPart& part);
/// `make` may be null: a query gives the expression.
PropertyDraft& add_property(ClassDraft& draft, const DraftedMember& member, ExpressionPtr (*make)());

void set_constructor(ClassDraft& draft, void (*construct)(void* place));
void set_discriminator(ClassDraft& draft, std::size_t member);
void set_identity(ClassDraft& draft, Value identity);
void set_base(ClassDraft& draft, ClassMap& (*base)(), std::ptrdiff_t base_offset);
void set_polymorphic_load(ClassDraft& draft, Polymorphic loading);
void unite(ClassDraft& draft, std::initializer_list<UnionMember> members, std::string name);
DraftedVersion set_version(ClassDraft& draft, const VersionRule& rule, std::string_view class_name);

Relationship& add_relationship(ClassDraft& draft, const DraftedRelationship& member);
void set_foreign_key(Relationship& relationship, std::initializer_list<MemberReference> members);
void set_references(Relationship& relationship, std::initializer_list<MemberReference> members);
void set_order(Relationship& relationship, std::initializer_list<MemberReference> members);
void set_criteria(Relationship& relationship, sql::ExpressionPtr (*criteria)());

UniqueConstraint& add(ClassDraft& draft, UniqueConstraint constraint);
Index& add(ClassDraft& draft, Index index);
ForeignKeyConstraint& add(ClassDraft& draft, ForeignKeyConstraint key);
CheckConstraint& add(ClassDraft& draft, CheckConstraint constraint);
ExcludeConstraint& add(ClassDraft& draft, ExcludeConstraint constraint);
UniqueConstraint& add_unique(ClassDraft& draft, std::initializer_list<std::size_t> members);
Index& add_index(ClassDraft& draft, std::initializer_list<std::size_t> members);
/// A foreign key of these members; `targets` receives where it will find those that it refers to.
ForeignKeyConstraint& add_foreign_key(ClassDraft& draft, std::initializer_list<std::size_t> members,
                                      std::vector<MemberReference>*& targets);
void set_targets(std::vector<MemberReference>& targets, std::initializer_list<MemberReference> members);

}  // namespace orm
}  // namespace azoth
