// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "azoth/engine/connection.hpp"
#include "azoth/orm/class_map.hpp"

namespace azoth::orm {

/// So many keys are asked for by one query.
inline constexpr std::size_t kVersionsPerQuery = 100;

/// Reads the key and the version of the rows of a table that meet a condition: visits each with the bytes of its key,
/// in the memory of a spare object. Precondition: `table` is a class, or a part of one, that has a version column.
void for_each_version(Connection& connection, const ClassMap& table, ExpressionPtr condition,
                      const std::function<void(const std::string& key, const void* row)>& visit);

}  // namespace azoth::orm
