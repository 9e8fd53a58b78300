// SPDX-License-Identifier: MIT
#include "azoth/sql/custom_operator.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "azoth/base/error.hpp"

namespace azoth::detail {
namespace {

bool is_sign(char c) { return std::string_view("+-*/<>=~!@#%^&|?:").find(c) != std::string_view::npos; }

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// Neither `--` nor `/*`, which begin comments, nor MySQL's `#`.
bool begins_comment(std::string_view text) {
    return text.find("--") != std::string_view::npos || text.find("/*") != std::string_view::npos;
}

bool is_operator(std::string_view text) {
    if (text.empty() || begins_comment(text)) return false;
    if (std::all_of(text.begin(), text.end(), is_sign)) return true;
    return is_word(text.front()) && is_word(text.back()) && text.find("  ") == std::string_view::npos &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_word(c) || c == ' '; });
}

void check_operator(std::string_view text) {
    if (!is_operator(text))
        throw ArgumentError("bad_operator", fmt::format("'{}' is no operator: use the characters +-*/<>=~!@#%^&|?: or "
                                                        "words of letters; literal_column() takes any SQL",
                                                        text));
}

}  // namespace

ExpressionPtr make_custom_operator(std::string text, sql::CustomOperatorNode::Side side, OperatorOptions options,
                                   sql::ExpressionList operands, SqlType type) {
    check_operator(text);
    if (!options.negation.empty()) check_operator(options.negation);
    sql::CustomOperatorNode::Sign sign{std::move(text), std::move(options.negation), side, options.precedence,
                                       options.is_associative};
    return make_node<sql::CustomOperatorNode>(std::move(sign), std::move(operands), std::move(type));
}

}  // namespace azoth::detail
