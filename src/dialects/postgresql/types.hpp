// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "azoth/types/sql_type.hpp"

namespace azoth::postgresql {

/// The type's name, in CREATE TABLE and in CAST. Throws CompileError(`unknown_type`).
std::string type_name(const SqlType& type);

}  // namespace azoth::postgresql
