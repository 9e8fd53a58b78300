// SPDX-License-Identifier: MIT
#include "orm/relationship_criteria.hpp"

#include <fmt/core.h>

#include "azoth/base/error.hpp"
#include "azoth/sql/expr.hpp"
#include "azoth/sql/replacement.hpp"
#include "sql/named_elements.hpp"

namespace azoth::orm {

ExpressionPtr criteria_of(const Relationship& relationship, const sql::FromPtr& target) {
    if (relationship.criteria == nullptr) return nullptr;
    const ExpressionPtr criteria = relationship.criteria();
    const sql::TablePtr& table = relationship.target->table();
    for (const sql::FromNode* const element : sql::named_elements(*criteria))
        if (element != table.get())
            throw MappingError("criteria_of_other_class",
                               fmt::format("{}::{}: where() speaks of columns of '{}', but only those of {} can be "
                                           "compared there; use any() or has() for what that is related to",
                                           relationship.owner->name(), relationship.name, element->name(),
                                           relationship.target->name()));
    if (target.get() == table.get()) return criteria;
    return ExpressionPtr(sql::replaced(criteria, {{table, target}}));
}

ExpressionPtr with_own_criteria(ExpressionPtr on, const Relationship& relationship, const sql::FromPtr& target) {
    const ExpressionPtr criteria = criteria_of(relationship, target);
    return criteria ? azoth::detail::make_boolean_list(sql::Operator::And, on, criteria) : on;
}

}  // namespace azoth::orm
