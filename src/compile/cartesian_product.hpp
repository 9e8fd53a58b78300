// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "compile/from_list.hpp"

namespace azoth::compile {

/// The elements of a FROM that no condition connects, so that every row of one meets every row of the other: `books,
/// authors`. Empty when there are none.
///
/// A join is meant as it is, and so is what stands together in select_from().
std::string cartesian_product(const sql::SelectNode& select, const std::vector<FromElement>& elements);

}  // namespace azoth::compile
