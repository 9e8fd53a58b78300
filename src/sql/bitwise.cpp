// SPDX-License-Identifier: MIT
#include "azoth/sql/bitwise.hpp"

namespace azoth::detail {

ExpressionPtr make_shift(sql::Operator op, ExpressionPtr left, ExpressionPtr bits) {
    const TypeKind kind = bits->type().kind;
    if (kind != TypeKind::Integer && kind != TypeKind::SmallInteger) bits = make_cast(std::move(bits), Integer{});
    SqlType type = left->type();
    return make_binary(op, std::move(left), std::move(bits), std::move(type));
}

ExpressionPtr make_bitwise_not(ExpressionPtr operand) {
    SqlType type = operand->type();
    return make_node<sql::UnaryNode>(sql::Operator::BitwiseNot, std::move(operand), std::move(type));
}

}  // namespace azoth::detail
