// SPDX-License-Identifier: MIT
#include "azoth/orm/mapping_draft.hpp"

#include <utility>

#include "orm/class_draft.hpp"

namespace azoth::orm {

void set_table(ClassDraft& draft, std::string name) { draft.table = std::move(name); }

void set_table(ClassDraft& draft, const Table& existing) {
    draft.table = existing.definition().full_name();
    draft.existing = NodePtr<const TableDefinition>(&existing.definition());
}

void set_view(ClassDraft& draft, std::string name) {
    draft.table = std::move(name);
    draft.is_view = true;
}

void take_view(ClassDraft& draft, const View& view) { draft.take_view(view); }

void take_rows(ClassDraft& draft, const FromHandle& rows, std::string_view class_name) {
    draft.take_rows(rows, class_name);
}

TableDefinition& table_shape(ClassDraft& draft, std::string_view class_name) { return draft.shape(class_name); }

ColumnDraft& add_column(ClassDraft& draft, std::string_view name, std::size_t offset, const CppType& type) {
    return draft.add_column(name, offset, type);
}

void add_columns(ClassDraft& draft, std::initializer_list<DraftedMember> members) {
    for (const DraftedMember& member : members) draft.add_column(member.name, member.offset, member.type());
}

void add_skipped(ClassDraft& draft, std::string_view name, std::size_t offset) {
    draft.skipped.push_back({name, offset});
}

ColumnDraft& column_at(ClassDraft& draft, std::size_t offset, std::string_view class_name) {
    return draft.column_at(offset, class_name);
}

Column& column_of(ColumnDraft& draft) { return draft.column; }

sql::ColumnPtr column_expression(ClassDraft& draft, std::size_t offset, std::string_view class_name) {
    return draft.column_expression(offset, class_name);
}

PrimaryKeyConstraint& add_key(ClassDraft& draft, std::initializer_list<std::size_t> members,
                              std::string_view class_name) {
    for (const std::size_t offset : members) draft.column_at(offset, class_name).column.primary_key();
    return draft.primary_key;
}

Composite& add_composite(ClassDraft& draft, std::string_view name, std::size_t offset) {
    return draft.composites.emplace_back(Composite{name, static_cast<std::uint32_t>(offset), {}});
}

void add_part(ClassDraft& draft, Composite& composite, const std::string& prefix, const DraftedPart& part) {
    const auto position = static_cast<std::uint32_t>(draft.columns.size());
    ColumnDraft& column = draft.add_column(part.name, composite.offset + part.offset, *part.type);
    column.column.name(prefix + std::string(part.name));
    if (part.optional_type != nullptr) {
        column.offset = composite.offset;
        column.type = part.optional_type;
        if (composite.columns.empty()) column.decoded = part.first_optional_type;
        column.column.nullable();
    }
    composite.columns.push_back(position);
}

PropertyDraft& add_property(ClassDraft& draft, const DraftedMember& member, ExpressionPtr (*make)()) {
    return draft.properties.emplace_back(
        PropertyDraft{member.name, static_cast<std::uint32_t>(member.offset), &member.type(), make});
}

void set_constructor(ClassDraft& draft, void (*construct)(void* place)) { draft.construct = construct; }
void set_discriminator(ClassDraft& draft, std::size_t member) { draft.inheritance.discriminator = member; }
void set_identity(ClassDraft& draft, Value identity) { draft.inheritance.identity = std::move(identity); }

void set_base(ClassDraft& draft, ClassMap& (*base)(), std::ptrdiff_t base_offset) {
    draft.inheritance.base = base;
    draft.inheritance.base_offset = base_offset;
}

void set_polymorphic_load(ClassDraft& draft, Polymorphic loading) { draft.inheritance.loading = loading; }

void unite(ClassDraft& draft, std::initializer_list<UnionMember> members, std::string name) {
    draft.unite(members, std::move(name));
}

DraftedVersion set_version(ClassDraft& draft, const VersionRule& rule, std::string_view class_name) {
    ColumnDraft& column = draft.column_at(rule.offset, class_name);
    draft.version = rule;
    return {&*draft.version, &column.is_fetched};
}

Relationship& add_relationship(ClassDraft& draft, const DraftedRelationship& member) {
    Relationship& relationship = draft.relationships.emplace_back();
    relationship.name = member.name;
    relationship.offset = member.offset;
    relationship.is_single = member.is_single;
    relationship.is_write_only = member.is_write_only;
    relationship.target_map = member.target_map;
    return relationship;
}

void set_foreign_key(Relationship& relationship, std::initializer_list<MemberReference> members) {
    relationship.foreign_key = members;
}

void set_references(Relationship& relationship, std::initializer_list<MemberReference> members) {
    relationship.references = members;
}

void set_order(Relationship& relationship, std::initializer_list<MemberReference> members) {
    relationship.order_by = members;
}

void set_criteria(Relationship& relationship, sql::ExpressionPtr (*criteria)()) { relationship.criteria = criteria; }

UniqueConstraint& add(ClassDraft& draft, UniqueConstraint constraint) { return draft.add(std::move(constraint)); }
Index& add(ClassDraft& draft, Index index) { return draft.add(std::move(index)); }
ForeignKeyConstraint& add(ClassDraft& draft, ForeignKeyConstraint key) { return draft.add(std::move(key)); }
CheckConstraint& add(ClassDraft& draft, CheckConstraint constraint) { return draft.add(std::move(constraint)); }
ExcludeConstraint& add(ClassDraft& draft, ExcludeConstraint constraint) { return draft.add(std::move(constraint)); }

UniqueConstraint& add_unique(ClassDraft& draft, std::initializer_list<std::size_t> members) {
    return draft.add(UniqueConstraint({}), members);
}

Index& add_index(ClassDraft& draft, std::initializer_list<std::size_t> members) { return draft.add(Index(), members); }

ForeignKeyConstraint& add_foreign_key(ClassDraft& draft, std::initializer_list<std::size_t> members,
                                      std::vector<MemberReference>*& targets) {
    ForeignKeyConstraint& key = draft.add(ForeignKeyConstraint({}, "", {}), members);
    targets = &draft.foreign_key_targets.back();
    return key;
}

void set_targets(std::vector<MemberReference>& targets, std::initializer_list<MemberReference> members) {
    targets = members;
}

}  // namespace azoth::orm
