// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "azoth/types/sql_type.hpp"

namespace azoth::compile {

/// The type's name in standard SQL.
std::string generic_type_name(const SqlType& type);

}  // namespace azoth::compile
