// SPDX-License-Identifier: MIT
#include "azoth/sql/functions.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/custom_function.hpp"

namespace azoth {

using sql::StandardFunction;

namespace detail {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// How much of the text is a word; 0: none.
std::size_t word_size(std::string_view text) {
    if (text.empty() || !is_letter(text.front())) return 0;
    std::size_t size = 1;
    while (size < text.size() && (is_letter(text[size]) || is_digit(text[size]))) ++size;
    return size;
}

/// How much of the text is a name in double quotes, with doubled ones in it; 0: none.
std::size_t quoted_size(std::string_view text) {
    if (!text.starts_with('"')) return 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == '\0') return 0;
        if (text[i] != '"') continue;
        if (text.substr(i + 1).starts_with('"'))
            ++i;
        else
            return i == 1 ? 0 : i + 1;
    }
    return 0;
}

/// Words and quoted names, joined by dots.
bool is_function_name(std::string_view name) {
    while (true) {
        const std::size_t size = std::max(word_size(name), quoted_size(name));
        if (size == 0) return false;
        name.remove_prefix(size);
        if (name.empty()) return true;
        if (name.front() != '.') return false;
        name.remove_prefix(1);
    }
}

void check_function_name(const std::string& name) {
    if (!is_function_name(name))
        throw ArgumentError(
            "bad_name", fmt::format("'{}' cannot be a function's name: use letters, digits and '_', with a '.' behind "
                                    "a schema, or put the name in double quotes; literal_column() takes any SQL",
                                    name));
}

const sql::FunctionNode& as_function(const ExpressionPtr& expression) {
    return static_cast<const sql::FunctionNode&>(*expression);
}

ExpressionPtr with_clauses(const ExpressionPtr& function, sql::AggregateClauses clauses) {
    return make_node<sql::FunctionNode>(as_function(function), std::move(clauses));
}

std::string_view text_of(DateUnit unit) {
    switch (unit) {
        case DateUnit::Year: return "year";
        case DateUnit::Month: return "month";
        case DateUnit::Week: return "week";
        case DateUnit::Day: return "day";
        case DateUnit::Hour: return "hour";
        case DateUnit::Minute: return "minute";
        case DateUnit::Second: return "second";
    }
    return "";
}

}  // namespace

ExpressionPtr make_function(StandardFunction function, sql::ExpressionList arguments, SqlType type,
                            std::string options) {
    return make_node<sql::FunctionNode>(function, std::move(arguments), std::move(type), std::move(options));
}

ExpressionPtr make_sum(ExpressionPtr expression) {
    const TypeKind kind = expression->type().kind;
    SqlType type = is_integer(kind) || kind == TypeKind::Boolean ? SqlType(BigInteger{}) : expression->type();
    return make_function(StandardFunction::Sum, {std::move(expression)}, std::move(type));
}

ExpressionPtr make_function(std::string name, sql::ExpressionList arguments, SqlType type) {
    check_function_name(name);
    return make_node<sql::FunctionNode>(std::move(name), std::move(arguments), std::move(type));
}

ExpressionPtr make_function(const sql::ConstructPtr& construct, sql::ExpressionList arguments, SqlType type,
                            std::string options) {
    return make_node<sql::FunctionNode>(construct, std::move(arguments), std::move(type), std::move(options));
}

ExpressionPtr with_distinct(const ExpressionPtr& function) {
    sql::AggregateClauses clauses = as_function(function).clauses;
    clauses.is_distinct = true;
    return with_clauses(function, std::move(clauses));
}

ExpressionPtr with_order(const ExpressionPtr& function, sql::OrderList order, bool is_within_group) {
    sql::AggregateClauses clauses = as_function(function).clauses;
    clauses.order_by = std::move(order);
    clauses.is_within_group = is_within_group;
    return with_clauses(function, std::move(clauses));
}

ExpressionPtr with_filter(const ExpressionPtr& function, const ExpressionPtr& condition) {
    sql::AggregateClauses clauses = as_function(function).clauses;
    clauses.filter = clauses.filter ? make_boolean_list(sql::Operator::And, clauses.filter, condition) : condition;
    return with_clauses(function, std::move(clauses));
}

ExpressionPtr make_whole_number(int number) {
    return make_node<sql::TextFragmentNode>(std::to_string(number), Integer{});
}

ExpressionPtr make_date_trunc(DateUnit unit, ExpressionPtr date) {
    SqlType type = date->type();
    if (type.kind == TypeKind::Date && unit >= DateUnit::Hour)
        throw ArgumentError("bad_argument",
                            fmt::format("date_trunc() to the {} of a date: a date has no time of day", text_of(unit)));
    return make_function(StandardFunction::DateTrunc, {std::move(date)}, std::move(type), std::string(text_of(unit)));
}

ExpressionPtr make_fraction(double number) {
    if (!(number >= 0 && number <= 1))
        throw ArgumentError("bad_argument",
                            fmt::format("{} is no part of all values; give a number from 0 to 1", number));
    return make_node<sql::TextFragmentNode>(fmt::format("{}", number), Double{});
}

NodePtr<sql::Construct> make_custom_function(std::string name) {
    check_function_name(name);
    std::string call = name + "({args})";
    auto construct = make_node<sql::Construct>(std::move(name));
    construct->set({{}, std::move(call)});
    return construct;
}

NodePtr<sql::Construct> make_custom_expression(std::string name) { return make_node<sql::Construct>(std::move(name)); }

}  // namespace detail

namespace func {
namespace {

WindowFunction<std::int64_t> number_in_window(StandardFunction function, sql::ExpressionList arguments = {}) {
    return WindowFunction<std::int64_t>(detail::make_function(function, std::move(arguments), BigInteger{}));
}

}  // namespace

FunctionCall<std::int64_t> count() {
    return FunctionCall<std::int64_t>(
        detail::make_function(StandardFunction::Count, {make_node<sql::StarNode>()}, BigInteger{}));
}

FunctionCall<std::optional<bool>> any(const Condition& condition) {
    return FunctionCall<std::optional<bool>>(
        detail::make_function(StandardFunction::Any, {condition.node()}, Boolean{}));
}

FunctionCall<std::optional<bool>> every(const Condition& condition) {
    return FunctionCall<std::optional<bool>>(
        detail::make_function(StandardFunction::Every, {condition.node()}, Boolean{}));
}

Expr<std::string> current_user() {
    return Expr<std::string>(detail::make_function(StandardFunction::CurrentUser, {}, String{}));
}

Expr<double> random() { return Expr<double>(detail::make_function(StandardFunction::Random, {}, Double{})); }

WindowFunction<std::int64_t> row_number() { return number_in_window(StandardFunction::RowNumber); }
WindowFunction<std::int64_t> rank() { return number_in_window(StandardFunction::Rank); }
WindowFunction<std::int64_t> dense_rank() { return number_in_window(StandardFunction::DenseRank); }
WindowFunction<std::int64_t> ntile(int parts) {
    if (parts < 1)
        throw ArgumentError("bad_argument", fmt::format("ntile({}): there must be one part at least", parts));
    return number_in_window(StandardFunction::NTile, {detail::make_whole_number(parts)});
}
WindowFunction<double> percent_rank() {
    return WindowFunction<double>(detail::make_function(StandardFunction::PercentRank, {}, Double{}));
}
WindowFunction<double> cume_dist() {
    return WindowFunction<double>(detail::make_function(StandardFunction::CumeDist, {}, Double{}));
}

}  // namespace func
}  // namespace azoth
