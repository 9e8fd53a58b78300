// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <utility>

#include "azoth/schema/ddl_expression.hpp"

namespace azoth {

/// A column that the database computes from others: `Column("area", Integer{}).computed(Computed("width * height"))`.
///
/// It is kept in the row (persisted), or computed when it is read; without a word, as the database does by itself
/// (PostgreSQL: kept, the others: computed when read).
class Computed {
public:
    explicit Computed(DdlExpression expression, std::optional<bool> persisted = {})
        : expression_(std::move(expression)), persisted_(persisted) {}

    const DdlExpression& sql() const { return expression_; }
    const std::optional<bool>& persisted() const { return persisted_; }

private:
    DdlExpression expression_;
    std::optional<bool> persisted_;
};

}  // namespace azoth
