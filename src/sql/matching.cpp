// SPDX-License-Identifier: MIT
#include "azoth/sql/matching.hpp"

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

ExpressionPtr make_like(sql::Operator op, ExpressionPtr left, std::string pattern, char escape) {
    ExpressionPtr bound = make_bind(Value(std::string_view(pattern)), String{});
    return make_node<sql::BinaryNode>(op, std::move(left), std::move(bound), Boolean{}, escape);
}

ExpressionPtr make_text_match(sql::Operator op, ExpressionPtr left, std::string_view before, std::string_view text,
                              std::string_view after) {
    std::string pattern(before);
    append_escaped(pattern, text);
    pattern += after;
    return make_like(op, std::move(left), std::move(pattern), kEscape);
}

}  // namespace azoth::detail
