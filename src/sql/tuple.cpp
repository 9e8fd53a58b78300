// SPDX-License-Identifier: MIT
#include "azoth/sql/tuple.hpp"

namespace azoth::detail {

ExpressionPtr make_tuple_in(ExpressionPtr tuple, std::vector<Value> values, bool is_negated) {
    std::vector<SqlType> types;
    for (const ExpressionPtr& element : tuple->operands()) types.push_back(element->type());
    auto list = make_node<sql::BindListNode>(std::move(values), std::move(types));
    return make_binary(is_negated ? sql::Operator::NotIn : sql::Operator::In, std::move(tuple), std::move(list),
                       Boolean{});
}

}  // namespace azoth::detail
