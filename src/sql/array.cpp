// SPDX-License-Identifier: MIT
#include "azoth/sql/array.hpp"

namespace azoth::detail {

ExpressionPtr make_array(sql::ExpressionList elements, SqlType element) {
    return make_node<sql::ArrayNode>(std::move(elements), std::move(element));
}

ExpressionPtr make_array_operator(std::string_view sign, ExpressionPtr left, ExpressionPtr right, SqlType type) {
    sql::CustomOperatorNode::Sign custom{
        .text = std::string(sign), .negation = {}, .precedence = sql::OperatorPrecedence::Concat};
    return make_node<sql::CustomOperatorNode>(std::move(custom), sql::ExpressionList{std::move(left), std::move(right)},
                                              std::move(type));
}

}  // namespace azoth::detail
