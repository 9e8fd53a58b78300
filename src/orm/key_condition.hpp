// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "azoth/orm/class_map.hpp"
#include "azoth/orm/object.hpp"

namespace azoth::orm {

/// That `columns` of a class's table hold what `object_columns` of one of the objects hold: one column by IN, several
/// by an OR of equalities. Both are positions among mapped columns, as many of each: `columns` among those of `map`,
/// `object_columns` among those of the objects' classes, which `map` may describe a part of only.
ExpressionPtr matches_one_of(const ClassMap& map, const std::vector<std::uint32_t>& columns,
                             std::span<ObjectHeader* const> objects, const std::vector<std::uint32_t>& object_columns);

/// The same of columns of any table.
ExpressionPtr matches_one_of(const std::vector<sql::ColumnPtr>& columns, std::span<ObjectHeader* const> objects,
                             const std::vector<std::uint32_t>& object_columns);

/// That they hold what the row of one of the objects holds: its members may have been changed since it was read.
ExpressionPtr matches_row_of(const ClassMap& map, const std::vector<std::uint32_t>& columns,
                             std::span<ObjectHeader* const> objects, const std::vector<std::uint32_t>& object_columns);
ExpressionPtr matches_row_of(const std::vector<sql::ColumnPtr>& columns, std::span<ObjectHeader* const> objects,
                             const std::vector<std::uint32_t>& object_columns);

/// That the columns hold what the object's do, one by one.
ExpressionPtr matches_each(const std::vector<sql::ColumnPtr>& columns, const ObjectHeader& header,
                           const std::vector<std::uint32_t>& object_columns);
/// That columns of two tables are equal, one by one.
ExpressionPtr all_equal(const std::vector<sql::ColumnPtr>& left, const std::vector<sql::ColumnPtr>& right);

}  // namespace azoth::orm
