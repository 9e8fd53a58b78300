// SPDX-License-Identifier: MIT
#include "orm/subclass_building.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "orm/all_tables.hpp"
#include "orm/class_draft.hpp"
#include "orm/column_rules.hpp"
#include "orm/inheritance.hpp"
#include "orm/loose_object.hpp"

namespace azoth::orm {
namespace {

std::size_t aligned(std::size_t size) {
    constexpr std::size_t kAlignment = alignof(std::max_align_t);
    return (size + kAlignment - 1) / kAlignment * kAlignment;
}

}  // namespace

void SubclassBuilder::run() {
    check();
    take_columns_of_base();
    set_identity();
    check_identity();
    try {
        draft_.table.empty() ? share_table() : make_own_table();
        map_.add_constraints(draft_);
    } catch (const ArgumentError& error) {
        throw MappingError(error.code(), fmt::format("mapping() of {}: {}", map_.name(), error.message()));
    }
    Inheritance& own = *map_.inheritance_;
    if (own.has_several_tables()) own.all_tables = make_node<AllTables>(map_);
    own.add(map_);
    map_.make_select_by_key();
}

void SubclassBuilder::begin_hierarchy() {
    check_form();
    map_.inheritance_ = std::make_shared<Inheritance>();
    Inheritance& own = *map_.inheritance_;
    own.root = &map_;
    own.tables = {&map_};
    own.table_of_column.assign(map_.columns_.size(), 0);
    const auto position = map_.find_column_at(*draft_.inheritance.discriminator);
    if (!position)
        throw MappingError("unmapped_member",
                           fmt::format("mapping() of {0} names a member in m.polymorphic_on() that is not among its "
                                       "columns; name it in m.columns<...>() too",
                                       map_.name()));
    own.discriminator = *position;
    set_identity();
    own.add(map_);
}

// What a class in a hierarchy cannot have.
void SubclassBuilder::check_form() const {
    if (draft_.existing != nullptr || draft_.is_view)
        throw MappingError(
            "existing_in_hierarchy",
            fmt::format("mapping() of {0} names {1}, and is in a hierarchy, whose tables azoth makes itself; write "
                        "m.table(\"...\") with its columns, or leave m.{2} out",
                        map_.name(), draft_.is_view ? "a view" : "a table that is there already",
                        draft_.inheritance.base == nullptr ? "polymorphic_on(...)" : "inherits<...>(...)"));
}

void SubclassBuilder::check() {
    check_form();
    const InheritanceDraft& draft = draft_.inheritance;
    ClassMap& base = draft.base();
    if (base.inheritance() == nullptr)
        throw MappingError("no_discriminator",
                           fmt::format("{0} inherits from {1}, whose mapping() does not say which column tells the "
                                       "classes apart; add m.polymorphic_on(&{1}::kind, \"...\") to it",
                                       map_.name(), base.name()));
    if (draft.base_offset != 0)
        throw MappingError("base_not_first",
                           fmt::format("a {0} does not begin with its {1}: derive from {1} first, and add no virtual "
                                       "functions in {0} unless {1} has some",
                                       map_.name(), base.name()));
    if (draft.discriminator)
        throw MappingError("second_discriminator",
                           fmt::format("mapping() of {0} says polymorphic_on(), but {0} inherits that from {1}; give "
                                       "the value for {0} in m.inherits<{1}>(...)",
                                       map_.name(), base.name()));
    std::unordered_set<std::uint32_t> offsets;
    for (const MappedColumn& column : base.columns()) offsets.insert(column.member_offset);
    for (const ClassDraft::ColumnDraft& column : draft_.columns) {
        if (!offsets.insert(column.member_offset).second)
            throw MappingError("duplicate_member",
                               fmt::format("mapping() of {0} names the member of column '{1}' twice, or {2} has it; "
                                           "name only members of {0} itself in m.columns<...>()",
                                           map_.name(), column.column.name(), base.name()));
        if (column.column.is_primary_key())
            throw MappingError("inherited_key", fmt::format("{0} has the key of {1}; leave m.primary_key(...) out of "
                                                            "mapping(Mapper<{0}>&)",
                                                            map_.name(), base.name()));
        check_column_draft(map_.name(), column);
        if (draft_.table.empty() && base.definition().find_definition(column.column.name()) != nullptr)
            throw MappingError(
                "duplicate_column",
                fmt::format("column '{1}' of {0} is in table '{2}' already, by another class of the "
                            "hierarchy; name it otherwise, m.column(&{0}::{3}).name(\"...\"), or move "
                            "the member to the common base",
                            map_.name(), column.column.name(), base.definition().full_name(), column.member));
    }
}

void SubclassBuilder::take_columns_of_base() {
    ClassMap& base = draft_.inheritance.base();
    map_.inheritance_ = std::make_shared<Inheritance>();
    Inheritance& own = *map_.inheritance_;
    own.base = &base;
    own.root = base.inheritance()->root;
    own.discriminator = base.inheritance()->discriminator;
    own.tables = base.inheritance()->tables;
    own.table_of_column = base.inheritance()->table_of_column;
    map_.table_ = base.table_;
    // What expressions compute stands behind the columns of all tables: see ClassMap::add_properties().
    map_.columns_.assign(base.columns_.begin(), base.columns_.begin() + table_column_count(base));
    map_.table_columns_ = base.table_columns_;
    map_.decode_steps_.assign(base.decode_steps_.begin(), base.decode_steps_.begin() + table_column_count(base));
    map_.expressions_ = base.expressions_;
    map_.key_ = base.key_;
    map_.integer_key_ = base.integer_key_;
    map_.snapshot_size_ = base.snapshot_size_;
    map_.ordinal_ = base.ordinal_;
    map_.home_schema_ = base.home_schema_;
    map_.has_deferred_columns_ = base.has_deferred_columns_;
}

// The rows of other classes have no values there.
void SubclassBuilder::share_table() {
    const ClassMap& base = *map_.inheritance_->base;
    if (base.is_configured_)  // somebody may be reading the columns of the table
        throw MappingError("late_subclass",
                           fmt::format("{0} has become known too late: its columns belong to the table '{1}', but {2} "
                                       "is in use already, by a Registry, a query or a session that did not know {0}; "
                                       "name {0} where {2} is used first, Registry::of<{2}, {0}, ...>(), or give {0} a "
                                       "table of its own by m.table(\"...\")",
                                       map_.name(), base.definition().full_name(), base.name()));
    map_.definition_ = base.definition_;
    for (ClassDraft::ColumnDraft& column : draft_.columns) column.column.nullable(true);
    add_own_columns();
    Inheritance& own = *map_.inheritance_;
    if (!own.has_several_tables())
        own.tables.back() = &map_;
    else
        make_part(*own.base->inheritance()->tables.back());
}

void SubclassBuilder::make_own_table() {
    std::string schema;
    std::string name = draft_.table;
    if (const auto dot = name.find('.'); dot != std::string::npos) {
        schema = name.substr(0, dot);
        name.erase(0, dot + 1);
    }
    map_.definition_ = make_node<TableDefinition>(name, schema);
    Inheritance& own = *map_.inheritance_;
    const ClassMap& above = *own.tables.back();
    ClassMap key(map_.ops_, map_.describe_);
    key.definition_ = map_.definition_;
    for (const std::uint32_t position : above.key_) {
        MappedColumn column = above.columns_[position];
        Column copy(above.column_definition(position).quoted(), above.column_definition(position).type());
        column.table_column = map_.definition_->add(copy.primary_key().autoincrement(false));
        key.key_.push_back(static_cast<std::uint32_t>(key.columns_.size()));
        key.columns_.push_back(std::move(column));
        key.expressions_.push_back(
            make_node<sql::ColumnNode>(sql::FromPtr(map_.definition_.get()), key.columns_.back().table_column));
    }
    map_.copy_shape(draft_);
    add_own_columns();
    own.tables.push_back(nullptr);
    make_part(key);
}

void SubclassBuilder::add_own_columns() {
    Inheritance& own = *map_.inheritance_;
    const auto table = static_cast<std::uint8_t>(draft_.table.empty() ? own.tables.size() - 1 : own.tables.size());
    for (const ClassDraft::ColumnDraft& column : draft_.columns) {
        const auto position = static_cast<std::uint32_t>(map_.columns_.size());
        const std::uint32_t table_column = map_.definition_->add(column.column);
        map_.columns_.push_back({column.column.name(), column.offset, static_cast<std::uint32_t>(map_.snapshot_size_),
                                 table_column, column.type, column.member_offset, column.value_type, column.is_deferred,
                                 column.deferred_group, std::string(column.member)});
        map_.has_deferred_columns_ = map_.has_deferred_columns_ || column.is_deferred;
        if (table == 0) map_.table_columns_.push_back(table_column);
        const CppType* const decoded = column.decoded != nullptr ? column.decoded : column.type;
        map_.decode_steps_.push_back({position, column.offset, decoded, decoded->direct});
        map_.expressions_.push_back(make_node<sql::ColumnNode>(sql::FromPtr(map_.definition_.get()), table_column));
        map_.snapshot_size_ += aligned(column.type->size);
        own.table_of_column.push_back(table);
    }
}

// What a flush writes to the class's own table, or to one that it shares with a base that has several.
void SubclassBuilder::make_part(const ClassMap& above) {
    auto part = std::make_shared<ClassMap>(map_.ops_, map_.describe_);
    part->definition_ = map_.definition_;
    part->table_ = map_.definition_;
    part->columns_ = above.columns_;
    part->expressions_ = above.expressions_;
    part->key_ = above.key_;
    for (std::size_t i = map_.columns_.size() - draft_.columns.size(); i < map_.columns_.size(); ++i) {
        part->columns_.push_back(map_.columns_[i]);
        part->expressions_.push_back(map_.expressions_[i]);
    }
    for (std::uint32_t i = 0; i < part->columns_.size(); ++i) {
        part->decode_steps_.push_back(map_.decode_steps_[*map_.find_column_at(part->columns_[i].member_offset)]);
        part->decode_steps_.back().cell = i;
    }
    part->integer_key_ = map_.integer_key_;
    part->snapshot_size_ = map_.snapshot_size_;
    part->ordinal_ = map_.ordinal_;
    part->has_foreign_keys_ = true;
    part->is_built_ = true;
    part->is_configured_ = true;
    map_.inheritance_->tables.back() = part.get();
    map_.inheritance_->own_part = std::move(part);
}

void SubclassBuilder::join_families() {
    for (const ClassMap* base = map_.inheritance_->base; base != nullptr; base = base->inheritance()->base)
        base->inheritance()->add(map_);
}

void SubclassBuilder::check_identity() {
    Inheritance& own = *map_.inheritance_;
    const Family& all = own.root->inheritance()->family();
    if (const ClassMap* const other = own.identity ? all.find(own.identity->view()) : nullptr)
        throw MappingError("duplicate_identity",
                           fmt::format("{} and {} have the same value {} in the column that tells the classes apart; "
                                       "give {} another one in m.inherits<{}>(...)",
                                       other->name(), map_.name(), to_display_string(own.identity->view()), map_.name(),
                                       own.base->name()));
    own.loading = draft_.inheritance.loading.value_or(own.base->inheritance()->loading);
}

/// The value is kept as the member holds it.
void SubclassBuilder::set_identity() {
    Inheritance& own = *map_.inheritance_;
    own.loading = draft_.inheritance.loading.value_or(own.loading);
    if (!draft_.inheritance.identity) return;
    const MappedColumn& column = map_.columns_[own.discriminator];
    const LooseObject object(map_);
    void* const field = map_.field(object.get(), column);
    try {
        column.type->read(draft_.inheritance.identity->view(), field);
    } catch (const DataError&) {
        throw MappingError("bad_identity",
                           fmt::format("the value {} of {} does not fit the member of column '{}', which tells the "
                                       "classes apart; give a {}",
                                       to_display_string(draft_.inheritance.identity->view()), map_.name(),
                                       column.member, column.type->name));
    }
    Scratch scratch;
    own.identity.emplace(column.type->view(field, scratch));
}

}  // namespace azoth::orm
