// SPDX-License-Identifier: MIT
#include "azoth/sql/matching.hpp"

#include "azoth/sql/functions.hpp"

namespace azoth::detail {
namespace {

constexpr char kEscape = '/';

void append_escaped(std::string& pattern, std::string_view text) {
    for (const char c : text) {
        if (c == '%' || c == '_' || c == kEscape) pattern += kEscape;
        pattern += c;
    }
}

}  // namespace

ExpressionPtr make_like(sql::Operator op, ExpressionPtr left, ExpressionPtr pattern, char escape) {
    return make_node<sql::BinaryNode>(op, std::move(left), std::move(pattern), Boolean{}, escape);
}

ExpressionPtr make_like(sql::Operator op, ExpressionPtr left, std::string pattern, char escape) {
    return make_like(op, std::move(left), make_bind(Value(std::string_view(pattern)), String{}), escape);
}

ExpressionPtr make_text_match(sql::Operator op, ExpressionPtr left, std::string_view before, std::string_view text,
                              std::string_view after) {
    std::string pattern(before);
    append_escaped(pattern, text);
    pattern += after;
    return make_like(op, std::move(left), std::move(pattern), kEscape);
}

ExpressionPtr make_text_match(sql::Operator op, ExpressionPtr left, std::string_view before, ExpressionPtr text,
                              std::string_view after) {
    const auto constant = [](std::string_view words) { return make_bind(Value(words), String{}); };
    // The escape character itself comes first.
    for (const std::string_view special : {"/", "%", "_"})
        text = make_function("replace", {std::move(text), constant(special), constant("/" + std::string(special))},
                             String{});
    if (!before.empty()) text = make_binary(sql::Operator::Concat, constant(before), std::move(text), String{});
    if (!after.empty()) text = make_binary(sql::Operator::Concat, std::move(text), constant(after), String{});
    return make_like(op, std::move(left), std::move(text), kEscape);
}

}  // namespace azoth::detail
