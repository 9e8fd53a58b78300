// SPDX-License-Identifier: MIT
#include <algorithm>
#include <mutex>
#include <unordered_set>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/orm/class_map.hpp"
#include "azoth/sql/expr.hpp"

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
    const std::lock_guard lock(building_mutex());
    if (is_built_.load(std::memory_order_relaxed)) return;
    if (is_building_)
        throw MappingError("recursive_mapping",
                           fmt::format("mapping() of {} uses the class itself as if it were mapped "
                                       "already; use only `m` there",
                                       name()));
    const Flag building(is_building_);
    auto draft = std::make_unique<ClassDraft>();
    describe_(*draft);
    make_table(*draft);
    draft_ = std::move(draft);
    static std::size_t next_ordinal = 0;
    ordinal_ = next_ordinal++;
    is_built_.store(true, std::memory_order_release);
}

void ClassMap::make_table(ClassDraft& draft) {
    if (draft.table.empty())
        throw MappingError("no_table", fmt::format("mapping() of {} names no table; add m.table(\"...\")", name()));
    std::string schema;
    split_schema(draft.table, schema);
    auto definition = make_node<TableDefinition>(draft.table, schema);
    columns_.clear();
    decode_steps_.clear();
    expressions_.clear();
    table_columns_.clear();
    key_.clear();
    std::size_t snapshot_size = 0;
    std::unordered_set<std::uint32_t> offsets;
    for (const ClassDraft::ColumnDraft& column : draft.columns) {
        const auto position = static_cast<std::uint32_t>(columns_.size());
        if (!offsets.insert(column.offset).second)
            throw MappingError("duplicate_member", fmt::format("mapping() of {} names the member of column '{}' twice",
                                                               name(), column.column.name()));
        const std::uint32_t table_column = definition->add(column.column);
        columns_.push_back({column.column.name(), column.offset, static_cast<std::uint32_t>(snapshot_size),
                            table_column, column.type});
        table_columns_.push_back(table_column);
        decode_steps_.push_back({position, column.offset, column.type, column.type->direct});
        expressions_.push_back(make_node<sql::ColumnNode>(sql::FromPtr(definition.get()), table_column));
        snapshot_size += aligned(column.type->size);
        if (column.column.is_primary_key()) key_.push_back(position);
    }
    snapshot_size_ = snapshot_size;
    if (key_.empty())
        throw MappingError(
            "no_primary_key",
            fmt::format("{} has no primary key; add m.primary_key(&{}::id) to its mapping()", name(), name()));
    for (const auto& offsets_of_unique : draft.unique_constraints) {
        std::vector<std::string> names;
        for (const std::size_t offset : offsets_of_unique)
            names.push_back(draft.column_at(offset, name()).column.name());
        definition->add(UniqueConstraint(std::move(names)));
    }
    for (const CheckConstraint& check : draft.checks) definition->add(check);
    has_integer_key_ = key_.size() == 1 && [&] {
        const DirectRead direct = columns_[key_.front()].type->direct;
        return direct == DirectRead::Int64 || direct == DirectRead::Int32 || direct == DirectRead::Int16;
    }();
    definition_ = definition;
    table_ = definition;
    make_select_by_key();
}

void ClassMap::make_select_by_key() {
    auto select = make_node<sql::SelectNode>();
    select->items.push_back({nullptr, this, sql::FromPtr(table_)});
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
        resolve_foreign_keys();
        resolve_relationships();
    } catch (...) {
        finish(false);
        throw;
    }
    finish(true);
}

}  // namespace azoth::orm
