// SPDX-License-Identifier: MIT
#include "engine/bound_statement.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/expression_nodes.hpp"
#include "azoth/sql/named_bind_node.hpp"
#include "engine/default_evaluation.hpp"
#include "engine/named_values.hpp"

namespace azoth::engine {
namespace {

using Source = BindSlot::Source;

std::vector<const sql::NamedBindNode*> named_nodes(const ExecutionScratch& scratch) {
    std::vector<const sql::NamedBindNode*> nodes;
    for (const sql::Node* node : scratch.key.binds())
        if (node->kind() == sql::NodeKind::NamedBind) nodes.push_back(static_cast<const sql::NamedBindNode*>(node));
    std::erase_if(nodes, [](const auto* node) { return node->name.empty(); });
    return nodes;
}

std::string list_names(std::span<const sql::NamedBindNode* const> nodes) {
    std::vector<std::string_view> names;
    for (const auto* node : nodes)
        if (std::ranges::find(names, node->name) == names.end()) names.push_back(node->name);
    return names.empty() ? "none" : fmt::format(":{}", fmt::join(names, ", :"));
}

void require_known(const Parameters& given, std::span<const sql::NamedBindNode* const> nodes) {
    for (const Parameter& parameter : given)
        if (std::ranges::none_of(nodes, [&](const auto* node) { return node->name == parameter.name(); }))
            throw ArgumentError("no_such_bind", fmt::format("the statement has no parameter ':{}'; it has {}",
                                                            parameter.name(), list_names(nodes)));
}

/// The SQL of a batch is the same for all of its rows.
void require_one_sql(const ParameterRows& rows, std::span<const sql::NamedBindNode* const> nodes) {
    if (rows.count < 2) return;
    for (const auto* node : nodes)
        if (node->form != sql::NamedBindNode::Form::Bound)
            throw ArgumentError(
                "bind_is_list",
                fmt::format("the parameter ':{}' changes the SQL (it expands to a list, or is written as "
                            "a literal), and a batch has one SQL for all of its {} rows; run the "
                            "statement for each",
                            node->name, rows.count));
}

/// All names are known, and all places have a value in each row.
void require_names(const ParameterRows& rows, const ExecutionScratch& scratch) {
    const std::vector<const sql::NamedBindNode*> nodes = named_nodes(scratch);
    require_one_sql(rows, nodes);
    if (rows.fixed != nullptr) require_known(*rows.fixed, nodes);
    for (std::size_t row = 0; row < rows.count; ++row) {
        if (row < rows.named.size()) require_known(rows.named[row], nodes);
        const NamedValues values(rows, row);
        std::vector<const sql::NamedBindNode*> missing;
        for (const auto* node : nodes)
            if (values.find(*node) == nullptr) missing.push_back(node);
        if (!missing.empty())
            throw ArgumentError(
                "missing_bind",
                fmt::format("the statement needs values for {}{}; give them at its execution, by "
                            "params() or, for text(), by bind()",
                            list_names(missing), rows.count > 1 ? fmt::format(" in row {}", row + 1) : std::string()));
    }
}

const std::vector<Value>& list_of(const BindSlot& slot, const ExecutionScratch& scratch, const NamedValues& names) {
    const sql::Node& node = *scratch.key.binds()[slot.index];
    return node.kind() == sql::NodeKind::BindList ? static_cast<const sql::BindListNode&>(node).values
                                                  : names.values_of(static_cast<const sql::NamedBindNode&>(node));
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

bool is_late(const BindSlot& slot) { return slot.source == Source::BindList || slot.source == Source::Literal; }

/// `late_sizes`: of the BindLists and Literals, see padded_list_sizes().
void append_row(const Compiled& compiled, std::span<const ValueView> row, std::span<const std::size_t> late_sizes,
                const NamedValues& names, ExecutionScratch& scratch) {
    static const DefaultPlan kNoDefaults;
    DefaultEvaluation defaults(compiled.defaults != nullptr ? *compiled.defaults : kNoDefaults, scratch.key.binds(),
                               row, names, scratch.defaults);
    std::size_t late = 0;
    for (const BindSlot& slot : compiled.slots) {
        switch (slot.source) {
            case Source::Bind:
                scratch.values.push_back(
                    static_cast<const sql::BindNode*>(scratch.key.binds()[slot.index])->value.view());
                break;
            case Source::BindList:
                if (const std::size_t size = late_sizes[late++]; size != 0)
                    append_list(list_of(slot, scratch, names), slot.width(), size, scratch.values);
                break;
            case Source::Literal: ++late; break;
            case Source::Parameter: scratch.values.push_back(row[slot.index]); break;
            case Source::Default: scratch.values.push_back(defaults.evaluate(slot.index)); break;
            case Source::Named: {
                const auto& node = static_cast<const sql::NamedBindNode&>(*scratch.key.binds()[slot.index]);
                scratch.values.push_back(names.values_of(node).front().view());
                break;
            }
        }
    }
}

std::span<const Value> literal_of(const BindSlot& slot, const ExecutionScratch& scratch, const NamedValues& names) {
    const sql::Node& node = *scratch.key.binds()[slot.index];
    if (node.kind() == sql::NodeKind::Bind) return {&static_cast<const sql::BindNode&>(node).value, 1};
    return list_of(slot, scratch, names);
}

std::vector<compile::LateValues> late_values(const Compiled& compiled, const ExecutionScratch& scratch,
                                             const NamedValues& names) {
    std::vector<compile::LateValues> late;
    for (const BindSlot& slot : compiled.slots)
        if (is_late(slot)) late.push_back({literal_of(slot, scratch, names), slot.source == Source::Literal});
    return late;
}

}  // namespace

BoundStatement arrange_values(const Compiled& compiled, const Dialect& dialect, const ParameterRows& rows,
                              ExecutionScratch& scratch) {
    const std::size_t width = rows.width();
    BoundStatement bound{compiled.sql, compiled.parameter_types, rows.values, rows.count};
    require_parameters(compiled, width);
    if (compiled.has_names || !rows.named.empty() || rows.fixed != nullptr) require_names(rows, scratch);
    std::vector<std::size_t> late_sizes;
    if (compiled.has_bind_lists) {
        std::vector<compile::LateValues> late = late_values(compiled, scratch, NamedValues(rows, 0));
        compile::write_what_is_too_much(compiled, dialect, late);
        late_sizes = compile::padded_list_sizes(compiled, dialect, late);
        scratch.types.clear();
        scratch.sql = compile::expand(compiled, dialect, late, &scratch.types);
        bound.sql = scratch.sql;
        bound.types = scratch.types;
        bound.is_one_off = std::ranges::any_of(late, &compile::LateValues::is_written);
    }
    scratch.values.clear();
    scratch.defaults.clear();
    for (std::size_t row = 0; row < rows.count; ++row)
        append_row(compiled, rows.values.subspan(row * width, width), late_sizes, NamedValues(rows, row), scratch);
    bound.values = scratch.values;
    return bound;
}

}  // namespace azoth::engine
