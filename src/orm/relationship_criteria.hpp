// SPDX-License-Identifier: MIT
#pragma once

#include "azoth/orm/class_map.hpp"

namespace azoth::orm {

/// The condition on the other rows that where() gave, for `target`: the other class's table or an alias of it. Null
/// when there is none. Throws MappingError(`criteria_of_other_class`).
ExpressionPtr criteria_of(const Relationship& relationship, const sql::FromPtr& target);

/// `on` and the criteria.
ExpressionPtr with_own_criteria(ExpressionPtr on, const Relationship& relationship, const sql::FromPtr& target);

}  // namespace azoth::orm
