// SPDX-License-Identifier: MIT
#include "azoth/sql/functions.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth::detail {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Words of letters, digits and `_`, joined by dots.
bool is_function_name(std::string_view name) {
    char before = '.';
    for (const char c : name) {
        if (!is_letter(c) && (before == '.' || (!is_digit(c) && c != '.'))) return false;
        before = c;
    }
    return before != '.';
}

}  // namespace

ExpressionPtr make_function(std::string name, sql::ExpressionList arguments, SqlType type, bool is_distinct) {
    if (!is_function_name(name))
        throw ArgumentError("bad_name", fmt::format("'{}' cannot be a function's name: use letters, digits and '_', "
                                                    "with a '.' behind a schema; literal_column() takes any SQL",
                                                    name));
    return make_node<sql::FunctionNode>(std::move(name), std::move(arguments), std::move(type), is_distinct);
}

}  // namespace azoth::detail
