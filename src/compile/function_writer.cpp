// SPDX-License-Identifier: MIT
#include "compile/function_writer.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "compile/by_dialect.hpp"
#include "compile/context.hpp"
#include "compile/order_writer.hpp"

namespace azoth::compile {
namespace {

using sql::FunctionNode;
using sql::StandardFunction;

/// Standard SQL; dialects say it in their own way.
void write_listagg(SqlWriter& writer, const FunctionNode& node) {
    std::string separator = ", ";
    writer.dialect().write_literal(separator, ValueView::text(node.options));
    write_call(writer, node.name, node, {separator, {}});
}

std::string lower_case(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

/// Those that SQL writes without parentheses.
bool is_written_without_parentheses(const FunctionNode& node) {
    static constexpr std::array<std::string_view, 10> kNames = {
        "current_catalog",   "current_date", "current_role", "current_schema", "current_time",
        "current_timestamp", "current_user", "localtime",    "localtimestamp", "session_user"};
    return node.arguments.empty() && std::ranges::binary_search(kNames, lower_case(node.name));
}

/// `schema."A name"`: what stands in quotes is an identifier, the rest is written as it is.
void write_name(SqlWriter& writer, std::string_view name) {
    while (!name.empty()) {
        const std::size_t quote = std::min(name.find('"'), name.size());
        writer.text(name.substr(0, quote));
        if (quote == name.size()) return;
        std::string inner;
        std::size_t at = quote + 1;
        for (; name.substr(at, 2) == "\"\"" || name[at] != '"'; ++at) {
            if (name[at] == '"') ++at;
            inner += name[at];
        }
        writer.identifier(inner);
        name.remove_prefix(at + 1);
    }
}

/// FILTER said by CASE: rows that do not count give NULL, which the aggregate passes over.
sql::ExpressionPtr filtered(const FunctionNode& node) {
    sql::ExpressionPtr first = node.arguments.front();
    if (first->kind() == sql::NodeKind::Star) first = make_node<sql::TextFragmentNode>("1", Integer{});
    SqlType type = first->type();
    std::vector<sql::CaseNode::Branch> branches{{node.clauses.filter, std::move(first)}};
    return make_node<sql::CaseNode>(std::move(branches), nullptr, nullptr, std::move(type));
}

void write_filtered_arguments(SqlWriter& writer, const FunctionNode& node) {
    if (!sql::ignores_nulls(node.standard))
        writer.refuse(
            fmt::format("has no FILTER, and for {}() nothing else is the same; use a subquery with WHERE", node.name));
    sql::ExpressionList arguments = node.arguments;
    arguments.front() = filtered(node);
    writer.expressions(arguments);
}

void write_arguments(SqlWriter& writer, const FunctionNode& node) {
    const bool has_filter = writer.dialect().capabilities().aggregate_filter;
    if (node.clauses.filter && !has_filter)
        write_filtered_arguments(writer, node);
    else
        writer.expressions(node.arguments);
}

void write_inner_order(SqlWriter& writer, const FunctionNode& node) {
    if (node.clauses.order_by.empty() || node.clauses.is_within_group) return;
    writer.text(" ORDER BY ");
    write_order_list(writer, node.clauses.order_by);
}

void write_within_group(SqlWriter& writer, const FunctionNode& node) {
    if (!node.clauses.is_within_group) return;
    const Capabilities& has = writer.dialect().capabilities();
    if (writer.context().is_windowed ? !has.windowed_within_group : !has.within_group)
        writer.refuse(
            fmt::format("has no WITHIN GROUP here, so no {}() of ordered rows; sort in a subquery", node.name));
    writer.text(" WITHIN GROUP (ORDER BY ");
    write_order_list(writer, node.clauses.order_by);
    writer.text(")");
}

void write_filter(SqlWriter& writer, const FunctionNode& node) {
    if (!node.clauses.filter || !writer.dialect().capabilities().aggregate_filter) return;
    writer.text(" FILTER (WHERE ").expression(*node.clauses.filter).text(")");
}

bool has_clauses(const FunctionNode& node) {
    return node.clauses.is_distinct || !node.clauses.order_by.empty() || node.clauses.filter;
}

void write_formed(SqlWriter& writer, const FunctionNode& node, std::string_view form) {
    if (node.clauses.is_distinct || !node.clauses.order_by.empty())
        writer.refuse(fmt::format("says {}() in a way that leaves no place for DISTINCT and ORDER BY", node.name));
    if (node.clauses.filter && !writer.dialect().capabilities().aggregate_filter)
        writer.refuse(fmt::format("has no FILTER for {}(); use a subquery with WHERE", node.name));
    writer.form(form, node.arguments, node.options);
    write_filter(writer, node);
}

void write_construct(SqlWriter& writer, const FunctionNode& node) {
    const std::vector<sql::Construct::Rendering> all = node.construct->renderings();
    const auto rendering = entry_for(writer.dialect(), all);
    if (rendering == all.end())
        writer.refuse(fmt::format("has no rendering of '{}'; give it one by on(\"{}\", ...)", node.name,
                                  writer.dialect().name()));
    if (rendering->writer != nullptr) return rendering->writer(writer, node);
    // An aggregate of the user's may have clauses as long as it is a call.
    constexpr std::string_view kArguments = "({args})";
    if (has_clauses(node) && rendering->form.ends_with(kArguments))
        return write_call(
            writer, std::string_view(rendering->form).substr(0, rendering->form.size() - kArguments.size()), node);
    write_formed(writer, node, rendering->form);
}

}  // namespace

void write_call(SqlWriter& writer, std::string_view name, const FunctionNode& node, const CallText& text) {
    write_name(writer, name);
    writer.text(node.clauses.is_distinct ? "(DISTINCT " : "(");
    write_arguments(writer, node);
    writer.text(text.more);
    write_inner_order(writer, node);
    writer.text(text.last).text(")");
    write_within_group(writer, node);
    write_filter(writer, node);
}

void write_known_function(SqlWriter& writer, const FunctionNode& node, std::string_view form) {
    if (node.standard == StandardFunction::Special && form.empty())
        writer.refuse(fmt::format("has no {}; call a function of its own by func::call()", node.name));
    if (form.find_first_of("{(") != std::string_view::npos) return write_formed(writer, node, form);
    const bool has_inner_order = !node.clauses.order_by.empty() && !node.clauses.is_within_group;
    if (has_inner_order && !writer.dialect().capabilities().aggregate_order_by)
        writer.refuse(fmt::format("has no ORDER BY within {}(); aggregate the rows of a sorted subquery", node.name));
    if (node.standard == StandardFunction::AggregateStrings) return write_listagg(writer, node);
    if (form.empty() && is_written_without_parentheses(node))
        writer.text(node.name);
    else
        write_call(writer, form.empty() ? std::string_view(node.name) : form, node);
}

void write_function(SqlWriter& writer, const FunctionNode& node) {
    const Restored<std::string_view> name(writer.context().bind_name, node.name);
    if (node.construct)
        write_construct(writer, node);
    else
        writer.dialect().write_function(writer, node);
}

void write_grouping(SqlWriter& writer, const sql::GroupingNode& node) {
    using Form = sql::GroupingNode::Form;
    if (!writer.dialect().capabilities().grouping_sets)
        writer.refuse("has no ROLLUP, CUBE and GROUPING SETS; join the groupings by UNION ALL");
    switch (node.form) {
        case Form::Rollup: writer.text("ROLLUP "); break;
        case Form::Cube: writer.text("CUBE "); break;
        case Form::Sets: writer.text("GROUPING SETS "); break;
        case Form::Set: break;
    }
    std::string_view before = "(";
    for (const sql::ExpressionPtr& element : node.elements) {
        writer.text(before);
        if (element->kind() == sql::NodeKind::Grouping)
            write_grouping(writer, static_cast<const sql::GroupingNode&>(*element));
        else
            writer.expression(*element);
        before = ", ";
    }
    writer.text(node.elements.empty() ? "()" : ")");
}

}  // namespace azoth::compile
