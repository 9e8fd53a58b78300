// SPDX-License-Identifier: MIT
#include <algorithm>
#include <mutex>
#include <unordered_set>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/class_map.hpp"
#include "azoth/sql/expr.hpp"
#include "orm/class_draft.hpp"
#include "orm/column_properties.hpp"
#include "orm/column_rules.hpp"
#include "orm/column_types.hpp"
#include "orm/inheritance.hpp"
#include "orm/link_table.hpp"
#include "orm/load_step.hpp"
#include "orm/subclass_building.hpp"

namespace azoth::orm {
namespace {

/// One for all maps, because building one leads to others; recursive, because it can lead back.
std::recursive_mutex& building_mutex() {
    static std::recursive_mutex mutex;
    return mutex;
}

std::size_t aligned(std::size_t size) {
    constexpr std::size_t kAlignment = alignof(std::max_align_t);
    return (size + kAlignment - 1) / kAlignment * kAlignment;
}

/// To be used with the lock.
std::vector<const ClassMap*>& built_classes() {
    static std::vector<const ClassMap*> classes;
    return classes;
}

std::atomic<bool>& has_split_classes() {
    static std::atomic<bool> has{false};
    return has;
}

/// Puts a flag back when building fails, so that the next use reports the error again.
struct Flag {
    explicit Flag(bool& flag) : value(flag) { value = true; }
    ~Flag() { value = false; }
    Flag(const Flag&) = delete;
    Flag& operator=(const Flag&) = delete;

    bool& value;
};

void split_schema(std::string& name, std::string& schema) {
    const auto dot = name.find('.');
    if (dot == std::string::npos) return;
    schema = name.substr(0, dot);
    name.erase(0, dot + 1);
}

}  // namespace

void ClassMap::build() {
    if (NamingOnly::is_on()) return;
    const std::lock_guard lock(building_mutex());
    if (is_built_.load(std::memory_order_relaxed)) return;
    if (is_building_)
        throw MappingError("recursive_mapping",
                           fmt::format("mapping() of {} uses the class itself as if it were mapped "
                                       "already; use only `m` there, m.c(&{}::...) for a column",
                                       name(), name()));
    const Flag building(is_building_);
    types_ = TypesInForce::of(*this);
    auto draft = std::make_unique<ClassDraft>();
    {
        const TypesOfClass types(TypesOfClass::Task::Mapping, types_);
        describe_(*draft);
    }
    take_constructor(*draft);
    if (draft->inheritance.base != nullptr) {
        const TypesOfClass types(TypesOfClass::Task::Bases, types_);
        SubclassBuilder(*this, *draft).run();
    } else {
        make_table(*draft);
    }
    add_composites(*draft);
    add_properties(*draft);
    if (draft->inheritance.base != nullptr) inherit_composites(*draft);
    add_hooks(*draft);
    if (draft->inheritance.base != nullptr) inherit_hooks();
    if (draft->inheritance.base != nullptr) SubclassBuilder(*this, *draft).join_families();
    draft_ = std::move(draft);
    built_classes().push_back(this);
    // Every statement that names a member counts on these.
    definition_->live_forever();
    for (const sql::ColumnPtr& column : expressions_) column->live_forever();
    if (inheritance_ != nullptr && inheritance_->has_several_tables() && !inheritance_->shares_table())
        has_split_classes().store(true, std::memory_order_release);
    is_built_.store(true, std::memory_order_release);
}

std::vector<const ClassMap*> split_classes() {
    std::vector<const ClassMap*> found;
    if (!has_split_classes().load(std::memory_order_acquire)) return found;
    const std::lock_guard lock(building_mutex());
    for (const ClassMap* const map : built_classes())
        if (map->inheritance() != nullptr && map->inheritance()->has_several_tables() &&
            !map->inheritance()->shares_table())
            found.push_back(map);
    return found;
}

const ClassMap* find_class_of(const TableDefinition& table) {
    const std::lock_guard lock(building_mutex());
    for (const ClassMap* const map : built_classes())
        if (&map->definition() == &table) return map;
    for (const ClassMap* const map : built_classes())
        for (const Relationship* const relationship : map->relationships())
            if (relationship->link != nullptr && relationship->link->definition.get() == &table) return map;
    return nullptr;
}

namespace {

IntegerKey integer_key_at(const MappedColumn& column) {
    const auto of_size = [&](std::uint8_t size) { return IntegerKey{column.offset, column.snapshot_offset, size}; };
    switch (column.type->direct) {
        case DirectRead::Int64: return of_size(8);
        case DirectRead::Int32: return of_size(4);
        case DirectRead::Int16: return of_size(2);
        default: return {};
    }
}

}  // namespace

void ClassMap::make_table(ClassDraft& draft) {
    if (!draft.union_members.empty()) make_union(draft);
    if (draft.table.empty())
        throw MappingError("no_table", fmt::format("mapping() of {} names no table; add m.table(\"...\")", name()));
    std::string schema;
    std::string own_name = draft.table;
    split_schema(own_name, schema);
    definition_ = make_node<TableDefinition>(own_name, schema);
    table_ = definition_;
    if (draft.existing != nullptr) take_table(draft);
    is_view_ = draft.is_view;
    try {
        if (!has_existing_table_) copy_shape(draft);
        add_columns(draft);
        if (!has_existing_table_) add_constraints(draft);
        if (union_ != nullptr) add_columns_of_union();
    } catch (const ArgumentError& error) {
        throw MappingError(error.code(), fmt::format("mapping() of {}: {}", name(), error.message()));
    }
    if (key_.size() == 1) integer_key_ = integer_key_at(columns_[key_.front()]);
    static std::size_t next_ordinal = 0;
    ordinal_ = next_ordinal++;
    if (draft.inheritance.is_used()) SubclassBuilder(*this, draft).begin_hierarchy();
    make_select_by_key();
}

/// What mapping() has said of the table itself; and its expressions learn the final names of their columns.
void ClassMap::copy_shape(ClassDraft& draft) {
    TableDefinition& shape = draft.shape(name());
    static_cast<SchemaItem<TableDefinition>&>(*definition_) = shape;
    if (shape.is_temporary()) definition_->set_temporary();
    for (const std::string& word : shape.prefixes()) definition_->add_prefix(word);
    definition_->hooks() = shape.hooks();
    for (std::uint32_t i = 0; i < shape.definitions().size(); ++i)
        shape.describe(i, Column(draft.columns[i].column.quoted(), draft.columns[i].column.type()));
}

void ClassMap::add_columns(ClassDraft& draft) {
    columns_.clear();
    decode_steps_.clear();
    expressions_.clear();
    table_columns_.clear();
    key_.clear();
    std::size_t snapshot_size = 0;
    std::unordered_set<std::uint32_t> offsets;
    for (const ClassDraft::ColumnDraft& column : draft.columns) {
        const auto position = static_cast<std::uint32_t>(columns_.size());
        if (!offsets.insert(column.member_offset).second)
            throw MappingError("duplicate_member", fmt::format("mapping() of {} names the member of column '{}' twice",
                                                               name(), column.column.name()));
        check_column_draft(name(), column);
        const std::uint32_t table_column =
            has_existing_table_ ? find_table_column(column) : definition_->add(column.column);
        columns_.push_back({column.column.name(), column.offset, static_cast<std::uint32_t>(snapshot_size),
                            table_column, column.type, column.member_offset, column.value_type, column.is_deferred,
                            column.deferred_group, std::string(column.member)});
        has_deferred_columns_ = has_deferred_columns_ || column.is_deferred;
        table_columns_.push_back(table_column);
        const CppType* const decoded = column.decoded != nullptr ? column.decoded : column.type;
        decode_steps_.push_back({position, column.offset, decoded, decoded->direct});
        expressions_.push_back(make_node<sql::ColumnNode>(sql::FromPtr(definition_.get()), table_column));
        snapshot_size += aligned(column.type->size);
        if (column.column.is_primary_key()) key_.push_back(position);
    }
    snapshot_size_ = snapshot_size;
    if (key_.empty() && has_existing_table_)
        for (const std::uint32_t column : definition_->primary_key())
            for (std::uint32_t i = 0; i < columns_.size(); ++i)
                if (columns_[i].table_column == column) key_.push_back(i);
    if (key_.empty())
        throw MappingError(
            "no_primary_key",
            fmt::format("{} has no primary key; add m.primary_key(&{}::id) to its mapping()", name(), name()));
}

void ClassMap::add_constraints(ClassDraft& draft) {
    const auto with_columns = [&](auto& of) {
        std::vector<std::string> names;
        for (const std::size_t offset : of.members) names.push_back(draft.column_at(offset, name()).column.name());
        auto part = of.part;
        if (!names.empty()) part.columns(std::move(names));
        return part;
    };
    if (draft.inheritance.base == nullptr) definition_->add(draft.primary_key);
    for (const auto& unique : draft.unique_constraints) definition_->add(with_columns(unique));
    for (const auto& index : draft.indexes) definition_->add(with_columns(index));
    for (auto& key : draft.foreign_keys) key.part = with_columns(key);
    for (const CheckConstraint& check : draft.checks) definition_->add(check);
    for (const ExcludeConstraint& exclude : draft.excludes) definition_->add(exclude);
}

void ClassMap::settle(const std::string& schema, const std::shared_ptr<const NamingConvention>& naming) {
    const std::lock_guard lock(building_mutex());
    if (has_existing_table_) return;
    if (inheritance_ != nullptr && inheritance_->base != nullptr) {
        inheritance_->base->settle(schema, naming);
        if (home_schema_.empty()) home_schema_ = inheritance_->base->home_schema_;
    }
    const bool has_other_home = !schema.empty() && !home_schema_.empty() && home_schema_ != schema;
    const bool moves = !schema.empty() && definition_->schema().empty();
    const bool renames = naming != nullptr && !(definition_->has_naming() && definition_->naming() == *naming);
    if (!has_other_home && !moves && !renames) return;
    if (is_configured_ || has_other_home || definition_->has_naming())
        throw MappingError("late_options",
                           fmt::format("{} is in use already, without these RegistryOptions; make the Registry with "
                                       "them once, before anything else uses its classes",
                                       name()));
    if (moves) {
        home_schema_ = schema;
        definition_->move_to_default_schema(schema);
    }
    if (renames) definition_->set_naming(naming);
}

void ClassMap::make_select_by_key() {
    auto select = make_node<sql::SelectNode>();
    select->items.push_back({nullptr, this, sql::FromPtr(table_)});
    complete(*select, sql::FromPtr(table_));
    if (properties_ != nullptr && without_query_expressions(*this, nullptr) == nullptr)
        add_property_items(select->items, *this, sql::FromPtr(table_), nullptr);
    for (std::uint32_t i = 0; i < key_.size(); ++i) {
        const sql::ColumnPtr& column = expressions_[key_[i]];
        select->where.push_back(azoth::detail::make_comparison(sql::Operator::Equal, column,
                                                               make_node<sql::ParameterNode>(i, column->type())));
    }
    select_by_key_ = LastingStatement(select);
}

// Classes that refer to each other become usable together, when the first of them is done: until then their
// relationships are still being paired, and no other thread may look at them.
void ClassMap::configure() {
    static std::vector<ClassMap*> in_progress;
    const std::lock_guard lock(building_mutex());
    if (is_configured_.load(std::memory_order_relaxed) || is_configuring_) return;
    const bool is_outermost = in_progress.empty();
    in_progress.push_back(this);
    is_configuring_ = true;
    const auto finish = [&](bool is_done) {
        if (!is_outermost) return;
        for (ClassMap* const map : std::exchange(in_progress, {})) {
            map->is_configuring_ = false;
            map->is_configured_.store(is_done, std::memory_order_release);
        }
    };
    try {
        ensure_built();
        if (inheritance_ != nullptr && inheritance_->base != nullptr) inheritance_->base->ensure_configured();
        resolve_foreign_keys();
        make_rules();
        if (properties_ != nullptr) {
            properties_->configure(*this);
            make_select_by_key();
        }
        resolve_relationships();
        is_loaded_plainly_ = has_integer_key() && hooks_ == nullptr && union_ == nullptr && !is_view_ &&
                             !has_deferred_columns_ && !has_eager_relationship(*this);
    } catch (...) {
        finish(false);
        throw;
    }
    finish(true);
}

}  // namespace azoth::orm
