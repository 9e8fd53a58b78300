// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "azoth/sql/expr.hpp"

namespace azoth {

/// A condition or value within DDL: SQL text as it is, or a typed expression, whose values are written in as literals
/// and whose columns stand without their table.
///
///     CheckConstraint("pages > 0")
///     CheckConstraint(books["pages"] > 0)
///
/// Text is not escaped: never build it from user input.
class DdlExpression {
public:
    DdlExpression() = default;
    DdlExpression(const char* sql) : text_(sql) {}
    DdlExpression(std::string_view sql) : text_(sql) {}
    DdlExpression(std::string sql) : text_(std::move(sql)) {}
    template <Expression E>
    DdlExpression(const E& expression) : expression_(to_operand<Value>(nullptr, expression)) {}
    DdlExpression(ExpressionPtr expression) : expression_(std::move(expression)) {}

    bool empty() const { return text_.empty() && !expression_; }
    const std::string& text() const { return text_; }
    /// Null when it is text.
    const ExpressionPtr& expression() const { return expression_; }

    friend bool operator==(const DdlExpression&, const DdlExpression&) = default;

private:
    std::string text_;
    ExpressionPtr expression_;
};

}  // namespace azoth
