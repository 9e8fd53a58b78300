// SPDX-License-Identifier: MIT
#include "engine/bound_statement.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/expression_nodes.hpp"
#include "engine/default_evaluation.hpp"

namespace azoth::engine {
namespace {

using Source = BindSlot::Source;

const std::vector<Value>& list_of(const BindSlot& slot, const ExecutionScratch& scratch) {
    return static_cast<const sql::BindListNode*>(scratch.key.binds()[slot.index])->values;
}

/// The values of a row are those of the placeholders already: the usual case in batches.
bool is_in_order(const Compiled& compiled, std::size_t row_width) {
    if (compiled.slots.size() != row_width) return false;
    for (std::size_t i = 0; i < row_width; ++i)
        if (compiled.slots[i].source != Source::Parameter || compiled.slots[i].index != i) return false;
    return true;
}

void require_parameters(const Compiled& compiled, std::size_t row_width) {
    for (const BindSlot& slot : compiled.slots)
        if (slot.source == Source::Parameter && slot.index >= row_width)
            throw ArgumentError("missing_parameter",
                                fmt::format("the statement has a place for parameter {}, but a row of parameters has "
                                            "{} values only: {}",
                                            slot.index + 1, row_width, compiled.sql));
}

/// A list gets more placeholders than it has values, so that lists of many lengths share a statement.
void append_list(const std::vector<Value>& list, std::size_t width, std::size_t padded_size,
                 std::vector<ValueView>& values) {
    for (const Value& value : list) values.push_back(value.view());
    for (std::size_t i = list.size(); i < padded_size * width; ++i)
        values.push_back(list[list.size() - width + i % width].view());
}

void append_row(const Compiled& compiled, std::span<const ValueView> row, std::span<const std::size_t> list_sizes,
                ExecutionScratch& scratch) {
    static const DefaultPlan kNoDefaults;
    DefaultEvaluation defaults(compiled.defaults != nullptr ? *compiled.defaults : kNoDefaults, scratch.key.binds(),
                               row, scratch.defaults);
    std::size_t list = 0;
    for (const BindSlot& slot : compiled.slots) {
        switch (slot.source) {
            case Source::Bind:
                scratch.values.push_back(
                    static_cast<const sql::BindNode*>(scratch.key.binds()[slot.index])->value.view());
                break;
            case Source::BindList:
                append_list(list_of(slot, scratch), slot.width(), list_sizes[list++], scratch.values);
                break;
            case Source::Parameter: scratch.values.push_back(row[slot.index]); break;
            case Source::Default: scratch.values.push_back(defaults.evaluate(slot.index)); break;
        }
    }
}

/// Returns how many placeholders each list has.
std::vector<std::size_t> expand_lists(const Compiled& compiled, const Dialect& dialect, ExecutionScratch& scratch) {
    scratch.list_sizes.clear();
    for (const BindSlot& slot : compiled.slots)
        if (slot.source == Source::BindList) scratch.list_sizes.push_back(list_of(slot, scratch).size() / slot.width());
    scratch.types.clear();
    scratch.sql = compile::expand(compiled, dialect, scratch.list_sizes, &scratch.types);
    return compile::padded_list_sizes(compiled, dialect, scratch.list_sizes);
}

}  // namespace

BoundStatement bind_statement(const Compiled& compiled, const Dialect& dialect, ParameterRows rows,
                              ExecutionScratch& scratch) {
    const std::size_t width = rows.values.size() / std::max<std::size_t>(rows.count, 1);
    BoundStatement bound{compiled.sql, compiled.parameter_types, rows.values, rows.count};
    if (is_in_order(compiled, width)) return bound;

    require_parameters(compiled, width);
    std::vector<std::size_t> list_sizes;
    if (compiled.has_bind_lists) {
        list_sizes = expand_lists(compiled, dialect, scratch);
        bound.sql = scratch.sql;
        bound.types = scratch.types;
    }
    scratch.values.clear();
    scratch.defaults.clear();
    for (std::size_t row = 0; row < rows.count; ++row)
        append_row(compiled, rows.values.subspan(row * width, width), list_sizes, scratch);
    bound.values = scratch.values;
    return bound;
}

}  // namespace azoth::engine
