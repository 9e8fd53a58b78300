// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "azoth/orm/class_map.hpp"

namespace azoth::orm {

/// The positions of a foreign key's columns, which are in a table of the class, among the mapped ones. Throws
/// MappingError(`unmapped_member`).
std::vector<std::uint32_t> mapped_positions(const ClassMap& map, const TableDefinition& table,
                                            const std::vector<std::string>& columns);

}  // namespace azoth::orm
