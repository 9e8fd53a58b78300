// SPDX-License-Identifier: MIT
#include "orm/column_selection.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "orm/column_properties.hpp"
#include "orm/column_rules.hpp"
#include "orm/inheritance.hpp"

namespace azoth::orm {
namespace {

std::vector<std::uint32_t> require_columns(const ClassMap& map, std::size_t offset) {
    std::vector<std::uint32_t> positions = columns_at(map, offset);
    if (!positions.empty()) return positions;
    throw MappingError("unmapped_member", fmt::format("a loader option names a member of {0} that is not mapped; name "
                                                      "it in m.columns<...>() of its mapping()",
                                                      map.name()));
}

bool has_group(const ClassMap& map, const std::string& group) {
    return std::ranges::any_of(map.columns(), [&](const auto& column) { return column.deferred_group == group; });
}

/// Of several classes, it is enough that one has columns of the group.
bool is_group_of_family(const ClassMap& named, const std::string& group) {
    return named.inheritance() != nullptr &&
           std::ranges::any_of(named.inheritance()->family().classes,
                               [&](const ClassMap* known) { return has_group(*known, group); });
}

/// The columns of a class that a step names.
std::vector<std::uint32_t> named_columns(const ClassMap& map, const LoadStep& step) {
    const LoadCriteria& criteria = step.criteria;
    std::vector<std::uint32_t> positions;
    for (const std::size_t offset : criteria.members) {
        const std::vector<std::uint32_t> columns = require_columns(map, offset);
        positions.insert(positions.end(), columns.begin(), columns.end());
    }
    if (!criteria.members.empty()) return positions;
    for (std::uint32_t i = 0; i < map.columns().size(); ++i)
        if (!map.columns()[i].is_query_expression &&
            (criteria.group.empty() || map.columns()[i].deferred_group == criteria.group))
            positions.push_back(i);
    if (positions.empty() && !is_group_of_family(step.map(), criteria.group))
        throw MappingError("unmapped_member",
                           fmt::format("{} has no column that is deferred(\"{}\")", map.name(), criteria.group));
    return positions;
}

void add(std::vector<bool>& flags, const std::vector<std::uint32_t>& positions) {
    for (const std::uint32_t position : positions) flags[position] = true;
}

}  // namespace

ColumnSelection::ColumnSelection(const ClassMap& map, std::vector<bool> is_selected)
    : map_(map), is_selected_(std::move(is_selected)) {
    for (std::uint32_t i = 0; i < map.columns().size(); ++i) {
        if (!is_selected_[i]) continue;
        const MappedColumn& column = map.columns()[i];
        const auto cell = static_cast<std::uint32_t>(positions_.size());
        if (i == map.key().front()) key_cell_ = cell;
        positions_.push_back(i);
        const bool is_in_first_table = map.inheritance() == nullptr || i < map.loaded_columns().size();
        if (!column.is_property() && is_in_first_table) table_columns_.push_back(column.table_column);
        decode_steps_.push_back(map.decode_steps()[i]);
        decode_steps_.back().cell = cell;
    }
}

std::vector<std::uint32_t> columns_at(const ClassMap& map, std::size_t offset) {
    for (const Composite& composite : map.composites())
        if (composite.offset == offset) return composite.columns;
    const auto position = map.find_column_at(offset);
    return position ? std::vector<std::uint32_t>{*position} : std::vector<std::uint32_t>{};
}

const ColumnSelection* column_selection(const ClassMap& map, std::vector<bool> is_selected) {
    // The parts of a composite are one value.
    for (const Composite& composite : map.composites())
        if (std::ranges::any_of(composite.columns, [&](std::uint32_t position) { return is_selected[position]; }))
            add(is_selected, composite.columns);
    if (std::ranges::all_of(is_selected, [](bool selected) { return selected; })) return nullptr;
    // Compiled statements are found by the selection's address, so it stays.
    static std::mutex mutex;
    static std::map<std::pair<const ClassMap*, std::vector<bool>>, std::unique_ptr<const ColumnSelection>> known;
    const std::lock_guard lock(mutex);
    auto& selection = known[{&map, is_selected}];
    if (selection == nullptr) selection = std::make_unique<const ColumnSelection>(map, std::move(is_selected));
    return selection.get();
}

std::vector<bool> indispensable_columns(const ClassMap& map) {
    std::vector<bool> flags(map.columns().size(), false);
    add(flags, map.key());
    if (map.rules() != nullptr && map.rules()->version) flags[map.rules()->version->column] = true;
    for (const Relationship* const relationship : map.relationships()) add(flags, relationship->local_columns);
    if (map.inheritance() != nullptr) flags[map.inheritance()->discriminator] = true;
    for_each_table(map, [&](const ClassMap& part) {
        for (const ForeignKeyConstraint& key : part.definition().foreign_keys())
            for (const std::string& name : key.columns())
                if (const auto position = find_position(map, part.definition(), name)) flags[*position] = true;
    });
    return flags;
}

namespace {

/// A query_expression() has one by with_expression() alone, and nothing else has one by it.
bool has_value(const ClassMap& map, std::uint32_t position, const LoadStep& step) {
    const MappedColumn& column = map.columns()[position];
    if (step.strategy() == LoadStrategy::Expression && !column.is_query_expression)
        throw ArgumentError("option_without_effect",
                            fmt::format("with_expression() gives values to members that are mapped by "
                                        "m.query_expression<&{0}::...>(), but {0}::{1} is none; select the expression "
                                        "beside the objects: select(entity<{0}>(), ...)",
                                        map.name(), column.member_name));
    return !column.is_query_expression;
}

// Which columns there are depends on the class of each row.
void require_no_selection(const ClassMap& map, const LoadStep* steps) {
    for (std::size_t i = 0; steps != nullptr && i < steps->column_steps().size(); ++i)
        if (are_related(steps->column_steps()[i]->map(), map))
            throw ArgumentError(
                "option_without_effect",
                fmt::format("load_only(), defer() and undefer() are not for {}, whose objects may be of "
                            "several classes; leave them out, or select columns",
                            map.name()));
}

}  // namespace

bool concerns_columns_of(const ClassMap& named, const ClassMap& map) {
    return &named == &map || (map.inheritance() != nullptr && map.is_kind_of(named));
}

bool may_leave_out_columns(const ClassMap& map) {
    if (map.inheritance() == nullptr) return map.has_deferred_columns();
    return std::ranges::any_of(map.inheritance()->family().classes,
                               [](const ClassMap* known) { return known->has_deferred_columns(); });
}

const ColumnSelection* selected_columns(const ClassMap& map, const LoadStep* steps) {
    const bool has_options = steps != nullptr && !steps->column_steps().empty();
    if (!has_options && !map.has_deferred_columns()) return nullptr;
    if (map.concrete_union() != nullptr) {
        require_no_selection(map, has_options ? steps : nullptr);
        return nullptr;
    }
    std::vector<bool> flags;
    for (const MappedColumn& column : map.columns()) flags.push_back(!column.is_deferred);
    bool is_only = false;
    if (has_options)
        for (const auto& step : steps->column_steps()) {
            if (!concerns_columns_of(step->map(), map)) continue;
            if (step->strategy() == LoadStrategy::LoadOnly && !std::exchange(is_only, true))
                flags.assign(flags.size(), false);
            for (const std::uint32_t position : named_columns(map, *step))
                flags[position] = step->strategy() != LoadStrategy::Defer && has_value(map, position, *step);
        }
    for (const std::uint32_t position : given_expressions(map, steps)) flags[position] = true;
    const std::vector<bool> needed = indispensable_columns(map);
    for (std::size_t i = 0; i < flags.size(); ++i) flags[i] = flags[i] || needed[i];
    if (steps != nullptr && steps->relationship() != nullptr &&
        concerns_columns_of(*steps->relationship()->target, map))
        add(flags, steps->relationship()->remote_columns);
    return column_selection(map, std::move(flags));
}

}  // namespace azoth::orm
